"""Many rows by one statement: what differs between them goes to PostgreSQL as an array for each column, what is the
same in all of them once. Django's own ways of writing many take several times the CPU.

Values are what PostgreSQL takes as it is: fields convert none of them, but for JSON and enumerations. Not for
columns that are arrays themselves.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache, partial
from operator import attrgetter
from typing import Any

from django.db import connection, models

from subscriptions.prepared import prepared_if_few

type Column = models.Field[Any, Any]


def insert(rows: Sequence[models.Model]) -> None:
    """Add these, all of one model and without keys yet, which they are given; in their order."""
    if not rows:
        return
    model = type(rows[0])
    columns = _Columns(rows, [each for each in model._meta.concrete_fields if _is_written(each)])
    key = _column(model._meta.pk)
    with prepared_if_few(rows), connection.cursor() as cursor:
        cursor.execute(
            f"insert into {model._meta.db_table} ({columns.names}) select {columns.chosen}"
            f" {columns.source} {columns.order} returning {key}",
            columns.values,
        )
        for row, (pk,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk, row._state.adding, row._state.db = pk, False, "default"


def update(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write these fields, by their `attname`, of rows of one model that are there."""
    if not rows or not names:
        return
    model = type(rows[0])
    key, fields = model._meta.pk, {each.attname: each for each in model._meta.concrete_fields}
    assert key is not None
    columns = _Columns(rows, [fields[name] for name in names], always=key)
    with prepared_if_few(rows), connection.cursor() as cursor:
        cursor.execute(
            f"update {model._meta.db_table} as written set {columns.assigned}"  # noqa: S608  names of ours
            f" {columns.source} where written.{_column(key)} = given.{_column(key)}",
            columns.values,
        )


class _Columns:
    """The columns of some rows, as a statement names them. `always` goes as an array in any case."""

    def __init__(self, rows: Sequence[models.Model], fields: Sequence[Column], always: Any = None) -> None:
        same: dict[str, Any] = {}
        arrays: dict[Column, list[Any]] = {always: [row.pk for row in rows]} if always else {}
        self._chosen: dict[str, str] = {}
        for field in fields:
            values = _values(field, rows)
            name = _column(field)
            if values.count(values[0]) == len(values):
                same[name] = values[0]
                self._chosen[name] = f"%s::{_type(field)}"
            else:
                arrays[field] = values
                self._chosen[name] = f"given.{name}"
        self.values = [*same.values(), *arrays.values()]
        self.source = self.order = ""
        if arrays:
            types = ", ".join(f"%s::{_type(field)}[]" for field in arrays)
            known = ", ".join(_column(field) for field in arrays)
            self.source = f"from unnest({types}) with ordinality as given ({known}, place)"
            self.order = "order by place"

    @property
    def names(self) -> str:
        return ", ".join(self._chosen)

    @property
    def chosen(self) -> str:
        return ", ".join(self._chosen.values())

    @property
    def assigned(self) -> str:
        return ", ".join(f"{name} = {value}" for name, value in self._chosen.items())


def _values(field: Column, rows: Sequence[models.Model]) -> list[Any]:
    values = list(map(attrgetter(field.attname), rows))
    written = _written_as(field)
    return [value if value is None else written(value) for value in values] if written else values


@cache
def _written_as(field: Column) -> Callable[[Any], Any] | None:
    """A member of an enumeration is its value in a list as well."""
    if isinstance(field, models.JSONField):
        return partial(json.dumps, cls=field.encoder)
    if isinstance(field, models.CharField | models.TextField):
        return str
    return int if isinstance(field, models.IntegerField) else None


def _is_written(field: Column) -> bool:
    return not (field.primary_key or field.generated)


@cache
def _column(field: Any) -> str:
    return str(connection.ops.quote_name(field.column))


@cache
def _type(field: Column) -> str:
    """A text that is too long is refused, not cut as by a cast to its length."""
    return "text" if isinstance(field, models.CharField) else str(field.db_type(connection))
