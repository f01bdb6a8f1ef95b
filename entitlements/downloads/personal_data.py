"""What downloads hold of people: who fetched what, and who may. The log stays with its company."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from entitlements.downloads.models import AllowedPerson, Download
from subscriptions.models import User
from subscriptions.personal_data import erasing, parts
from subscriptions.personal_data.erasing import Step
from subscriptions.personal_data.parts import Part


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)


PARTS = (
    Part(
        "downloads",
        Download,
        ("release__code", "file__name", "started_at", "last_at", "sent", "whole", "by_script"),
        people=("person",),
        customer="customer",
    ),
    Part(
        "download-permissions",
        AllowedPerson,
        ("restriction__product__code", "user__name"),
        people=("user",),
        customer="customer",
    ),
)


def _allowed(person: User) -> QuerySet[Any]:
    return AllowedPerson.objects.filter(user=person)


STEPS = (
    Step.deleting(
        "download-permissions",
        _("permissions to download restricted products ended"),
        _allowed,
    ),
)
