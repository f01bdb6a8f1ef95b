"""Triggers that record what rows tell by themselves, whoever changes them by whatever way: settings through their
history (models.history), and the tables named with `Recorded`."""

from typing import Any

import pghistory.models
from django.apps import apps
from django.db import connection, migrations

PERMISSIONS = frozenset({"subscriptions_staffmemberevent"})


class Recorded(migrations.RunSQL):
    """Migration operation: every row added, changed or deleted in `table` is recorded under `kind`.created,
    .changed, .deleted (with `one_kind` under it alone), with the `columns` named, none of which is secret; a change
    of no such column is not. `update_only`: only changes are."""

    def __init__(
        self,
        table: str,
        model: str,
        kind: str,
        columns: str,
        *,
        one_kind: bool = False,
        update_only: bool = False,
    ) -> None:
        self.arguments = (table, model, kind, columns)
        self.options = {"one_kind": one_kind, "update_only": update_only}
        kinds = [kind] * 3 if one_kind else [f"{kind}.{what}" for what in ("created", "changed", "deleted")]
        when = "update" if update_only else "insert or update or delete"
        words = ", ".join(f"'{word}'" for word in (model, *kinds, columns))
        super().__init__(
            f"create trigger recorded after {when} on {table}"
            f" for each row execute function audit_row({words})",
            f"drop trigger recorded on {table}",
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__qualname__, list(self.arguments), dict(self.options))


def record_history(**kwargs: Any) -> None:
    """After each migrate: every history of settings that is not recorded yet is from now on."""
    with connection.cursor() as cursor:
        cursor.execute("select tgrelid::regclass::text from pg_trigger where tgname = 'recorded'")
        known = {row[0] for row in cursor.fetchall()}
        there = set(connection.introspection.table_names(cursor))
        for model in histories():
            table = model._meta.db_table
            if table in known or table not in there:
                continue
            kind = "permission.changed" if table in PERMISSIONS else "setting.changed"
            label = model.pgh_tracked_model._meta.label  # type: ignore[attr-defined]
            cursor.execute(
                f"create trigger recorded after insert on {table}"
                f" for each row execute function audit_setting('{label}', '{kind}')"
            )


def histories() -> list[type[pghistory.models.Event]]:
    """The tables of history of all settings."""
    return [model for model in apps.get_models() if issubclass(model, pghistory.models.Event)]
