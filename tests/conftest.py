"""What every test stands on: a migrated database with the starting data, seen as the vendor's staff."""

import pytest
from django.core.management import call_command

from subscriptions import tenancy
from subscriptions.models import Tier

pytest_plugins = ["tests.servers"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The starting data once a worker; the tests roll back to it."""
    with django_db_blocker.unblock():
        call_command("load_starting_data")


@pytest.fixture(autouse=True)
def as_staff(request):
    """A test that uses the database acts as staff unless it says otherwise; a request takes its own role.

    A test with real transactions names its role itself; the one before it emptied every table.
    """
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction")):
        request.getfixturevalue("transactional_db")
        if not Tier.objects.exists():
            call_command("load_starting_data")
        yield
    elif marker or "db" in request.fixturenames:
        request.getfixturevalue("db")
        with tenancy.as_staff():
            yield
    else:
        yield
