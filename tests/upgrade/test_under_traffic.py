"""R5.3: the schema is changed while people use the table; none of them waits for long, and a table that is held is
changed when it is let go."""

import threading
import time
from importlib import import_module

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.state import ProjectState

from subscriptions.management.commands import migrate

pytestmark = pytest.mark.django_db(transaction=True)
HELD = 2.0
LOCK = 0.15


@pytest.fixture
def upgrade(settings, monkeypatch):
    """Migrate to the later version, quickly impatient; afterwards it is as it was."""
    monkeypatch.setattr(migrate, "LOCK_SECONDS", LOCK)
    monkeypatch.setattr(migrate, "PAUSE_SECONDS", 0.3)
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "tests.upgrade"]
    yield lambda: call_command("migrate", "upgrade", verbosity=0)
    call_command("migrate", "upgrade", "zero", verbosity=0)


@pytest.fixture
def another():
    """A connection of somebody else."""
    facts = connection.get_connection_params()
    names = ("host", "port", "dbname", "user", "password")
    with psycopg.connect(**{name: facts[name] for name in names if facts.get(name)}) as opened:
        yield opened


def is_upgraded():
    with connection.cursor() as cursor:
        cursor.execute("select true from information_schema.columns where column_name = 'upgraded'")
        return bool(cursor.fetchone())


def test_r5_3_nobody_waits_behind_a_change_that_waits_for_a_table(upgrade, another):
    another.execute(
        "select count(*) from subscriptions_product"
    )  # its lock is held until this transaction ends
    letting_go = threading.Timer(HELD, another.rollback)
    visits, stopping = [], threading.Event()

    visitor = threading.Thread(target=_visit, args=(another.info, "subscriptions_product", visits, stopping))
    visitor.start()
    letting_go.start()
    upgrade()
    stopping.set()
    visitor.join()
    assert is_upgraded()
    assert visits.count("read") > 5
    assert set(visits) == {"read"}


def test_r5_3_personal_walls_hold_one_table_at_a_time(another):
    """The wall of people stands while that of their addresses waits; together they stopped sign-ins, which use both
    in another order."""
    migration = import_module("subscriptions.migrations.0004_personal_walls").Migration(
        "walls", "subscriptions"
    )

    def build():
        with connection.schema_editor(atomic=migration.atomic) as editor:
            for wall in migration.operations:
                wall.database_forwards("subscriptions", editor, ProjectState(), ProjectState())

    another.execute("select count(*) from account_emailaddress")
    visits, stopping = [], threading.Event()
    visitor = threading.Thread(target=_visit, args=(another.info, "subscriptions_user", visits, stopping))
    visitor.start()
    letting_go = threading.Timer(6, another.rollback)  # whoever does not give way is let go
    letting_go.start()
    with pytest.raises(OperationalError):
        build()
    stopping.set()
    visitor.join()
    letting_go.cancel()
    another.rollback()
    assert set(visits) == {"read"}
    build()


def _visit(info, table, visits, stopping):
    """Whether the table is read each time: a second for its lock, by the database's clock, is the most."""
    with psycopg.connect(info.dsn, password=info.password, autocommit=True) as visitor:
        visitor.execute("set lock_timeout = '1s'")
        while not stopping.is_set():
            try:
                visitor.execute(f"select count(*) from {table}")
                visits.append("read")
            except psycopg.errors.LockNotAvailable:
                visits.append("waited")
            time.sleep(0.01)


def test_r5_3_who_holds_the_table_for_too_long_is_named(upgrade, another, monkeypatch):
    monkeypatch.setattr(migrate, "PATIENCE_SECONDS", 0)
    another.execute("set application_name = 'a long report'")
    another.execute("select count(*) from subscriptions_product")
    time.sleep(2.1)  # those who hold it for less are not asked about
    with pytest.raises(CommandError, match="a long report"):
        upgrade()
    another.rollback()
    assert not is_upgraded()
    upgrade()
    assert is_upgraded()
