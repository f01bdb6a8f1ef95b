"""Writes many rows of the outbox in one statement. Who is told what is outbox.py's.

What rows have in common goes to PostgreSQL once, what differs as an array for each column: at 100,000 readers
Django's objects and its statement of values for every row were most of the time.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.db import connection, models

from notifications.models import Notification

DIFFERS = (
    "recipient_id",
    "customer_id",
    "channel",
    "priority",
    "next_attempt_at",
    "state",
    "sent_at",
    "attempts",
    "last_error",
    "address",
    "subject",
    "text",
)


def insert(common: Notification, rows: Iterable[Mapping[str, Any]]) -> None:
    """A row like `common` for each of `rows`, which say what of DIFFERS is their own, in their order. Those whose
    event, recipient and channel are there already stay as they are."""
    own = list(rows)
    if not own:
        return
    given = {field.attname: _value(field, common) for field in _columns()}
    arrays = [[row.get(name, given[name]) for row in own] for name in DIFFERS]
    constants = [value for name, value in given.items() if name not in DIFFERS]
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [*constants, *arrays])


def _columns() -> list["models.Field[Any, Any]"]:
    return [field for field in Notification._meta.concrete_fields if not field.primary_key]


def _value(field: "models.Field[Any, Any]", row: Notification) -> Any:
    return field.get_db_prep_save(field.pre_save(row, add=True), connection)


@cache
def _statement() -> str:
    fields = {field.attname: field for field in _columns()}
    constants = [name for name in fields if name not in DIFFERS]
    names = ", ".join(str(fields[name].column) for name in [*constants, *DIFFERS])
    chosen = ", ".join([*(f"%s::{fields[name].db_type(connection)}" for name in constants), *DIFFERS])
    arrays = ", ".join(f"%s::{fields[name].db_type(connection)}[]" for name in DIFFERS)
    return (
        f"insert into {Notification._meta.db_table} ({names}) select {chosen}"  # noqa: S608  names of our own
        f" from unnest({arrays}) with ordinality as told ({', '.join(DIFFERS)}, place) order by place"
        " on conflict (event, recipient_id, channel) do nothing"
    )
