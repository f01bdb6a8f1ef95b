"""What this room holds of people: parts of an export, a step of an erasure."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from subscriptions.models import User
from subscriptions.personal_data import erasing, parts
from subscriptions.personal_data.erasing import FORMER_CONTACT, Step
from subscriptions.personal_data.parts import Part
from tickets.advisory.models import IdentifiedResource, Meeting, Participant, SeniorRequest, Task

PARTS = (
    Part(
        "identified-resources",
        IdentifiedResource,
        ("name", "email", "side", "role", "phone", "time_zone", "identified_at", "ended_at"),
        people=("person",),
        customer="customer",
    ),
    Part(
        "meetings",
        Participant,
        ("resource__name", "meeting__subject", "meeting__starts_at", "response", "responded_at"),
        people=("resource__person",),
        customer="customer",
    ),
    Part(
        "minutes",
        Meeting,
        ("kind", "subject", "starts_at", "state", "cancel_reason", "notes", "decisions"),
        customer="customer",
    ),
    Part(
        "tasks",
        Task,
        ("owner__name", "plan__subject", "text", "due_on", "done_at"),
        people=("owner__person", "done_by"),
        customer="customer",
    ),
    Part(
        "senior-requests",
        SeniorRequest,
        ("asked_by__name", "topic", "why", "kind", "wished_times", "asked_at", "state", "decline_reason"),
        people=("asked_by",),
        customer="customer",
    ),
)


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(STEP)


def _named(person: User) -> QuerySet[IdentifiedResource]:
    return IdentifiedResource.objects.of_person(person)


def _blank(person: User) -> int:
    return _named(person).update(name=FORMER_CONTACT, phone="", email="")


STEP = Step(
    "identified-resources",
    _("name and phone among identified resources blanked; role, meetings and tasks stay"),
    lambda person: _named(person).exclude(name=FORMER_CONTACT).count(),
    _blank,
)
