"""Querysets that are composed once. Django takes three to ten times as long to put a statement together as
PostgreSQL to answer it, and pages put the same ones together for every reader: what differs are a few values. They
are prepared besides (subscriptions.prepared).

    ENTRIES = Composed(lambda customer: SubscriptionEntry.objects.filter(customer=customer).select_related("by"))
    entries = ENTRIES(customer=customer.pk)

Only values may differ. What changes the statement itself (which conditions, which fields) is its shape: it is given
by position, and each shape is composed by itself. For what is asked with most requests.
"""

import re
from collections.abc import Callable, Hashable, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from psycopg.sql import Literal

from subscriptions.prepared import prepared

type Value = int | str | datetime

# While a statement is composed, values that nobody asks for stand for the real ones; small enough for any column.
# It is composed with two sets of them: what is the same in both is a constant of the statement.
STAND_INS = (29_000, 31_000)
PLACE = re.compile("%[%s]")
BEGIN = datetime(1903, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class _Statement:
    """`parameters` holds for each the name of the value that belongs there, `converters` by its place in a row what
    Django makes of a column."""

    rows: QuerySet[Any]
    compiler: SQLCompiler
    sql: str
    parameters: list[str]
    converters: dict[int, Any]


class Composed[Row]:
    """What a function makes a queryset of for values given by name."""

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self._build = build
        self._statements: dict[Hashable, _Statement] = {}

    def __call__(self, *shape: Hashable, **values: Value) -> list[Row]:
        """The rows for these values, read now. Raises TypeError for a value that is neither number, text nor
        instant, LookupError where a parameter follows from one and is not it."""
        statement = self._known(shape, values)
        parameters = tuple(values[name] for name in statement.parameters)
        compiler, rows = copy(statement.compiler), statement.rows.all()
        compiler.connection = connections[DEFAULT_DB_ALIAS]  # this thread's, found once
        compiler.get_converters = lambda expressions: statement.converters  # type: ignore[method-assign]
        compiler.as_sql = lambda *_, **__: (statement.sql, parameters)  # type: ignore[assignment, method-assign]
        compiler.execute_sql = partial(_execute_prepared, compiler)  # type: ignore[method-assign]
        rows.query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]
        return list(rows)

    def text(self, *shape: Hashable, **values: Value) -> tuple[str, list[Value]]:
        """The statement of that shape, as PREPARE takes it, and what it is sent with. Raises as a call does."""
        statement, numbers = self._known(shape, values), count(1)
        sql = PLACE.sub(lambda found: f"${next(numbers)}" if found[0] == "%s" else "%", statement.sql)
        return sql, [values[name] for name in statement.parameters]

    def _known(self, shape: tuple[Hashable, ...], values: dict[str, Value]) -> _Statement:
        kinds = shape, *((name, type(value)) for name, value in values.items())
        if kinds not in self._statements:
            self._statements[kinds] = self._composed(shape, values)
        return self._statements[kinds]

    def _composed(self, shape: tuple[Hashable, ...], values: dict[str, Value]) -> _Statement:
        names = list(values)
        first, second = (
            [_stand_in(value, number + place) for place, value in enumerate(values.values())]
            for number in STAND_INS
        )
        rows = self._build(*shape, **dict(zip(names, first, strict=True)))
        compiler = rows.query.get_compiler(rows.db)
        sql, given = compiler.as_sql()
        _, otherwise = self._build(*shape, **dict(zip(names, second, strict=True))).query.sql_with_params()
        parameters: list[str] = []
        parts = []
        for one, other in zip(given, otherwise, strict=True):
            if one != other and one not in first:
                raise LookupError(f"{one!r} follows from a value of {names} and is none, in {sql}")
            if one != other:
                parameters.append(names[first.index(one)])
            parts.append(_literal(one) if one == other else "%s")
        read = compiler.get_converters([column for column, _, _ in compiler.select[: compiler.col_count]])
        return _Statement(rows, compiler, _filled(sql, parts), parameters, read)


def _execute_prepared(compiler: SQLCompiler, *args: Any, **options: Any) -> Any:
    with prepared():
        return type(compiler).execute_sql(compiler, *args, **options)


def _filled(sql: str, parts: Iterable[str]) -> str:
    """The statement with these in the place of its parameters, in order."""
    waiting = iter(parts)
    return PLACE.sub(lambda found: next(waiting) if found[0] == "%s" else found[0], sql)


def _literal(constant: Any) -> str:
    """As a part of the statement's text: the planner then knows that an index of open incidents holds them."""
    connection.ensure_connection()
    return Literal(constant).as_string(connection.connection).replace("%", "%%")


def _stand_in(value: Value, number: int) -> Value:
    if isinstance(value, datetime):
        return BEGIN + timedelta(minutes=number)
    if isinstance(value, str):
        return f"stands for {number}"
    if type(value) is int:
        return number
    raise TypeError(f"A statement is not composed with {value!r}.")
