"""What answers hold of people: a part of an export, a step of an erasure, a rule of retention."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from subscriptions.models import User
from subscriptions.personal_data import erasing, parts, retention
from subscriptions.personal_data.erasing import Step
from subscriptions.personal_data.parts import Part
from subscriptions.personal_data.retention import Rule
from tickets.satisfaction.models import SatisfactionQuestion

PARTS = (
    Part(
        "satisfaction",
        SatisfactionQuestion,
        ("incident", "contact__name", "asked_at", "satisfied", "text", "answered_at"),
        people=("contact",),
        customer="customer",
        private=("text",),
    ),
)


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)
    retention.add(*RULES)


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


def _old(before: datetime) -> QuerySet[SatisfactionQuestion]:
    return SatisfactionQuestion.objects.said().filter(answered_at__lt=before)


def _blank(before: datetime, most: int) -> int:
    keys = list(_old(before).order_by("pk").values_list("pk", flat=True)[:most])
    return SatisfactionQuestion.objects.filter(pk__in=keys).update(text="")


RULES = (
    Rule(
        "satisfaction",
        _("words of answers on satisfaction, after they were given; yes or no stays"),
        400,
        lambda before: _old(before).count(),
        _blank,
    ),
)
