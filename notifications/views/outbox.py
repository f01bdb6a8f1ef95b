"""What people are told, as staff see it: mail that has not arrived and why, every message as it was sent, and
another attempt (R1, R1.4)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from notifications import ledger, mails
from notifications import outbox as writing
from notifications.kinds import KINDS
from notifications.message_ids import message_id
from notifications.models import Notification
from notifications.models.outbox import Channel, NotificationQuerySet
from notifications.views.readers import PersonRequest, for_staff
from subscriptions import paging
from subscriptions.models import User
from subscriptions.returning import page_named
from subscriptions.wording import moment_here

PAGE = 100
KEY = re.compile(r"(?<=/unsubscribe/)[^/\s]+")
PEOPLE = 50  # whose messages a name that was typed finds


@dataclass(frozen=True)
class Wanted:
    """Which messages: those about an incident, those to people of this name or address, every one, or without any
    of these those that have not arrived."""

    incident: int | None
    words: str
    every: bool

    @classmethod
    def by(cls, typed: Mapping[str, str]) -> "Wanted":
        words = " ".join(typed.get("q", "").split())
        return cls(paging.key(typed.get("incident", "")), words, typed.get("show") == "all")

    @property
    def undelivered(self) -> bool:
        return not (self.incident or self.words or self.every)

    def rows(self) -> NotificationQuerySet:
        if self.incident:
            return Notification.objects.about_incident(self.incident)
        if self.words:
            people = User.objects.filter(Q(name__icontains=self.words) | Q(email__icontains=self.words))
            return Notification.objects.filter(
                recipient__in=list(people.values_list("pk", flat=True)[:PEOPLE])
            )
        return Notification.objects.all() if self.every else Notification.objects.undelivered()


@for_staff
@require_safe
def outbox(request: PersonRequest) -> HttpResponse:
    """The newest first, a page of PAGE at a time."""
    wanted = Wanted.by(request.GET)
    found = wanted.rows().select_related("recipient", "customer")
    page, following = paging.newest_first(request, found, PAGE)
    at = timezone.now()
    due = Notification.objects.due(at).order_by()
    context = {
        "rows": [{"mail": row, "line": _line(row)} for row in page],
        "wanted": wanted,
        "due": due[: PAGE + 1].count(),
        "page": PAGE,
        "oldest": ledger.oldest_waiting(at),
        "next": following,
        "from_start": "before" in request.GET,
    }
    return render(request, "notifications/desk/outbox.html", context)


@for_staff
@require_safe
def message(request: PersonRequest, number: int) -> HttpResponse:
    """One message as it was sent, or as it would be now; to whom, why, and what came of each attempt."""
    rows = Notification.objects.select_related("recipient", "customer", "alert")
    row = get_object_or_404(rows, pk=number)
    kind = KINDS.get(row.kind)
    tries = [{"at": datetime.fromisoformat(each["at"]), "said": each["said"]} for each in row.tries]
    context = {
        "row": row,
        "kind": kind.name if kind else row.kind,
        "line": _line(row),
        "mail": _as_it_reads(row),
        "message_id": message_id(row) if row.channel == Channel.EMAIL else "",
        "tries": tries[::-1],
        "incident": row.context.get("number") if kind and kind.of_incident else None,
        "later": row.next_attempt_at > timezone.now(),
    }
    return render(request, "notifications/desk/message.html", context)


@for_staff
@require_POST
def retry(request: PersonRequest, number: int) -> HttpResponse:
    """Send it again now, or after its reader's quiet hours."""
    when = writing.retry(get_object_or_404(Notification.objects.select_related("recipient"), pk=number))
    if when <= timezone.now():
        said = _("It is sent again now.")
    else:
        said = _("It is sent again after the quiet hours of its reader, {when}.").format(
            when=moment_here(when)
        )
    messages.success(request, said)
    return HttpResponseRedirect(page_named(request, otherwise="/desk/outbox/"))


def _line(row: Notification) -> str:
    """What it says in a line. A row may be of a kind that an older version knew."""
    return row.subject or (KINDS[row.kind].line(row.context) if row.kind in KINDS else row.kind)


def _as_it_reads(row: Notification) -> dict[str, Any] | None:
    """Subject and text of a mail: as it was sent, else as it would be now; None where it cannot be written, and for
    what is in the app. Its reader's key to unsubscribe is left out: whoever has it can."""
    if row.channel != Channel.EMAIL:
        return None
    subject, text = row.subject, row.text
    if not text:
        try:
            mail = mails.written(row)
        except (mails.UnknownKind, mails.UnknownWord):
            return None
        subject, text = mail.subject, mail.text
    return {"subject": subject, "text": KEY.sub("…", text)}
