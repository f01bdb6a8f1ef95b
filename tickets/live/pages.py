"""What a page carries so that it can show changes by itself: components/live.html, notifications/bell.html and the
scripts of static/js use it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from subscriptions.models import User
from tickets.live import topics
from tickets.models import Incident


@dataclass(frozen=True)
class Live:
    """Where the page listens and by which token, and its own address. `last` is the place of its last row: what
    changes behind it is of no interest; empty where everything is, None where the page is no list."""

    url: str
    token: str
    address: str
    last: str | None = None


def of_queue(reader: User, address: str, at: datetime, last: str) -> Live | None:
    """For a list of the desk, read at `at`: of what its reader may see. None where this installation shows no
    changes by themselves."""
    return _live(reader.pk, topics.of_queue(reader.scope), address, at, last)


def of_incident(
    reader: User, incident: Incident, at: datetime, *, staff: bool, query: str = ""
) -> Live | None:
    """For the page of an incident that its reader may see, read at `at`; `query` is what its address says besides.
    At the desk its readers see each other: two need not write the same answer."""
    address = f"/desk/incidents/{incident.pk}/{query}" if staff else incident.get_absolute_url()
    name = reader.name if staff else ""
    return _live(reader.pk, topics.of_incident(incident.pk, staff=staff), address, at, name=name)


def of_person(person: int, address: str, at: datetime) -> Live | None:
    """For whatever page she reads at `at`: what she is told. `address` gives her bell alone."""
    return _live(person, topics.of_person(person), address, at)


def _live(
    person: int, topic: str, address: str, at: datetime, last: str | None = None, *, name: str = ""
) -> Live | None:
    if not settings.LIVE_URL:
        return None
    return Live(settings.LIVE_URL, topics.token(topic, at, person, name), address, last)


def place(key: Sequence[str], values: Sequence[Any]) -> str:
    """The place of a row that stands in work order by the fields of `key`, as changes name it."""
    row = dict(zip(key, values, strict=True))
    return topics.place(
        row["severity"], row["tier_rank"], row["due_at"], row["pk"], lifted=row.get("lifted", 1)
    )
