"""Statements that PostgreSQL parses and plans once a connection, and afterwards only answers (PREPARE): planning an
incident's page takes five times as long as reading it.

    with prepared():
        rows = list(User.objects.raw(WITH_STAMP, [key]))

For statements whose text never varies and which are asked with most requests. Values are bound by the server, so
that each needs a type that follows from its place or a cast. Columns are named, never `*` (`columns`): a statement
that is prepared fails once a migration has given its table another column. Where a pooler hands out servers that
know nothing of each other's statements (DATABASE_URL with `prepared=off`) they are planned each time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models
from django.db.backends.postgresql.base import ServerBindingCursor


class _Preparing(ServerBindingCursor):
    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        return super().execute(query, params, **options | {"prepare": True})  # type: ignore[misc]


@contextmanager
def prepared() -> Iterator[None]:
    """What is asked inside is prepared, unless it is already."""
    connection.ensure_connection()
    driver = connection.connection
    before, driver.cursor_factory = driver.cursor_factory, _Preparing
    try:
        yield
    finally:
        driver.cursor_factory = before


def columns(model: type[models.Model], table: str = "") -> str:
    """The model's columns for a select list, of the table by that name in the statement."""
    return ", ".join(
        f'{table or model._meta.db_table}."{field.column}"' for field in model._meta.concrete_fields
    )
