"""What briefings hold of people: parts of an export, steps of an erasure."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from entitlements.briefings.models import CalendarFeed, RequestJoin, SignUp, Vote, WatchPosition
from subscriptions.models import User
from subscriptions.personal_data import erasing, parts
from subscriptions.personal_data.erasing import Step
from subscriptions.personal_data.parts import Part

PARTS = (
    Part(
        "briefing-requests",
        RequestJoin,
        ("user__name", "request__topic", "why", "at"),
        people=("user",),
        customer="customer",
    ),
    Part(
        "briefing-sign-ups",
        SignUp,
        ("user__name", "session__title", "session__starts_at", "seats", "state", "signed_up_at", "attended"),
        people=("user",),
        customer="customer",
    ),
    Part(
        "briefing-questions",
        Vote,
        ("user__name", "question__session__title", "question__text", "asked", "at"),
        people=("user",),
        customer="customer",
    ),
    Part("briefing-positions", WatchPosition, ("recording__title", "second", "at"), people=("user",)),
    Part("briefing-calendar", CalendarFeed, ("made_at",), people=("user",)),
)


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)


def _of(model: Any) -> QuerySet[Any]:
    found: QuerySet[Any] = model.objects.all()
    return found


def _reasons(person: User) -> QuerySet[RequestJoin]:
    return RequestJoin.objects.filter(user=person).exclude(why="")


STEPS = (
    Step.deleting(
        "briefing-positions",
        _("places where she stopped watching forgotten"),
        lambda person: _of(WatchPosition).filter(user=person),
    ),
    Step.deleting(
        "briefing-calendar",
        _("calendar feed of briefings ended"),
        lambda person: _of(CalendarFeed).filter(user=person),
    ),
    Step.setting(
        "briefing-reasons",
        _("reasons for requests of briefings blanked; that she asked stays"),
        _reasons,
        {"why": ""},
    ),
)
