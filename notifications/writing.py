"""Writes many rows of the outbox in one statement. Who is told what is outbox.py's.

What rows have in common goes to PostgreSQL once, what differs as an array for each column, or is found by
PostgreSQL itself: at 100,000 readers Django's objects and its statement of values for every row were most of the
time.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection, models
from django.db.models import QuerySet

from notifications.models import Device, Notification
from subscriptions.models import User
from subscriptions.prepared import prepared_if_few

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
FOUND = ("recipient_id", "customer_id", "channel", "state", "sent_at")


NOBODY: tuple[str, tuple[Any, ...]] = ("select null::bigint where false", ())


def insert(common: Notification, rows: Iterable[Mapping[str, Any]]) -> None:
    """A row like `common` for each of `rows`, which say what of DIFFERS is their own, in their order, and may have
    a context of their own. Those whose event, recipient and channel are there already stay as they are."""
    own = list(rows)
    if not own:
        return
    given = {field.attname: _value(field, common) for field in _columns()}
    differs = (*DIFFERS, "context") if any("context" in row for row in own) else DIFFERS
    arrays = [[row.get(name, given[name]) for row in own] for name in DIFFERS]
    if differs != DIFFERS:
        kept = _fields()["context"]
        arrays.append([kept.get_db_prep_save(row.get("context", common.context), connection) for row in own])
    constants = [value for name, value in given.items() if name not in differs]
    with prepared_if_few(own), connection.cursor() as cursor:
        cursor.execute(_statement(differs), [*constants, *arrays])


def insert_found(common: Notification, found: QuerySet[Any], devices: QuerySet[Device] | None = None) -> None:
    """A row like `common` in the app for each of `found`, by its `recipient_id` and `customer_id`, one to be mailed
    where its `by_mail` is true, and one to be shown for who has one of `devices`; none for who may not sign in any
    more. Those there are already stay as they are."""
    who, parameters = (
        found.order_by().values_list("recipient_id", "customer_id", "by_mail").query.sql_with_params()
    )
    given = {field.attname: _value(field, common) for field in _columns()}
    constants = [value for name, value in given.items() if name not in FOUND]
    shown, shown_to = NOBODY if devices is None else devices.values("user").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            _statement_of_found(str(who), str(shown)),
            [*parameters, *constants, common.created_at, *shown_to],
        )


def _columns() -> list["models.Field[Any, Any]"]:
    return [field for field in Notification._meta.concrete_fields if not field.primary_key]


def _fields() -> dict[str, "models.Field[Any, Any]"]:
    return {field.attname: field for field in _columns()}


def _value(field: "models.Field[Any, Any]", row: Notification) -> Any:
    return field.get_db_prep_save(field.pre_save(row, add=True), connection)


def _names(*of: Sequence[str]) -> str:
    return ", ".join(str(_fields()[name].column) for names in of for name in names)


def _given(names: Sequence[str]) -> list[str]:
    return [f"%s::{_fields()[name].db_type(connection)}" for name in names]


@cache
def _statement(differs: tuple[str, ...]) -> str:
    fields = _fields()
    constants = [name for name in fields if name not in differs]
    names, chosen = _names(constants, differs), ", ".join([*_given(constants), *differs])
    arrays = ", ".join(f"%s::{fields[name].db_type(connection)}[]" for name in differs)
    return (
        f"insert into {Notification._meta.db_table} ({names}) select {chosen}"  # noqa: S608  names of our own
        f" from unnest({arrays}) with ordinality as told ({', '.join(differs)}, place) order by place"
        " on conflict (event, recipient_id, channel) do nothing"
    )


def _statement_of_found(who: str, shown: str) -> str:
    """Who is there twice, for two customers, is told for the one that gives her mail."""
    constants = [name for name in _fields() if name not in FOUND]
    return f"""
        with told as materialized (
            select found.recipient, found.customer, found.by_mail
            from ({who}) as found (recipient, customer, by_mail)
            join {User._meta.db_table} person on person.id = found.recipient and person.is_active
            order by found.recipient, found.by_mail desc, found.customer
        )
        insert into {Notification._meta.db_table} ({_names(constants, FOUND)})
        select {", ".join(_given(constants))}, told.recipient, told.customer, by.channel, by.state,
            case by.state when 'sent' then %s end
        from told
        cross join (values ('in_app', 'sent'), ('email', 'waiting'), ('push', 'waiting')) as by (channel, state)
        where by.channel = 'in_app'
            or (by.channel = 'email' and told.by_mail)
            or (by.channel = 'push' and told.recipient in ({shown}))
        on conflict (event, recipient_id, channel) do nothing
    """  # noqa: S608  names of our own, and what Django writes of a queryset
