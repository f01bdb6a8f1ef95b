"""Statements that PostgreSQL parses and plans once a connection, and afterwards only answers (PREPARE): planning an
incident's page takes five times as long as reading it.

    WITH_STAMP = f"select {columns(User)}, (select …) as stamp from … where id = %s"
    [person] = read(User, WITH_STAMP, [key])

For statements whose text never varies and which are asked with most requests. Values are bound by the server, so
that each needs a type that follows from its place or a cast. Columns are named, never `*`: a statement that is
prepared fails once a migration has given its table another column. Where a pooler hands out servers that know
nothing of each other's statements (DATABASE_URL with `prepared=off`) they are planned each time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.postgresql.base import ServerBindingCursor

MOST = 300  # statements that a connection keeps; psycopg forgets the oldest of a hundred
ADDING = ("pgtrigger.runtime", "pghistory.runtime")  # modules that put a statement before another
FEW = 4  # rows: what writes no more of them at once is written all day


class _Preparing(ServerBindingCursor):
    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        return super().execute(query, params, **options | {"prepare": True})  # type: ignore[misc]


@contextmanager
def prepared() -> Iterator[None]:
    """What is asked inside is prepared, unless it is already; not where something goes with each statement as
    one more: that triggers are ignored, or who acts in the admin."""
    here = connections[DEFAULT_DB_ALIAS]  # this thread's, found once
    if any(wrapper.__module__ in ADDING for wrapper in here.execute_wrappers):
        yield
        return
    here.ensure_connection()
    driver = here.connection
    driver.prepared_max = MOST
    before, driver.cursor_factory = driver.cursor_factory, _Preparing
    try:
        yield
    finally:
        driver.cursor_factory = before


def prepared_if_few(rows: Sized) -> AbstractContextManager[None]:
    """The same for a statement whose text follows from the rows it writes, where they are few."""
    return prepared() if len(rows) <= FEW else nullcontext()


def columns(model: type[models.Model], table: str = "") -> str:
    """The model's columns for a select list, of the table by that name in the statement."""
    return ", ".join(
        f'{table or model._meta.db_table}."{field.column}"' for field in model._meta.concrete_fields
    )


def read[Row: models.Model](
    model: type[Row], statement: str, parameters: Sequence[Any] | Mapping[str, Any]
) -> list[Row]:
    """The rows of a statement whose select list begins with the model's `columns`; what follows them becomes
    attributes. What `raw` does in several times the time, for any columns."""
    shape = _shape(model)
    return [
        _row(model, shape, values, more)
        for values, more in _answered(statement, parameters, len(shape.names))
    ]


def read_pairs[Row: models.Model, Other: models.Model](
    model: type[Row],
    other: type[Other],
    statement: str,
    parameters: Sequence[Any] | Mapping[str, Any],
) -> list[tuple[Row, Other | None]]:
    """The same of two models, the columns of one after those of the other, which has what follows as attributes. It
    is None where a left join found none."""
    shape, beside = _shape(model), _shape(other)
    width = len(shape.names)
    key = width + beside.names.index(other._meta.pk.attname)  # type: ignore[union-attr]
    return [
        (
            _row(model, shape, values[:width], ()),
            None if values[key] is None else _row(other, beside, values[width:], more),
        )
        for values, more in _answered(statement, parameters, width + len(beside.names))
    ]


def _answered(
    statement: str, parameters: Sequence[Any] | Mapping[str, Any], width: int
) -> Iterator[tuple[Sequence[Any], Sequence[str]]]:
    """Each row, with the names of what it has behind its first `width` columns."""
    with prepared(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        if statement not in _more:
            _more[statement] = [column.name for column in cursor.description[width:]]
        more = _more[statement]
        return ((values, more) for values in cursor.fetchall())


_more: dict[str, list[str]] = {}  # by statement: what its select list has behind the columns of its models


class _Shape(NamedTuple):
    """A model's attributes in the order of its columns, and what the database says otherwise than Python does."""

    names: list[str]
    converters: list[tuple[int, Any, Callable[..., Any]]]


@cache
def _shape(model: type[models.Model]) -> _Shape:
    fields = model._meta.concrete_fields
    return _Shape(
        [field.attname for field in fields],
        [
            (place, field, convert)
            for place, field in enumerate(fields)
            for convert in field.get_db_converters(connection)
        ],
    )


def _row[Row: models.Model](
    model: type[Row], shape: _Shape, values: Sequence[Any], more: Sequence[str]
) -> Row:
    own = list(values[: len(shape.names)])
    for place, field, convert in shape.converters:
        own[place] = convert(own[place], field, connection)
    row = model.from_db(DEFAULT_DB_ALIAS, shape.names, own)
    for name, value in zip(more, values[len(shape.names) :], strict=True):
        setattr(row, name, value)
    return row
