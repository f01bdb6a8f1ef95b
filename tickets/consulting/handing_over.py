"""Handing an incident to the consulting service (R11.2, R11.6; L13).

A person at the desk hands over; the product only proposes it. The kind that a contact chooses is one of five words,
and a hand-over ends what she was promised: a machine that acts on the word alone would bounce a fault. Until then
the incident stands in the queue with its clocks, so the first response is also the limit of how long it waits.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation

from entitlements.refusals import whom_to_ask
from entitlements.special_events.requesting import consulting_contact
from subscriptions import permissions, texts
from subscriptions.models import User
from subscriptions.permissions import Permission
from tickets import closing, lifecycle
from tickets.consulting.models import HandOver, Reason
from tickets.consulting.refusals import SENTENCES, AlreadyHandedOver, ReasonNotChosen
from tickets.models import CloseReason, Incident, Kind, Status


def hand_over(
    incident: Incident,
    agent: User,
    reason: str,
    text: str = "",
    at: datetime | None = None,
    seen: int | None = None,
) -> HandOver:
    """Hand it to consulting. The contact reads why, and `text`; her clocks stop. Nothing is dropped:
    the consulting desk has the incident in its queue from the same commit on.

    Raises ReasonNotChosen, TextTooLong, AlreadyHandedOver, IllegalMove, Forbidden, and WrittenBeforeClosing where
    others have written after the entry `seen`.
    """
    at = at or timezone.now()
    permissions.require(agent, Permission.WORK)
    if reason not in Reason.values:
        raise ReasonNotChosen
    said = texts.optional(text, field="text")
    with transaction.atomic():
        row = Incident.objects.for_change().get(pk=incident.pk)
        if there := open_of(row):
            raise AlreadyHandedOver(who=there.by)
        lifecycle.check(row, Status.CLOSED)
        made = HandOver.objects.create(
            incident=row, customer_id=row.customer_id, reason=reason, text=said, by=agent, at=at
        )
        body = "\n\n".join(filter(None, [what_she_reads(row, reason), said]))
        closing.close_without_solution(row, agent, CloseReason.CONSULTING, body, at=at, seen=seen)
    return made


def what_she_reads(incident: Incident, reason: str) -> str:
    """The sentence of the reason, in the contact's language, with whom to ask."""
    words = whom_to_ask(incident.customer) | {
        "contact": consulting_contact(),
        "product": incident.product.name,
        "version": str(incident.version or incident.product),
    }
    with translation.override(incident.contact.language):
        return str(SENTENCES[reason](**words))


def open_of(incident: Incident) -> HandOver | None:
    """The hand-over that consulting has to do with."""
    return HandOver.objects.open().filter(incident=incident).select_related("by").first()


def proposed_reason(incident: Incident) -> str:
    """The reason that the kind alone speaks for; empty where it speaks for none."""
    return Reason.INSTALLATION if incident.kind == Kind.INSTALLATION else ""
