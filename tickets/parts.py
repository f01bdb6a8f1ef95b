"""Where the rooms beside the core add to what the core's pages show: an incident's page for its customer and at the
desk, that of an escalation, a contact's first page and the page of those who lead; and what they have against an
end of an escalation.

An incident's page is given with its timeline read: a part that has nothing to say asks the database nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from subscriptions.models import User
from tickets.models import Incident


@dataclass(frozen=True)
class Part:
    """A template and what it prints. `first`: above the rest of its column."""

    template: str
    shown: dict[str, Any]
    first: bool = False


class Escalation(NamedTuple):
    """An escalation of an incident that the customer asked for; `until` None while it lasts."""

    incident: Incident
    since: datetime
    until: datetime | None


of_incident: list[Callable[[Incident, User, datetime], Part | None]] = []
of_escalation: list[Callable[[Escalation, User, datetime], Part | None]] = []
against_done: list[Callable[[Escalation], None]] = []
of_first_page: list[Callable[[User, datetime], Part | None]] = []
for_leads: list[Callable[[User, datetime], Part | None]] = []


def parts(incident: Incident, reader: User, at: datetime) -> list[Part]:
    """What the rooms have to say about the incident to this reader, a contact's or the vendor's."""
    found = (part(incident, reader, at) for part in of_incident)
    return [part for part in found if part]


def escalation_parts(escalation: Escalation, reader: User, at: datetime) -> list[Part]:
    """What the rooms have to say about an escalation to this reader."""
    found = (part(escalation, reader, at) for part in of_escalation)
    return [part for part in found if part]


def require_done(escalation: Escalation) -> None:
    """Raise what a room has against saying that what was planned in the escalation is done (LIFECYCLE.md, 4)."""
    for refuse in against_done:
        refuse(escalation)


def first_page(reader: User, at: datetime) -> list[Part]:
    """What the rooms ask a contact on her first page."""
    found = (part(reader, at) for part in of_first_page)
    return [part for part in found if part]


def leading(reader: User, at: datetime) -> list[Part]:
    """What those who lead see first."""
    found = (part(reader, at) for part in for_leads)
    return [part for part in found if part]
