"""What the phone's room holds of people: parts of an export, steps of an erasure."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from subscriptions.models import User
from subscriptions.personal_data import erasing, parts
from subscriptions.personal_data.erasing import Step
from subscriptions.personal_data.parts import Part
from tickets.phone.models import Call, CallBack

PARTS = (
    Part(
        "calls",
        Call,
        ("contact__name", "began_at", "outcome", "incident_id", "number", "reason"),
        people=("contact", "agent"),
        customer="customer",
    ),
    Part(
        "call-backs",
        CallBack,
        ("contact__name", "number", "about", "asked_at", "due_at", "state", "incident_id"),
        people=("contact", "asked_by"),
        customer="customer",
    ),
)


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)


def _call_backs(person: User) -> QuerySet[CallBack]:
    return CallBack.objects.filter(contact=person).exclude(number="", about="")


def _calls(person: User) -> QuerySet[Call]:
    return Call.objects.filter(contact=person).exclude(number="")


STEPS = (
    Step(
        "call-backs",
        _("numbers and texts of call-backs blanked; that she was called stays"),
        lambda person: _call_backs(person).count(),
        lambda person: _call_backs(person).update(number="", about=""),
    ),
    Step(
        "call-numbers",
        _("phone numbers of calls blanked; the calls stay"),
        lambda person: _calls(person).count(),
        lambda person: _calls(person).update(number=""),
    ),
)
