"""What every test stands on: a migrated database with the starting data, seen as the vendor's staff."""

import gc

import pytest
from django.core.management import call_command
from django.test import TransactionTestCase

from subscriptions import tenancy
from tests.emptying import StartingTables
from tickets.desk import duty
from xtreme import garbage

pytest_plugins = ["tests.servers", "tests.properties"]


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is imported and collected stays to the end, and tests are over before they make much rubbish."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        garbage.set_aside()
        gc.set_threshold(10 * garbage.YOUNG, garbage.OLDER, garbage.OLDER)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The starting data once a worker; the tests roll back to it."""
    with django_db_blocker.unblock():
        call_command("load_starting_data")


@pytest.fixture(scope="session")
def starting_tables(django_db_setup, django_db_blocker):
    """Asked for by the first test with real transactions; after each of them the tables are as they are now."""
    with django_db_blocker.unblock():
        tables = StartingTables()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: tables.restore())
        yield


@pytest.fixture(autouse=True)
def nobody_known_on_duty():
    """Who is on duty is looked up once a minute; another test may stand at the same one."""
    duty.line_at.cache_clear()


@pytest.fixture(autouse=True)
def as_staff(request):
    """A test that uses the database acts as staff unless it says otherwise; a request takes its own role.

    A test with real transactions names its role itself.
    """
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction")):
        request.getfixturevalue("starting_tables")
        request.getfixturevalue("transactional_db")
        yield
    elif marker or "db" in request.fixturenames:
        request.getfixturevalue("db")
        with tenancy.as_staff():
            yield
    else:
        yield
