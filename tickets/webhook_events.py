"""What webhooks are told of an incident: what its customer sees, never a note. Sending is notifications.webhooks'.

`timeline.write` passes every entry here. Inside `saving` what it means is written at the end, when the incident is
as it will be; nothing is asked where nobody listens.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from notifications.webhooks import events
from notifications.webhooks.event_types import EventType
from tickets.models import Incident, Status, TimelineEntry
from tickets.shown import shown_to

if TYPE_CHECKING:
    from tickets.models import Milestone

Kind = TimelineEntry.Kind
HELD_BACK = "entries_for_webhooks"

MOVES = {Status.SOLUTION_PROPOSED: EventType.SOLUTION_PROPOSED, Status.CLOSED: EventType.CLOSED}


def hold_back(incident: Incident) -> None:
    """From here on to `release`, entries wait."""
    incident.__dict__[HELD_BACK] = []


def release(incident: Incident) -> None:
    """Write what the entries since `hold_back` mean."""
    for entry in incident.__dict__.pop(HELD_BACK, ()):
        _write(incident, entry)


def heed(incident: Incident, entry: TimelineEntry) -> None:
    """An entry of the timeline was written."""
    if not entry.public or not any(types_of(entry)) or not events.listeners(incident.customer_id):
        return
    if (waiting := incident.__dict__.get(HELD_BACK)) is None:
        _write(incident, entry)
    else:
        waiting.append(entry)


def missed(milestone: "Milestone") -> None:
    """A target was missed that the customer is shown (R8.9)."""
    if milestone.kind in shown_to(milestone.incident.tier) and milestone.due_at:
        incident, due_at = milestone.incident, milestone.due_at
        events.write(
            EventType.TARGET_MISSED,
            key_of_miss(milestone),
            incident.customer_id,
            lambda: _data(incident) | {"target": milestone.kind, "due_at": events.instant(due_at)},
            due_at,
        )


def types_of(entry: TimelineEntry) -> Iterator[tuple[EventType, dict[str, Any]]]:
    """The events that an entry means, with what they say beyond the incident itself."""
    facts = entry.facts
    if entry.kind == Kind.LOGGED:
        yield EventType.LOGGED, {}
    elif entry.kind == Kind.MESSAGE:
        yield EventType.REPLIED, {"by": "vendor" if entry.by_vendor else "customer"}
    elif entry.kind == Kind.SEVERITY:
        yield EventType.SEVERITY_CHANGED, {"previous_severity": facts.get("from")}
    elif entry.kind == Kind.STATUS:
        before = {"previous_status": facts.get("from")}
        yield EventType.STATUS_CHANGED, before
        if facts.get("from") == Status.CLOSED:
            yield EventType.REOPENED, before
        elif named := MOVES.get(facts.get("to", "")):
            yield named, before


def key_of(entry: TimelineEntry, event_type: EventType) -> str:
    """What names the event for ever."""
    return f"timeline:{entry.pk}:{event_type}"


def key_of_miss(milestone: "Milestone") -> str:
    """The same of a missed target."""
    return f"milestone:{milestone.pk}:missed"


def _write(incident: Incident, entry: TimelineEntry) -> None:
    for event_type, more in types_of(entry):
        events.write(
            event_type,
            key_of(entry, event_type),
            incident.customer_id,
            _data(incident) | more,
            entry.at,
        )


def _data(incident: Incident) -> dict[str, Any]:
    """What the customer sees of it. `due_at` is that of the target that is due next, of those that she is shown."""
    return {
        "number": incident.number,
        "customer": incident.customer.number,
        "product": incident.product.code,
        "title": incident.title,
        "kind": incident.kind,
        "severity": incident.severity,
        "status": incident.status,
        "close_reason": incident.close_reason or None,
        "logged_at": events.instant(incident.logged_at),
        "due_at": events.instant(_due(incident)),
        "url": events.address(incident.get_absolute_url()),
    }


def _due(incident: Incident) -> datetime | None:
    shown = shown_to(incident.tier)
    running = (each for each in incident.running if each.kind in shown and each.paused_at is None)
    return min((each.due_at for each in running if each.due_at), default=None)
