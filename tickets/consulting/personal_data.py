"""What hand-overs hold of people: parts of an export, a step of an erasure."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from subscriptions.models import User
from subscriptions.personal_data import erasing, parts
from subscriptions.personal_data.erasing import Step
from subscriptions.personal_data.parts import Part
from tickets.consulting.models import HandOver, Objection
from tickets.personal_data import BLANK

PARTS = (
    Part(
        "hand-overs",
        HandOver,
        ("incident", "reason", "by__name", "at", "state", "consultant__name", "answered_at", "ended_at"),
        people=("by", "consultant"),
        customer="customer",
    ),
    Part(
        "objections",
        Objection,
        ("hand_over__incident", "reason", "by__name", "at", "due_at", "upheld", "answer", "decided_at"),
        people=("by", "decided_by"),
        customer="customer",
    ),
)


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)


def _objections(person: User) -> QuerySet[Objection]:
    return Objection.objects.filter(by=person).exclude(reason=BLANK)


STEPS = (
    Step(
        "objections",
        _("texts of her objections blanked; that her company objected stays"),
        lambda person: _objections(person).count(),
        lambda person: _objections(person).update(reason=BLANK),
        only_blanking=True,
    ),
)
