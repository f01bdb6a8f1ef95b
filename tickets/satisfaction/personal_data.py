"""What answers hold of people: a part of an export, a step of an erasure."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from subscriptions.models import User
from subscriptions.personal_data import erasing, parts
from subscriptions.personal_data.erasing import Step
from subscriptions.personal_data.parts import Part
from tickets.satisfaction.models import SatisfactionQuestion

PARTS = (
    Part(
        "satisfaction",
        SatisfactionQuestion,
        ("incident", "contact__name", "asked_at", "satisfied", "text", "answered_at"),
        people=("contact",),
        customer="customer",
    ),
)


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)


def _texts(person: User) -> QuerySet[SatisfactionQuestion]:
    return SatisfactionQuestion.objects.said().filter(contact=person)


STEPS = (
    Step(
        "satisfaction",
        _("words of her answers on satisfaction removed; that she answered yes or no stays"),
        lambda person: _texts(person).count(),
        lambda person: _texts(person).update(text=""),
    ),
)
