"""Which time counts for an incident: as entitlements.targets says for its severity, tier and line."""

from datetime import datetime

from entitlements import terms
from entitlements.models import Severity
from entitlements.targets import ChosenClock, clock_for
from subscriptions.models import ProductLine
from tickets.models import Incident


def clock_of(incident: Incident, at: datetime) -> ChosenClock:
    """The clock of what begins at `at`, and why. At severity 1 it asks for the line, once an incident."""
    line = _line(incident, at) if incident.severity == Severity.CRITICAL else None
    return clock_for(incident.tier, incident.severity, incident.product, at, line)


def _line(incident: Incident, at: datetime) -> ProductLine | None:
    """The line with what was negotiated for it; an incident from elsewhere may have none."""
    if incident.line_id is None:
        return None
    if not terms.carries(incident._state.fields_cache.get("line")):
        incident.line = terms.carrying(ProductLine.objects.all(), at).get(pk=incident.line_id)
    return incident.line
