"""The Message-ID of a mail of the outbox: every attempt says the same one, and a report names the mail by it."""

import re
from datetime import UTC
from email.utils import parseaddr
from functools import cache

from django.conf import settings

from notifications.models import Notification

WRITTEN = "%Y%m%d%H%M%S%f"
OURS = re.compile(r"\b([1-9][0-9]{0,18})\.([0-9]{20})@([a-z0-9.-]+)", re.IGNORECASE)


def domain() -> str:
    """The part of our Message-IDs after the @."""
    return _domain_of(settings.DEFAULT_FROM_EMAIL)


@cache
def _domain_of(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"


def message_id(row: Notification) -> str:
    """Of the mail of `row`: its key and the instant it was written."""
    return f"<{row.pk}.{row.created_at.astimezone(UTC):{WRITTEN}}@{domain()}>"


def ours_in(text: str) -> str:
    """The first of our Message-IDs in `text`, without its brackets; nothing where there is none."""
    found = (match[0] for match in OURS.finditer(text) if match[3].lower() == domain().lower())
    return next(found, "")


def mail_named(name: str) -> Notification | None:
    """The row whose mail has this Message-ID, with or without brackets; None for one that we never gave."""
    match = OURS.search(name)
    row = match and Notification.objects.filter(pk=match[1]).select_related("recipient").first()
    return row if row and message_id(row).strip("<>").lower() == ours_in(name).lower() else None
