"""A company with one of everything, another, and the vendor's people; time stands still."""

import pytest
import time_machine
from django.db import connection

from subscriptions.models import StaffMember
from tests import factories as make
from tests.isolation.companies import company
from tests.isolation.moments import TEN


@pytest.fixture(autouse=True)
def now(db):
    with time_machine.travel(TEN, tick=False) as travel:
        yield travel


@pytest.fixture
def vendor():
    return {role: make.staff(role) for role in StaffMember.Role}


@pytest.fixture
def own(vendor):
    return company("LGF")


@pytest.fixture
def other(own):
    return company("ORV", marked=True)


@pytest.fixture
def statements():
    """Statements are kept by the thousand otherwise."""
    connection.queries_log.clear()
