"""Brings many rows into walled tables quickly: COPY into a temporary table, then INSERT as the vendor's staff.

PostgreSQL refuses COPY FROM into a table with row-level security for the roles under it, and taking the wall
away for the time would lock the table.
"""

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self

from django.db import connection

from subscriptions import tenancy

# kind: type in the temporary table, how it becomes the column's type
KINDS = {
    "int": ("bigint", "{}"),
    "text": ("text", "{}"),
    "bool": ("boolean", "{}"),
    "json": ("text", "{}::jsonb"),
    "instant": ("bigint", "to_timestamp({})"),  # seconds since 1970
    "seconds": ("bigint", "make_interval(secs => {})"),
    "names": ("text", "string_to_array({}, ',')"),
}
NULL = "\\N"
CONNECTIONS = 2


class Table:
    """A table to fill: its columns with their kinds, in the order of the values of a line, and columns that are
    the same SQL expression in every row."""

    def __init__(self, name: str, columns: dict[str, str], same: dict[str, str] | None = None) -> None:
        self.name, self.columns, self.same = name, columns, same or {}
        self.lines: list[str] = []
        self.count = 0

    @property
    def waiting(self) -> str:
        """The temporary table that belongs to it."""
        return f"filling_{self.name}"

    def add(self, *values: object) -> None:
        """A row. A text holds no tab, line break or backslash but the escapes of COPY; None is NULL."""
        self.lines.append("\t".join([NULL if value is None else str(value) for value in values]))


type Batch = list[tuple[Table, list[str]]]


class Writer:
    """Writes batch after batch, each in a transaction of its own, on connections beside the caller's, so that she
    goes on making rows meanwhile; inside a transaction of hers, in it. A context manager; leaving it waits."""

    def __init__(self) -> None:
        inside = connection.in_atomic_block
        self._beside = None if inside else ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="filling")
        self._underway: deque[Future[None]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        if self._beside is not None:
            self._beside.shutdown()
            while self._underway:
                self._underway.popleft().result()

    def write(self, tables: Iterable[Table]) -> None:
        """Insert what the tables hold, in their order, and empty them."""
        batch = [(table, table.lines) for table in tables if table.lines]
        for table, lines in batch:
            table.count += len(lines)
            table.lines = []
        if self._beside is None:
            insert(batch)
            return
        if len(self._underway) == CONNECTIONS:
            self._underway.popleft().result()
        self._underway.append(self._beside.submit(_insert_beside, batch))


def _insert_beside(batch: Batch) -> None:
    try:
        insert(batch)
    finally:
        connection.close()


def insert(batch: Batch) -> None:
    """All of a batch, or nothing of it."""
    with tenancy.as_staff(), connection.cursor() as cursor:
        for table, lines in batch:
            columns = ", ".join(f"{name} {KINDS[kind][0]}" for name, kind in table.columns.items())
            cursor.execute(f"create temporary table if not exists {table.waiting} ({columns}) on commit drop")
            with cursor.copy(f"copy {table.waiting} from stdin") as copy:
                copy.write("\n".join(lines) + "\n")
            names = ", ".join([*table.columns, *table.same])
            values = [KINDS[kind][1].format(name) for name, kind in table.columns.items()]
            cursor.execute(
                f"insert into {table.name} ({names})"  # noqa: S608  names of the tables in rows.py
                f" select {', '.join([*values, *table.same.values()])} from {table.waiting}"
            )
            cursor.execute(f"truncate {table.waiting}")


def reserve(table: str, count: int) -> int:
    """Take `count` consecutive keys out of the table's sequence; returns the first. Nobody else will get them."""
    with tenancy.as_staff(), connection.cursor() as cursor:
        while True:
            cursor.execute(
                "select min(key), max(key) from (select nextval(pg_get_serial_sequence(%s, 'id')) as key"
                " from generate_series(1, %s)) as keys",
                [table, count],
            )
            first, last = cursor.fetchone()
            if last - first + 1 == count:
                return int(first)
