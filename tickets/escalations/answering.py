"""What the vendor does with a request for escalation: own it, answer it, bring it to the heads."""

from datetime import datetime

from django.utils import timezone

from subscriptions import permissions
from subscriptions.advisors import on_hand
from subscriptions.models import StaffMember, User
from subscriptions.permissions import Permission
from tickets import correspondence, reminders
from tickets.escalations import levels, telling
from tickets.escalations.changing import changing
from tickets.escalations.models import EscalationRequest
from tickets.escalations.refusals import (
    EscalationAnswered,
    EscalationTaken,
    HighestLevel,
    NotToTheHeads,
)

Role = StaffMember.Role


def take(request: EscalationRequest, person: User, at: datetime | None = None) -> EscalationRequest:
    """She owns it, also in the place of somebody who may not sign in any more; the customer reads her name. Raises
    EscalationTaken, EscalationEnded, Forbidden."""
    permissions.require(person, Permission.ANSWER_ESCALATIONS)
    with changing(request) as row:
        if row.in_hand and row.owner != person:
            raise EscalationTaken(who=row.owner)
        row.owner = person
        return row


def answer(
    request: EscalationRequest, person: User, text: str, at: datetime | None = None
) -> EscalationRequest:
    """The answer that was promised: what is done, by whom and until when. It is a message to the customer, so it
    meets what her incident waits for; its own clock ends.

    Raises EscalationAnswered, EscalationEnded, EmptyText, TextTooLong, Forbidden.
    """
    at = at or timezone.now()
    permissions.require(person, Permission.ANSWER_ESCALATIONS)
    with changing(request) as row:
        if row.answered_at:
            raise EscalationAnswered(who=row.answered_by)
        entry = correspondence.reply(row.incident, person, text, at=at)
        row.owner = row.owner if row.in_hand else person
        row.answer, row.answered_by, row.answered_at, row.next_at = entry.body, person, at, None
        return row


def bring_to_heads(request: EscalationRequest, person: User, at: datetime | None = None) -> EscalationRequest:
    """Level 3: the head of support and the head of development are told. Only the support manager and her own head,
    or the customer's advisor, may. Raises NotToTheHeads, HighestLevel, EscalationEnded."""
    at = at or timezone.now()
    if not may_bring_to_heads(request, person, at):
        raise NotToTheHeads(who=levels.who_answers(levels.MANAGER))
    with changing(request) as row:
        if row.level >= levels.HEADS:
            raise HighestLevel
        row.level = levels.HEADS
        reminders.escalate(row.incident, levels.HEADS, f"request:{row.number}", at, asked=telling.asked(row))
        return row


def may_bring_to_heads(request: EscalationRequest, person: User, at: datetime) -> bool:
    """Whether level 3 is hers to call."""
    if person.is_staff and person.has_role(Role.SUPPORT_MANAGER, Role.HEAD_OF_SUPPORT):
        return True
    return person in on_hand(request.incident.customer, at)
