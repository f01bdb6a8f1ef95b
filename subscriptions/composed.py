"""Querysets that are composed once. Django takes three to ten times as long to put a statement together as
PostgreSQL to answer it, and pages put the same ones together for every reader: what differs are a few values.

    ENTRIES = Composed(lambda customer: SubscriptionEntry.objects.filter(customer=customer).select_related("by"))
    entries = ENTRIES(customer=customer.pk)

Only values may differ. What changes the statement itself (which conditions, which fields) is its shape: it is given
by position, and each shape is composed by itself. For what is asked with most requests.
"""

from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

type Value = int | str | datetime

# While a statement is composed, values that nobody asks for stand for the real ones; small enough for any column.
# It is composed with two sets of them: what is the same in both is a constant of the statement.
STAND_INS = (29_000, 31_000)
BEGIN = datetime(1903, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class _Statement:
    """`parameters` holds for each the name of the value that belongs there, or none and the constant."""

    rows: QuerySet[Any]
    compiler: SQLCompiler
    sql: str
    parameters: list[tuple[str, Any]]


class Composed[Row]:
    """What a function makes a queryset of for values given by name."""

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self._build = build
        self._statements: dict[Hashable, _Statement] = {}

    def __call__(self, *shape: Hashable, **values: Value) -> list[Row]:
        """The rows for these values, read now. Raises TypeError for a value that is neither number, text nor
        instant, LookupError where a parameter follows from one and is not it."""
        kinds = shape, *((name, type(value)) for name, value in values.items())
        if kinds not in self._statements:
            self._statements[kinds] = self._composed(shape, values)
        statement = self._statements[kinds]
        parameters = tuple(values[name] if name else constant for name, constant in statement.parameters)
        compiler, rows = copy(statement.compiler), statement.rows.all()
        compiler.connection = connections[rows.db]  # this thread's
        compiler.as_sql = lambda *_, **__: (statement.sql, parameters)  # type: ignore[assignment, method-assign]
        rows.query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]
        return list(rows)

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
        parameters = []
        for one, other in zip(given, otherwise, strict=True):
            if one != other and one not in first:
                raise LookupError(f"{one!r} follows from a value of {names} and is none, in {sql}")
            parameters.append(("", one) if one == other else (names[first.index(one)], None))
        return _Statement(rows, compiler, sql, parameters)


def _stand_in(value: Value, number: int) -> Value:
    if isinstance(value, datetime):
        return BEGIN + timedelta(minutes=number)
    if isinstance(value, str):
        return f"stands for {number}"
    if type(value) is int:
        return number
    raise TypeError(f"A statement is not composed with {value!r}.")
