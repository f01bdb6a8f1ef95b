"""Who is told what about a request for escalation. That it was asked for is told by tickets.telling.escalated: the
level's people and the advisor (R17.5)."""

from typing import Any

from notifications.outbox import tell
from subscriptions.advisors import on_hand
from subscriptions.models import Membership, StaffMember, User
from tickets.escalations import levels
from tickets.escalations.models import EscalationRequest
from tickets.models import Incident, TimelineEntry
from tickets.telling import region_staff, words_of

Role = StaffMember.Role


def asked(request: EscalationRequest) -> dict[str, Any]:
    """The words of tickets.kinds.ASKED_FOR: what she gives, whom to call, and by when an answer is owed."""
    return {
        "body": f"{request.reason}\n\n{request.impact}",
        "who": request.name,
        "phone": request.phone,
        "answer_by": None if request.answered_at else request.due_at.isoformat(),
    }


def answer_due(request: EscalationRequest, incident: Incident) -> None:
    """Half of the time for an answer has passed: its owner, or those of its level."""
    tell(
        "escalation_reminder",
        people_of(request, incident),
        f"escalation_request:{request.pk}:reminder",
        customer=incident.customer,
        context=words_of(incident) | {"due_at": request.due_at.isoformat()},
        link=request.get_absolute_url(),
    )


def end_proposed(request: EscalationRequest, entry: TimelineEntry) -> None:
    """The asker, or the managers once she has left: may it end?"""
    incident = request.incident
    tell(
        "escalation_end_proposed",
        askers_of(request),
        _event(request, entry),
        customer=incident.customer,
        context=words_of(incident) | {"body": request.proposed_text},
        link=f"{incident.get_absolute_url()}escalation/",
    )


def askers_of(request: EscalationRequest) -> list[User]:
    """Who can agree to its end: who asked for it, while she is a contact of the customer's, else the managers."""
    members = Membership.objects.active().filter(customer=request.customer_id, user=request.by_id)
    if members.exists():
        return [request.by]
    return [member.user for member in Membership.objects.managing(request.customer).select_related("user")]


def goes_on(request: EscalationRequest, entry: TimelineEntry, why: str) -> None:
    """Who answers it: the asker does not agree to its end."""
    _staff("escalation_goes_on", request, entry, body=why)


def ended(request: EscalationRequest, entry: TimelineEntry) -> None:
    """Who answered it, and the advisor."""
    _staff("escalation_ended", request, entry, outcome=request.outcome)


def people_of(request: EscalationRequest, incident: Incident) -> list[User]:
    """Its owner, while she may sign in, or whoever answers at its level."""
    if request.in_hand and request.owner:
        return [request.owner]
    if request.level == levels.LEADS:
        return region_staff(incident, Role.LEAD)
    return list(User.objects.staff_with(Role.SUPPORT_MANAGER))


def _staff(kind: str, request: EscalationRequest, entry: TimelineEntry, **words: Any) -> None:
    incident = request.incident
    whom = {*people_of(request, incident), *on_hand(incident.customer, entry.at)}
    tell(
        kind,
        sorted(whom, key=lambda person: person.pk),
        _event(request, entry),
        customer=incident.customer,
        context=words_of(incident) | words,
        link=request.get_absolute_url(),
    )


def _event(request: EscalationRequest, entry: TimelineEntry) -> str:
    return f"escalation_request:{request.pk}:{entry.pk}"
