"""What many incidents are promised at one instant: incidents of one case are promised the same, so it is worked out
once a case (R8.2, R8.3)."""

from copy import copy
from datetime import datetime

from tickets import targets
from tickets.models import Incident, Milestone


class Promises:
    """Of one instant, inside one transaction."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._known: dict[tuple[object, ...], Milestone | None] = {}

    def to(self, incident: Incident, kind: str) -> Milestone | None:
        """As targets.preview, with the first reminder."""
        case = (
            kind,
            incident.severity,
            incident.tier_id,
            incident.region_id,
            incident.product_id,
            *_whose(incident),
        )
        if case not in self._known:
            promise = self._known[case] = targets.preview(incident, kind, self.at)
            if promise is not None:
                targets.schedule_reminder(promise, [])
        promise = self._known[case]
        if promise is None:
            return None
        again = copy(promise)
        again.incident, again.customer_id = incident, incident.customer_id
        return again


def _whose(incident: Incident) -> tuple[object, ...]:
    """What was negotiated is the line's, weekends are the customer's."""
    return incident.line_id, incident.customer_id
