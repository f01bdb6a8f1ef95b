"""What becomes of incidents elsewhere, and what it means here. Receivers of tickets.signals, inside the sender's
transaction."""

from datetime import datetime
from typing import Any

from subscriptions.models import User
from tickets.consulting import objecting, telling
from tickets.consulting.handing_over import open_of, proposed_reason
from tickets.consulting.models import HandOver, Objection, Reason, State
from tickets.models import Channel, CloseReason, Incident, TimelineEntry


def ended(sender: Any, incident: int, by: int | None, reason: str, at: datetime, **more: Any) -> None:
    """Whoever closed an incident for consulting, by whatever way: the consulting desk has it (R11.2)."""
    if reason != CloseReason.CONSULTING:
        return
    assert by  # a person hands over
    row = Incident.objects.select_related("customer", "contact", "product").get(pk=incident)
    found = open_of(row) or HandOver.objects.create(
        incident=row,
        customer_id=row.customer_id,
        reason=proposed_reason(row) or Reason.NOT_GENERAL,
        by_id=by,
        at=at,
    )
    telling.handed_over(found, row)


def reopened(sender: Any, incident: int, by: int | None, at: datetime, **more: Any) -> None:
    """Support works on it again, also where consulting was done with it; an objection that nobody has decided is
    upheld by that (L14)."""
    returned = list(HandOver.objects.kept().filter(incident=incident).select_for_update())
    for hand_over in returned:
        hand_over.state, hand_over.ended_at = State.RETURNED, at
        hand_over.save(update_fields=["state", "ended_at"])
    Objection.objects.filter(hand_over__in=returned, decided_at=None).update(
        upheld=True, decided_at=at, decided_by=by, next_at=None
    )


def written(sender: Any, entry: int, **more: Any) -> None:
    """The contact wrote on what consulting has: consulting hears it. By mail nobody could choose between the two,
    so her first mail objects, too: a person looks at it, and nothing she says is bounced (R11.6)."""
    said = TimelineEntry.objects.select_related("incident__customer", "author").get(pk=entry)
    kept = HandOver.objects.kept().filter(incident=said.incident_id).select_for_update()
    hand_over = kept.order_by("-pk").first() or _of_before(said.incident)
    hand_over.state = State.TAKEN if hand_over.consultant_id else State.WAITING
    hand_over.ended_at = None
    hand_over.save(update_fields=["state", "ended_at"])
    telling.written(hand_over, said)
    if said.channel == Channel.MAIL and isinstance(said.author, User):
        _object_by_mail(hand_over, said)


def _of_before(incident: Incident) -> HandOver:
    """Of an incident that was closed for consulting before there were hand-overs: it is not dropped either."""
    closing = TimelineEntry.objects.filter(incident=incident, facts__close_reason=CloseReason.CONSULTING)
    last = closing.latest("pk")
    return HandOver.objects.create(
        incident=incident,
        customer_id=incident.customer_id,
        reason=proposed_reason(incident) or Reason.NOT_GENERAL,
        by_id=last.author_id or incident.logged_by_id,
        at=last.at,
    )


def _object_by_mail(hand_over: HandOver, said: TimelineEntry) -> None:
    if not Objection.objects.filter(hand_over=hand_over).exists():
        objecting.record(hand_over, said, said.body)
