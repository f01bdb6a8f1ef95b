"""De-escalation: proposed by the vendor and agreed by the asker, or ended by her (LIFECYCLE.md, 4)."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from subscriptions import permissions, texts
from subscriptions.models import Membership, User
from subscriptions.permissions import Permission
from tickets.escalations import telling
from tickets.escalations.changing import changing, note
from tickets.escalations.models import EscalationRequest, Outcome
from tickets.escalations.models.requests import PROPOSED
from tickets.escalations.refusals import AnswerItFirst, NotProposed, NotTheAsker, OutcomeNotChosen
from tickets.models import Incident
from tickets.parts import Escalation, require_done


def propose(
    request: EscalationRequest, person: User, outcome: str, text: str, at: datetime | None = None
) -> EscalationRequest:
    """The plan is done, or cannot be fulfilled: the asker is asked whether it may end, and reads `text`.

    Raises OutcomeNotChosen, ReasonMissing, AnswerItFirst, EscalationEnded, Forbidden; of what was planned, what a
    room has against its being done.
    """
    at = at or timezone.now()
    permissions.require(person, Permission.ANSWER_ESCALATIONS)
    if outcome not in PROPOSED:
        raise OutcomeNotChosen
    why = texts.reason(text)
    with changing(request) as row:
        if row.answered_at is None:
            raise AnswerItFirst
        if outcome == Outcome.DONE:
            require_done(Escalation(row.incident, row.at, None))
        row.proposed_outcome, row.proposed_text, row.proposed_at = outcome, why, at
        row.owner = row.owner if row.in_hand else person
        entry = note(row, "escalation_end_proposed", person, at, reason=why)
        telling.end_proposed(row, entry)
        return row


def agree(request: EscalationRequest, contact: User, at: datetime | None = None) -> EscalationRequest:
    """The asker agrees. Raises NotProposed, NotTheAsker, EscalationEnded."""
    at = at or timezone.now()
    with changing(request) as row:
        _require_asker(row, contact)
        if not row.is_proposed:
            raise NotProposed
        _end(row, row.proposed_outcome, contact, at)
        return row


def disagree(
    request: EscalationRequest, contact: User, reason: str, at: datetime | None = None
) -> EscalationRequest:
    """It goes on, and the owner reads why. Raises ReasonMissing, NotProposed, NotTheAsker, EscalationEnded."""
    at = at or timezone.now()
    why = texts.reason(reason)
    with changing(request) as row:
        _require_asker(row, contact)
        if not row.is_proposed:
            raise NotProposed
        row.proposed_outcome, row.proposed_text, row.proposed_at = "", "", None
        entry = note(row, "escalation_goes_on", contact, at, reason=why)
        telling.goes_on(row, entry, why)
        return row


def end(request: EscalationRequest, contact: User, at: datetime | None = None) -> EscalationRequest:
    """The asker ends it herself, whenever she likes. Raises NotTheAsker, EscalationEnded."""
    at = at or timezone.now()
    with changing(request) as row:
        _require_asker(row, contact)
        _end(row, Outcome.BY_ASKER, contact, at)
        return row


def heed(sender: Any, incident: int, by: int | None, at: datetime, **more: Any) -> None:
    """An escalation ends with its incident. Receiver of tickets.signals.incident_ended."""
    lasting = EscalationRequest.objects.filter(incident=incident, ended_at=None)
    if lasting.update(outcome=Outcome.CLOSED, ended_by=by, ended_at=at, next_at=None):
        Incident.objects.filter(pk=incident).update(escalated=False)


def is_asker(request: EscalationRequest, contact: User) -> bool:
    """Whether she asked for it or manages the company: the asker may be on leave, or gone."""
    if request.by_id == contact.pk:
        return True
    return Membership.objects.managing(request.customer).filter(user=contact).exists()


def _require_asker(request: EscalationRequest, contact: User) -> None:
    if not is_asker(request, contact):
        raise NotTheAsker(who=request.by)


def _end(request: EscalationRequest, outcome: str, contact: User, at: datetime) -> None:
    request.outcome, request.ended_by, request.ended_at, request.next_at = outcome, contact, at, None
    entry = note(request, "escalation_ended", contact, at, outcome=outcome)
    telling.ended(request, entry)
