"""Which time counts for an incident: as entitlements.targets says for its severity, tier and line, and around
the clock in the weekends of special events (R23.9)."""

from datetime import datetime

from entitlements import terms
from entitlements.models import Severity
from entitlements.targets import ChosenClock, clock_for
from subscriptions.calendars import SupportCalendar
from subscriptions.models import ProductLine
from subscriptions.models.regions import Clock
from tickets import windows
from tickets.models import Incident


def clock_of(incident: Incident, at: datetime) -> ChosenClock:
    """The clock of what begins at `at`, and why. At severity 1 it asks for the line, once an incident."""
    line = _line(incident, at) if incident.severity == Severity.CRITICAL else None
    return clock_for(incident.tier, incident.severity, incident.product, at, line)


def windows_of(incident: Incident, clock: str, at: datetime) -> str:
    """The weekends that count, as a milestone that begins at `at` keeps them: those not over by then. A clock that
    counts every hour needs none."""
    if clock == Clock.ALWAYS:
        return ""
    return windows.written(each for each in incident.event_windows if each.end > at)


def calendar_of(incident: Incident, at: datetime) -> SupportCalendar:
    """The time that counts for what begins at `at`."""
    clock, _why = clock_of(incident, at)
    return _extended(incident, clock, at)


def covers_critical(incident: Incident, at: datetime) -> bool:
    """Whether it would be supported at `at` if it were severity 1 (R10.1, R14.1, R23.9)."""
    line = _line(incident, at)
    clock, _why = clock_for(incident.tier, Severity.CRITICAL, incident.product, at, line)
    return _extended(incident, clock, at).is_covered(at)


def _extended(incident: Incident, clock: Clock, at: datetime) -> SupportCalendar:
    calendar = incident.region.calendar_at(at).calendar(clock)
    return windows.extended(calendar, windows_of(incident, clock, at))


def _line(incident: Incident, at: datetime) -> ProductLine | None:
    """The line with what was negotiated for it and what it was upgraded from; an incident from elsewhere may have
    none."""
    known = incident._state.fields_cache.get("line")
    if incident.line_id is None or (known and terms.is_whole(known)):
        return known
    line = terms.line_of(incident.customer, incident.line_id, at)
    if line is not None:
        incident.line = line
    return line
