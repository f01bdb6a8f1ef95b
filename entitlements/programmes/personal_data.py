"""What programmes hold of people: parts of an export, steps of an erasure. Applications and feedback are their
company's."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from entitlements.programmes.models import (
    Acceptance,
    Application,
    CardEntry,
    DiscountCode,
    Feedback,
    Interest,
    NamedPerson,
)
from subscriptions.models import User
from subscriptions.personal_data import erasing, parts
from subscriptions.personal_data.erasing import Step
from subscriptions.personal_data.parts import Part

PARTS = (
    Part(
        "programme-applications",
        Application,
        ("applied_by__name", "programme__title", "interest", "environment", "state", "applied_at", "reason"),
        people=("applied_by",),
        customer="customer",
    ),
    Part(
        "programme-people",
        NamedPerson,
        ("user__name", "application__programme__title"),
        people=("user",),
        customer="customer",
    ),
    Part(
        "programme-interest",
        Interest,
        ("person__name", "product__name", "at"),
        people=("person",),
        customer="customer",
    ),
    Part(
        "programme-agreements",
        Acceptance,
        ("by__name", "agreement__programme__title", "agreement__number", "at"),
        people=("by",),
        customer="customer",
    ),
    Part(
        "programme-feedback",
        Feedback,
        ("by__name", "build__code", "severity", "text", "incident", "at"),
        people=("by",),
        customer="customer",
    ),
    Part(
        "training-cards",
        CardEntry,
        ("card__agreement_number", "units", "note", "code__code", "at"),
        people=(),
        customer="customer",
    ),
    Part(
        "discount-codes",
        DiscountCode,
        ("code", "percent", "subscription__starts_at", "subscription__ends_at", "use__used_on", "ended_at"),
        people=(),
        customer="customer",
    ),
)


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)


def _named(person: User) -> QuerySet[Any]:
    found: QuerySet[Any] = NamedPerson.objects.filter(user=person)
    return found


def _noted(person: User) -> QuerySet[Any]:
    found: QuerySet[Any] = Interest.objects.filter(person=person)
    return found


STEPS = (
    Step.deleting("programme-people", _("no longer named for a programme"), _named),
    Step.deleting("programme-interest", _("no longer told of programmes that open"), _noted),
)
