"""Brings millions of rows in: COPY by the owner of the tables, which lose their walls, foreign keys and indexes for
as long as the transaction lasts and get them back, checked and built whole, before it ends. Nobody else sees the
tables meanwhile, and whatever goes wrong leaves everything as it was.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain

import pgtrigger
from django.db import connection

from subscriptions import tenancy

NULL = str(None)  # as COPY is told: no text is that
DAY = 86_400
# While one statement builds an index or checks a foreign key.
SORTING = "512MB"

_TIMES = [f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}+00" for second in range(DAY)]
_DAYS: dict[int, str] = {}


def _instant(seconds: int) -> str:
    """Seconds since 1970 as PostgreSQL reads an instant."""
    day, second = divmod(seconds, DAY)
    date = _DAYS.get(day)
    if date is None:
        date = _DAYS[day] = f"J{day + 2_440_588}"  # Julian day: also beyond the years that `datetime` has
    return f"{date} {_TIMES[second]}"


# How a value of a kind is written, where that is not as `str` does; texts hold no tab, line break or backslash but
# the escapes of COPY.
KINDS: dict[str, Callable[..., str]] = {
    "instant": _instant,
    "seconds": lambda seconds: f"{seconds} s",
    "names": lambda names: f"{{{names}}}",
}
AS_THEY_ARE = {"int", "text", "bool", "json"}


class Table:
    """A table to fill: its columns with their kinds, in the order of the values of a line, and columns that are
    the same in every row."""

    def __init__(self, name: str, columns: dict[str, str], same: dict[str, str] | None = None) -> None:
        self.name, self.columns, self.same = name, columns, same or {}
        self.lines: list[str] = []
        self._written = [
            (place, KINDS[kind]) for place, kind in enumerate(columns.values()) if kind not in AS_THEY_ARE
        ]
        ends = [value.replace("%", "%%") for value in self.same.values()]
        self._line = "\t".join([*["%s"] * len(columns), *ends]) + "\n"

    def add(self, *values: object) -> None:
        """A row. None is NULL."""
        cells = list(values)
        for place, write in self._written:
            if cells[place] is not None:
                cells[place] = write(cells[place])
        self.lines.append(self._line % tuple(cells))

    def taken(self) -> tuple[int, str]:
        """How many rows it holds, and they, as COPY takes them; it is empty afterwards."""
        count, text = len(self.lines), "".join(self.lines)
        self.lines = []
        return count, text


def copy(table: Table, text: str) -> None:
    """Rows into the table, inside `unhindered`."""
    names = ", ".join([*table.columns, *table.same])
    statement = f"copy {table.name} ({names}) from stdin with (null '{NULL}')"
    with connection.cursor() as cursor, cursor.copy(statement) as rows:
        rows.write(text)


@contextmanager
def unhindered(tables: Iterable[Table]) -> Iterator[None]:
    """Inside, the tables have neither walls nor foreign keys nor indexes but their keys, and nothing is written
    into the history of settings. One transaction; the statistics are new at its end."""
    names = [table.name for table in tables]
    with tenancy.as_owner(), pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        taken_off = [_take_off(name) for name in names]
        yield
        cursor.execute("select set_config('maintenance_work_mem', %s, true)", [SORTING])
        indexes, foreign_keys, walls = (chain.from_iterable(each) for each in zip(*taken_off, strict=True))
        # The statistics before the foreign keys: else their checks are planned blindly.
        analyze = f"analyze {', '.join(names)}"
        for statement in [*indexes, analyze, *foreign_keys, *walls]:
            cursor.execute(statement)
        cursor.execute("set constraints all deferred")


@contextmanager
def untriggered(triggers: Iterable[tuple[str, str]]) -> Iterator[None]:
    """Inside, these triggers do not run: pairs of a table and a trigger's name."""
    known = list(triggers)
    with connection.cursor() as cursor:
        for table, name in known:
            cursor.execute(f"alter table {table} disable trigger {name}")
        yield
        for table, name in known:
            cursor.execute(f"alter table {table} enable trigger {name}")


def _take_off(table: str) -> tuple[list[str], list[str], list[str]]:
    """Drop what hinders COPY; returns the statements that put back the indexes, then the foreign keys, which are
    checked against tables without walls, then the wall."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relforcerowsecurity from pg_class where oid = %s::regclass",
            [table],
        )
        walled = cursor.fetchone()[0]
        cursor.execute(
            "select conname, pg_get_constraintdef(oid) from pg_constraint"
            " where conrelid = %s::regclass and contype in ('f', 'u') order by contype desc",
            [table],
        )
        constraints = cursor.fetchall()
        cursor.execute(
            "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index"
            " where indrelid = %s::regclass and not indisprimary"
            " and not exists (select from pg_constraint where conindid = indexrelid and contype in ('u', 'x'))",
            [table],
        )
        indexes = cursor.fetchall()
        if walled:
            cursor.execute(f"alter table {table} no force row level security")
        for name, _definition in constraints:
            cursor.execute(f"alter table {table} drop constraint {name}")
        for name, _definition in indexes:
            cursor.execute(f"drop index {name}")
    return (
        [definition.replace(" ON ONLY ", " ON ") for _name, definition in indexes],  # of partitions as well
        [f"alter table {table} add constraint {name} {definition}" for name, definition in constraints],
        [f"alter table {table} force row level security"] if walled else [],
    )


def reserve(table: str, count: int) -> int:
    """Take `count` consecutive keys out of the table's sequence; returns the first. Nobody else will get them. For
    a few; for millions, `take_keys`."""
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "select min(key), max(key) from (select nextval(pg_get_serial_sequence(%s, 'id')) as key"
                " from generate_series(1, %s)) as keys",
                [table, count],
            )
            first, last = cursor.fetchone()
            if last - first + 1 == count:
                return int(first)


def take_keys(table: str, count: int) -> int:
    """The same inside `unhindered`, in one step however many: whoever else asks the sequence waits for the end."""
    if not count:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_serial_sequence(%s, 'id')", [table])
        [sequence] = cursor.fetchone()
        cursor.execute(f"alter sequence {sequence} no cycle")  # as it is: for its lock
        cursor.execute("select nextval(%s)", [sequence])
        [first] = cursor.fetchone()
        cursor.execute("select setval(%s, %s)", [sequence, first + count - 1])
    return int(first)
