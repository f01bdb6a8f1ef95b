"""What every test stands on: a migrated database with the starting data, seen as the vendor's staff."""

import pytest

from subscriptions import tenancy

pytest_plugins = ["tests.servers"]


@pytest.fixture(autouse=True)
def as_staff(request):
    """A test that uses the database acts as staff unless it says otherwise; a request takes its own role."""
    if "db" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("db")
    with tenancy.as_staff():
        yield
