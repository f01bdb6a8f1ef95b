"""Whom the question is asked, and until when she may answer it (LIFECYCLE.md, L9). The mail of the closing
(tickets.telling.closed) tells her of it."""

from datetime import datetime
from typing import Any

from subscriptions.models import User
from tickets.models import CloseReason, Incident, Status
from tickets.satisfaction.models import SatisfactionQuestion


def heed(sender: Any, incident: int, reason: str, at: datetime, **more: Any) -> None:
    """Receiver of tickets.signals.incident_ended, inside the sender's transaction: what was closed as solved asks
    its contact, unless she may not sign in any more; then nobody is asked in her place."""
    if reason != CloseReason.SOLVED:
        return
    row = Incident.objects.select_related("contact").get(pk=incident)
    if row.contact.is_active:
        SatisfactionQuestion.objects.create(
            incident=row, customer_id=row.customer_id, contact=row.contact, asked_at=at
        )


def may_answer(question: SatisfactionQuestion, incident: Incident, person: User, at: datetime) -> bool:
    """Whether the person, who was asked herself, may answer or change her answer at `at`: within 30 days, while
    the incident is as that closing left it."""
    return (
        question.contact_id == person.pk
        and incident.status == Status.CLOSED
        and incident.closed_at == question.asked_at
        and at <= question.until
    )
