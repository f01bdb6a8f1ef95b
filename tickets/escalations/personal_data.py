"""What requests for escalation hold of people: a part of an export, a step of an erasure."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from subscriptions.models import User
from subscriptions.personal_data import erasing, parts
from subscriptions.personal_data.erasing import FORMER_CONTACT, Step
from subscriptions.personal_data.parts import Part
from tickets.escalations.models import EscalationRequest
from tickets.personal_data import BLANK

PARTS = (
    Part(
        "escalation-requests",
        EscalationRequest,
        (
            "incident",
            "number",
            "level",
            "reason",
            "impact",
            "critical_on",
            "workaround_ok",
            "name",
            "phone",
            "by__name",
            "at",
            "due_at",
            "owner__name",
            "answer",
            "answered_at",
            "outcome",
            "ended_at",
        ),
        people=("by", "owner", "answered_by", "ended_by"),
        customer="customer",
    ),
)


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)


def _hers(person: User) -> QuerySet[EscalationRequest]:
    """Requests that she made, or that give her as the person to call."""
    companies = person.memberships.values("customer")
    called = Q(customer__in=companies, name=person.name)
    return EscalationRequest.objects.filter(Q(by=person) | called).exclude(name=FORMER_CONTACT)


def _texts(person: User) -> QuerySet[EscalationRequest]:
    return EscalationRequest.objects.filter(by=person).exclude(reason=BLANK)


STEPS = (
    Step(
        "escalation-people",
        _("name and phone taken out of her requests for escalation"),
        lambda person: _hers(person).count(),
        lambda person: _hers(person).update(name=FORMER_CONTACT, phone=BLANK),
    ),
    Step(
        "escalation-texts",
        _("texts of her requests for escalation blanked"),
        lambda person: _texts(person).count(),
        lambda person: _texts(person).update(reason=BLANK, impact=BLANK),
        only_blanking=True,
    ),
)
