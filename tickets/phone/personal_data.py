"""What the phone's room holds of people: parts of an export, steps of an erasure, a rule of retention."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from subscriptions.models import User
from subscriptions.personal_data import erasing, parts, retention
from subscriptions.personal_data.erasing import Step
from subscriptions.personal_data.parts import Part
from subscriptions.personal_data.retention import Rule
from tickets.phone.models import Call, CallBack

PARTS = (
    Part(
        "calls",
        Call,
        ("contact__name", "began_at", "outcome", "incident_id", "number", "said", "reason_en", "reason_da"),
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
    retention.add(*RULES)


def _call_backs(person: User) -> QuerySet[CallBack]:
    return CallBack.objects.filter(contact=person).exclude(number="", about="")


def _calls(person: User) -> QuerySet[Call]:
    return Call.objects.filter(contact=person).exclude(number="", said="")


STEPS = (
    Step.setting(
        "call-backs",
        _("numbers and texts of call-backs blanked; that she was called stays"),
        _call_backs,
        {"number": "", "about": ""},
    ),
    Step.setting(
        "call-numbers",
        _("phone numbers and texts of calls blanked; the calls stay"),
        _calls,
        {"number": "", "said": ""},
    ),
)


def _old(before: datetime) -> QuerySet[CallBack]:
    return CallBack.objects.filter(ended_at__lt=before).exclude(number="", about="")


def _blank(before: datetime, most: int) -> int:
    keys = list(_old(before).order_by("pk").values_list("pk", flat=True)[:most])
    Call.objects.filter(call_back__in=keys).update(number="", said="")
    return CallBack.objects.filter(pk__in=keys).update(number="", about="")


RULES = (
    Rule(
        "call-backs",
        _("numbers and texts of call-backs, after they ended"),
        400,
        lambda before: _old(before).count(),
        _blank,
    ),
)
