"""What renewal holds of people: parts of an export, a step of an erasure. What was asked for, and what is agreed,
is the company's."""

import pgtrigger
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Replace
from django.utils.translation import gettext_lazy as _

from entitlements.renewal.models import UpgradeJoin, UpgradeRequest
from entitlements.renewal.requests import SAID_BESIDES
from subscriptions.models import SubscriptionEntry, User
from subscriptions.personal_data import erasing, parts
from subscriptions.personal_data.erasing import FORMER_CONTACT, Step
from subscriptions.personal_data.parts import Part

PARTS = (
    Part(
        "upgrade-requests",
        UpgradeRequest,
        (
            "asked_by__name",
            "product__code",
            "from_tier__code",
            "wanted_tier__code",
            "text",
            "asked_at",
            "state",
            "answer",
            "answered_at",
        ),
        people=("asked_by",),
        customer="customer",
    ),
    Part(
        "upgrade-voices",
        UpgradeJoin,
        ("user__name", "request__product__code", "request__wanted_tier__code", "at"),
        people=("user",),
        customer="customer",
    ),
    Part(
        "subscription-timeline",
        SubscriptionEntry,
        ("at", "kind", "product__code", "by__name", "reason", "facts"),
        people=("by",),
        customer="customer",
    ),
)


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)


def _named_in(person: User) -> QuerySet[UpgradeRequest]:
    """What she added to a colleague's request, which says whose words they are."""
    companies = person.memberships.values("customer")
    return UpgradeRequest.objects.filter(customer__in=companies, text__contains=_said(person.name))


def _noted(person: User) -> QuerySet[SubscriptionEntry]:
    """Where it was granted, and the timeline says why."""
    companies = person.memberships.values("customer")
    return SubscriptionEntry.objects.filter(customer__in=companies, reason__contains=_said(person.name))


def _said(name: str) -> str:
    return SAID_BESIDES.format(name=name, words="")


def _forget(person: User) -> None:
    """The one change that the timeline allows: what an erased person may not be known by."""
    hers, nobodys = Value(_said(person.name)), Value(_said(FORMER_CONTACT))
    _named_in(person).update(text=Replace(F("text"), hers, nobodys))
    with pgtrigger.ignore("subscriptions.SubscriptionEntry:append_only"):
        _noted(person).update(reason=Replace(F("reason"), hers, nobodys))


STEPS = (
    Step(
        "upgrade-requests",
        _("requests for an upgrade that name her, which then name a “Former contact”"),
        lambda person: _named_in(person).count() + _noted(person).count(),
        _forget,
    ),
)
