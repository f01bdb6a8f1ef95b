"""The lists of the desk by pages: the rows after the last one seen, in the order of the list. Never OFFSET, never
COUNT(*)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from subscriptions import instants, paging
from subscriptions.composed import Composed
from subscriptions.models import User
from subscriptions.scope import Scope
from tickets.desk.filters import Filters
from tickets.desk.lists import LISTS
from tickets.rows import Row, fields, told

PAGE = 50
PLACE = "place_"
# Filters with few choices are a part of the statement: how many incidents pass them differs from one to the other,
# and a statement that is prepared is planned for all values.
FIXED = ("severity", "status", "tier_rank")
SEPARATOR = "~"
INSTANTS = ("due_at", "status_since", "snoozed_until")


@dataclass(frozen=True)
class Page:
    """The rows, the fields they are ordered by, and the place from which the next page goes on, "" at the end."""

    rows: list[Row]
    key: Sequence[str]
    following: str


def page(name: str, chosen: Filters, after: str, reader: User, at: datetime) -> Page:
    """Of the list of that name what passes the filters, behind the place `after` ("" is the start)."""
    key = LISTS[name].key
    shape, values = asked(name, key, chosen, read(after, key), reader.scope)
    found = FOUND(*shape, agent=reader.pk, at=at, **values)
    shown = told(found[:PAGE], reader, at, key)
    return Page(shown, key, write(shown[-1]["key"]) if len(found) > PAGE else "")


def asked(
    name: str, key: Sequence[str], chosen: Filters, place: Sequence[Any] | None, scope: Scope
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Shape and values of what FOUND is asked for within a scope, beside `agent` and `at`."""
    lookups = chosen.lookups
    fixed = {lookup: value for lookup, value in lookups.items() if lookup in FIXED or value is True}
    values = {lookup: value for lookup, value in lookups.items() if lookup not in fixed}
    values |= {f"{PLACE}{number}": part for number, part in enumerate(place or ())}
    return (name, tuple(key), tuple(fixed.items()), chosen.missed, scope), values


def _found(
    name: str,
    key: Sequence[str],
    fixed: Sequence[tuple[str, Any]],
    missed: bool,
    scope: Scope,
    *,
    agent: int,
    at: datetime,
    **values: Any,
) -> Any:
    place = tuple(value for each, value in values.items() if each.startswith(PLACE))
    lookups = {each: value for each, value in values.items() if not each.startswith(PLACE)}
    found = LISTS[name].shows(agent).within(scope).order_by(*key).filter(**dict(fixed), **lookups)
    if missed:
        found = found.missed(at)
    if place:
        hers = key[0] == "severity" and "customer" in lookups
        found = found.filter(behind(key, place, **({"customer": lookups["customer"]} if hers else {})))
    return found.values(*fields(key))[: PAGE + 1]


def behind(key: Sequence[str], place: tuple[Any, ...], **lead: int) -> TupleGreaterThan:
    """What stands behind a place in work order. Within one customer or owner she leads it, as she leads her index:
    PostgreSQL takes what is behind in the last severity for nothing at all, and would read it of everybody's."""
    return TupleGreaterThan(Tuple(*lead, *key), (*lead.values(), *place))


FOUND = Composed(_found)


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
