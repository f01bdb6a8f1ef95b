"""Pages by key: the rows after the last one seen, in the order of the list. Never OFFSET, never COUNT(*)."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from subscriptions import instants, paging
from subscriptions.models import User
from tickets.models.incidents import IncidentQuerySet
from tickets.rows import Row, rows

PAGE = 50
SEPARATOR = "~"
INSTANTS = ("due_at", "status_since", "snoozed_until")


def key_of(found: IncidentQuerySet) -> tuple[str, ...]:
    """The fields that `found` is ordered by: ascending, without ties."""
    return tuple(str(name) for name in found.query.order_by)


def page(found: IncidentQuerySet, after: str, reader: User, at: datetime) -> tuple[list[Row], str]:
    """The rows behind the place `after` ("" is the start), and the place from which the next page goes on, "" at
    the end."""
    key = key_of(found)
    place = read(after, key)
    if place is not None:
        found = found.filter(TupleGreaterThan(Tuple(*key), place))
    shown = rows(found[: PAGE + 1], reader, at, key)
    return shown[:PAGE], write(shown[PAGE - 1]["key"]) if len(shown) > PAGE else ""


def write(place: Sequence[Any]) -> str:
    """A place as it stands in an address."""
    return SEPARATOR.join(
        each.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if isinstance(each, datetime) else str(each)
        for each in place
    )


def read(text: str, key: Sequence[str]) -> tuple[Any, ...] | None:
    """The place that `write` wrote; None for anything else."""
    parts = text.split(SEPARATOR)
    if len(parts) != len(key):
        return None
    try:
        place = tuple(_value(name, part) for name, part in zip(key, parts, strict=True))
    except ValueError:
        return None
    return None if None in place else place


def _value(name: str, part: str) -> Any:
    if name in INSTANTS:
        return instants.read(part)
    return paging.key(part)
