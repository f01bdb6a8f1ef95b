"""Where a nested room adds to the page of an incident, at the desk and in the portal: remote sessions are theirs to
show."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from subscriptions.models import User
from tickets.models import Incident


class Part(NamedTuple):
    """A template and what it prints under `part`."""

    template: str
    shown: dict[str, Any]


of_incident: list[Callable[[Incident, User, datetime], Part | None]] = []


def parts(incident: Incident, reader: User, at: datetime) -> list[Part]:
    """What the rooms have to say about the incident to this reader. Asked when its timeline is read already, so
    that a room which finds nothing there asks nothing."""
    found = (part(incident, reader, at) for part in of_incident)
    return [part for part in found if part]
