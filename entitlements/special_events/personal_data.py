"""What special events hold of people: a part of an export, steps of an erasure. That a weekend was asked for, and
what became of it, is the company's."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from entitlements.special_events.models import SpecialEvent
from subscriptions.models import User
from subscriptions.personal_data import erasing, parts
from subscriptions.personal_data.erasing import Step
from subscriptions.personal_data.parts import Part

PARTS = (
    Part(
        "special-events",
        SpecialEvent,
        (
            "asked_by__name",
            "english_contact__name",
            "phone",
            "saturday",
            "purpose",
            "text",
            "asked_at",
            "state",
            "answered_at",
            "decline_reason",
            "cancelled_at",
            "cancel_reason",
            "report",
        ),
        people=("asked_by", "english_contact"),
        customer="customer",
    ),
)


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)


def _phoned(person: User) -> QuerySet[SpecialEvent]:
    return SpecialEvent.objects.filter(english_contact=person).exclude(phone="")


def _described(person: User) -> QuerySet[SpecialEvent]:
    return SpecialEvent.objects.filter(asked_by=person).exclude(text="")


STEPS = (
    Step.setting(
        "event-phones",
        _("phone numbers of special events blanked; that she spoke for her company stays"),
        _phoned,
        {"phone": ""},
    ),
    Step.setting(
        "event-texts",
        _("what she wrote of special events blanked; that they were asked for stays"),
        _described,
        {"text": ""},
        only_blanking=True,
    ),
)
