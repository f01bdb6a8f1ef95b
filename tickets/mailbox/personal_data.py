"""What mail in holds of people: the original of each mail, who sent it, its subject."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from subscriptions.models import User
from subscriptions.personal_data import erasing, parts, retention
from subscriptions.personal_data.erasing import Step
from subscriptions.personal_data.parts import Part
from subscriptions.personal_data.retention import Rule
from tickets.mailbox.models import IncomingMail

State = IncomingMail.State


def add() -> None:
    """Once, when the room is ready."""
    parts.add(
        Part(
            "mails",
            IncomingMail,
            ("id", "sender", "sender_name", "subject", "received_at", "size", "sha256", "state"),
            people=("person",),
            file="original",
            file_name="sha256",
        )
    )
    erasing.add(
        Step(
            "mails",
            _("mails whose original, sender and subject are removed"),
            lambda person: _of(person).count(),
            lambda person: _forget(_of(person)),
        )
    )
    retention.add(
        Rule(
            "mail-originals",
            _("originals of mails that came in"),
            365,
            lambda before: _old(before).count(),
            lambda before, most: _remove_originals(_old(before)[:most]),
        )
    )


def _of(person: User) -> QuerySet[IncomingMail]:
    hers = IncomingMail.objects.filter(Q(person=person) | Q(sender__iexact=person.email))
    return hers.exclude(sender="", subject="", original="")


def _forget(mails: QuerySet[IncomingMail]) -> None:
    for mail in mails:
        _remove_originals([mail])
        mail.sender = mail.sender_name = mail.subject = mail.detail = ""
        mail.save(update_fields=["sender", "sender_name", "subject", "detail"])


def _old(before: datetime) -> QuerySet[IncomingMail]:
    """What has been decided on; nobody needs its original any more."""
    decided = IncomingMail.objects.filter(received_at__lt=before).exclude(
        state__in=[State.RECEIVED, State.HELD]
    )
    return decided.exclude(original="").order_by("pk")


def _remove_originals(mails: Any) -> int:
    removed = 0
    for mail in mails:
        mail.original.delete(save=False)
        mail.original = ""
        mail.save(update_fields=["original"])
        removed += 1
    return removed
