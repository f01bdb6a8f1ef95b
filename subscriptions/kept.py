"""What administrators set up and everybody reads, kept in the process for as long as its stamp is the database's.

The stamp changes by trigger with every change of a table that a migration names with `Stamped`, whoever makes it,
so nothing kept is stale. What is kept is shared: never change it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import migrations, models
from django.db.models import Subquery
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor

from subscriptions.composed import Composed
from subscriptions.models.stamp import SettingsStamp

# What a query that reads something else anyway can carry along instead of asking for the stamp by itself.
STAMP = Subquery(SettingsStamp.objects.values("stamp")[:1])

_settled: ContextVar[UUID | None] = ContextVar("settled_stamp", default=None)
_last_seen: UUID | None = None


@contextmanager
def settled(stamp: UUID | None = None) -> Iterator[None]:
    """Inside, all that is asked of the settings rests on one state of them, and the stamp is asked once at most:
    not at all with a `stamp` just read."""
    token = _settled.set(_settled.get() or stamp or _ask())
    try:
        yield
    finally:
        _settled.reset(token)


def last_seen() -> UUID | None:
    """The stamp that is settled, else the newest that this process has read, without a query: what keeps by it is
    as fresh as the last answer or verb."""
    return _settled.get() or _last_seen


def _ask() -> UUID | None:
    return SettingsStamp.objects.values_list("stamp", flat=True).first()


class Kept[T]:
    """A value that `load` reads from stamped tables, loaded again after one of them changed."""

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._kept: tuple[UUID, T] | None = None

    def current(self, stamp: UUID | None = None) -> T:
        """The value as it is now. One query where nothing changed, none with a `stamp` just read."""
        global _last_seen
        _last_seen = stamp = stamp or _settled.get() or _ask()
        kept = self._kept
        if kept is not None and kept[0] == stamp:
            return kept[1]
        value = self._load()
        if stamp is not None:
            self._kept = stamp, value
        return value


class _KeptRow(ForwardManyToOneDescriptor):
    def __get__(self, instance: Any, owner: Any = None) -> Any:
        stamp = _settled.get()
        if instance is not None and stamp is not None and not self.is_cached(instance):
            row = _rows(self.field.related_model, stamp).get(getattr(instance, self.field.attname))
            if row is not None:
                self.field.set_cached_value(instance, row)
        return super().__get__(instance, owner)


class KeptForeignKey(models.ForeignKey[Any, Any]):
    """A foreign key to a row of the settings, whose table must be stamped. Where they are settled, as in every
    request, following it asks nothing: the row comes from what is kept. Elsewhere it is Django's own."""

    forward_related_accessor_class = _KeptRow  # type: ignore[assignment]

    def deconstruct(self) -> Any:
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.ForeignKey", arguments, options


def along[Rows: models.QuerySet[Any]](rows: Rows, *names: str) -> Rows:
    """The rows with what these kept keys point to: joined, but where following them asks nothing."""
    return rows if _settled.get() else rows.select_related(*names)


_tables: dict[type[models.Model], Kept[dict[Any, models.Model]]] = {}


def _rows(model: type[models.Model], stamp: UUID) -> dict[Any, models.Model]:
    if model not in _tables:
        rows = Composed(model._base_manager.all)
        _tables[model] = Kept(lambda: {row.pk: row for row in rows()})
    return _tables[model].current(stamp)


class Stamped(migrations.RunSQL):
    """Migration operation: every change of `table` changes the stamp; with `columns` only those updates that set
    one of them."""

    def __init__(self, table: str, columns: str = "") -> None:
        self.table, self.columns = table, columns
        of = f" of {columns}" if columns else ""
        super().__init__(
            f"create trigger change_settings_stamp after insert or delete or truncate or update{of} on {table}"
            " for each statement execute function change_settings_stamp()",
            f"drop trigger change_settings_stamp on {table}",
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__qualname__, [self.table, self.columns], {})
