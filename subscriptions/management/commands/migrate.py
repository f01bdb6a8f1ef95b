"""Django's migrate, beside which the portal goes on (R5.3).

A change of a table waits for whoever uses it, and everybody who comes later waits behind it. So it waits for
LOCK_SECONDS at most, gives way, and tries again a little later. What is applied already stays applied. A migration
without a transaction builds an index beside the traffic (CREATE INDEX CONCURRENTLY): nobody waits behind it, so it
waits for as long as it takes.

Until the first release tables stand whole in a room's first migration, and are changed there. A database that an
earlier state of it made lacks what came since: it is told so, where each page would fail.
"""

import time
from typing import Any

from django.apps import apps
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from django.db.migrations import Migration
from psycopg.errors import DeadlockDetected, LockNotAvailable

LOCK_SECONDS = 2.0
PAUSE_SECONDS = 3.0  # for those who waited
PATIENCE_SECONDS = 600.0
HOLDERS = """
select pid, coalesce(nullif(application_name, ''), 'a session'), extract(epoch from now() - xact_start)::int
from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid() and xact_start < now() - interval '2 seconds'
order by xact_start limit 5
"""
COLUMNS = """
select relname, attname from pg_class join pg_attribute on attrelid = pg_class.oid
where relnamespace = current_schema()::regnamespace and attnum > 0 and not attisdropped
"""
OURS = ("subscriptions", "entitlements", "notifications", "tickets", "xtreme")
NAMED = 5  # columns that are missing


class Command(migrate.Command):
    """Raises CommandError where somebody holds a table for longer than PATIENCE_SECONDS, and says who, and where
    the tables are not those of this version although nothing is left to apply."""

    _database = "default"

    def handle(self, *args: Any, **options: Any) -> None:
        self._database = options["database"]
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                super().handle(*args, **options)
            except OperationalError as error:
                if not isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
                    raise
                if time.monotonic() > until:
                    raise CommandError(
                        f"Somebody holds a table that is to be changed: {self._holders()}."
                    ) from error
            else:
                if not (options["app_label"] or options["plan"] or options["check_unapplied"]):
                    self._prove()
                return
            self.stderr.write(f"Waiting for a table that is in use: {self._holders()}.")
            time.sleep(PAUSE_SECONDS)

    def migration_progress_callback(
        self, action: str, migration: Migration | None = None, fake: bool = False
    ) -> None:
        """Before each migration, how long it may wait for a lock."""
        if migration is not None and action in ("apply_start", "unapply_start"):
            seconds = LOCK_SECONDS if migration.atomic else 0
            with connections[self._database].cursor() as cursor:
                cursor.execute("select set_config('lock_timeout', %s, false)", [f"{seconds * 1000:.0f}"])
        super().migration_progress_callback(action, migration, fake)

    def _prove(self) -> None:
        with connections[self._database].cursor() as cursor:
            cursor.execute(COLUMNS)
            there = {f"{table}.{column}" for table, column in cursor.fetchall()}
        wanted = {
            f"{model._meta.db_table}.{field.column}"
            for room in apps.get_app_configs()
            if room.name.partition(".")[0] in OURS
            for model in room.get_models(include_auto_created=True)
            if model._meta.managed
            for field in model._meta.local_concrete_fields
        }
        if missing := sorted(wanted - there):
            more = ", …" if len(missing) > NAMED else ""
            raise CommandError(
                f"An earlier state of this version made the database: it lacks {', '.join(missing[:NAMED])}{more}. "
                "Until the first release tables are changed where they are made, so begin with an empty one "
                "(the embedded: `make reset`)."
            )

    def _holders(self) -> str:
        with connections[self._database].cursor() as cursor:
            cursor.execute(HOLDERS)
            found = [f"{name} (pid {pid}, for {seconds} s)" for pid, name, seconds in cursor.fetchall()]
        return ", ".join(found) or "by many short transactions"
