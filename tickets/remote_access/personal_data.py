"""What remote sessions hold of people: parts of an export, a step of an erasure."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from subscriptions.models import User
from subscriptions.personal_data import erasing, parts
from subscriptions.personal_data.erasing import Step
from subscriptions.personal_data.parts import Part
from tickets.remote_access.models import Approval, RemoteAccessRules, RemoteSession, SessionAgent

PARTS = (
    Part(
        "remote-sessions",
        RemoteSession,
        (
            "incident",
            "purpose",
            "text",
            "scope",
            "production_reason",
            "opens_at",
            "closes_at",
            "asked_by__name",
            "person__name",
            "person_phone",
            "state",
            "started_at",
            "ended_at",
            "reason",
            "done",
        ),
        people=("asked_by", "person", "connection_by", "started_by", "ended_by"),
        customer="customer",
    ),
    Part(
        "remote-approvals",
        Approval,
        ("session", "version", "approver__name", "at", "words_en", "words_da"),
        people=("approver",),
        customer="customer",
    ),
    Part("remote-agents", SessionAgent, ("session", "agent__name"), people=("agent",), customer="customer"),
    Part(
        "remote-rules",
        RemoteAccessRules,
        ("two_approvers", "never_production", "usual_minutes", "longest_minutes"),
        customer="customer",
    ),
)


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)


def _phones(person: User) -> QuerySet[RemoteSession]:
    return RemoteSession.objects.filter(person=person).exclude(person_phone="")


STEPS = (
    Step.setting(
        "remote-phones",
        _("phone numbers of remote sessions blanked; that she was ready to discuss the matter stays"),
        _phones,
        {"person_phone": ""},
    ),
)
