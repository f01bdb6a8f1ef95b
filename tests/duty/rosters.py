"""Builds a roster with the least said."""

from datetime import date, time

from tests import factories as make
from tickets.duty.models import Roster

FIRST_DAY = date(2026, 11, 23)  # a Monday


def roster(*agents, region=None, **fields):
    """The roster of a region whose first agent's week began on Monday 23 November 2026 at 08:00."""
    region = region or make.region()
    made = Roster.objects.create(
        **{"region": region, "time_zone": region.time_zone, "handover_time": time(8), "first_day": FIRST_DAY}
        | fields
    )
    for position, agent in enumerate(agents, 1):
        made.places.create(position=position, agent=agent)
    return made


def team(*names, **fields):
    """Agents of these names."""
    return [make.staff(name=name, **fields) for name in names]
