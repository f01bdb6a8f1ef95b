"""Two companies: one whose every text has a mark, and another whose people visit; and the vendor's, one a role."""

import pytest
import time_machine

from subscriptions.models import StaffMember
from tests import factories as make
from tests.isolation.companies import company, mark_all_texts
from tests.isolation.moments import TEN


@pytest.fixture(autouse=True)
def now():
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
    made = company("ORV", marked=True)
    made.unmarked = mark_all_texts(made.customer)
    return made
