"""The end of a snooze, inside the transaction of whatever ends it (R9.3). Putting an incident aside, and waking it
by itself or by hand, is snoozing.py's."""

from datetime import datetime

from subscriptions.models import User
from tickets.models import Incident, TimelineEntry
from tickets.timeline import write


def wake(incident: Incident, at: datetime, cause: str, by: User | None = None) -> TimelineEntry | None:
    """An incident that is locked is in the order of work again; None where it was not snoozed. `cause` is a key of
    sentences.WOKEN. Whoever calls saves `snoozed_until`."""
    if incident.snoozed_until is None:
        return None
    incident.snoozed_until = None
    return write(incident, TimelineEntry.Kind.SNOOZE, at, author=by, public=False, cause=cause)
