"""The Message-ID of a mail of the outbox: every attempt says the same one, and a report names the mail by it.

It is signed: those who are told the same have keys that follow each other and one instant, so whoever got one mail
could else name her neighbours' and have their addresses marked.
"""

import re
from datetime import UTC
from email.utils import parseaddr
from functools import cache

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from notifications.models import Notification

SALT = "notifications.message_ids"
SIGNATURE_DIGITS = 20
WRITTEN = "%Y%m%d%H%M%S%f"
OURS = re.compile(
    rf"\b([1-9][0-9]{{0,18}})\.([0-9]{{20}})\.([0-9a-f]{{{SIGNATURE_DIGITS}}})@([a-z0-9.-]+)", re.IGNORECASE
)


def domain() -> str:
    """The part of our Message-IDs after the @."""
    return _domain_of(settings.DEFAULT_FROM_EMAIL)


@cache
def _domain_of(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"


def message_id(row: Notification) -> str:
    """Of the mail of `row`: its key, the instant it was written, and what only we can say of both."""
    said = _said(row)
    return f"<{said}.{_signature(said, settings.SECRET_KEY)}@{domain()}>"


def ours_in(text: str) -> str:
    """The first in `text` that looks like a Message-ID of ours, without brackets; nothing where none does."""
    found = (match[0] for match in OURS.finditer(text) if match[4].lower() == domain().lower())
    return next(found, "")


def mail_named(name: str) -> Notification | None:
    """The row whose mail has this Message-ID, with or without brackets; None for one that we never gave."""
    match = OURS.search(name)
    if not match or match[4].lower() != domain().lower():
        return None
    row = Notification.objects.filter(pk=match[1]).select_related("recipient").first()
    if row is None or (said := _said(row)) != f"{match[1]}.{match[2]}":
        return None
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    signed = any(constant_time_compare(match[3].lower(), _signature(said, key)) for key in keys)
    return row if signed else None


def _said(row: Notification) -> str:
    return f"{row.pk}.{row.created_at.astimezone(UTC):{WRITTEN}}"


def _signature(said: str, key: str | bytes) -> str:
    return salted_hmac(SALT, said, secret=key, algorithm="sha256").hexdigest()[:SIGNATURE_DIGITS]
