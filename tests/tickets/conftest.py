"""A contact of a covered company, signed in to the portal."""

import pytest

from tests import factories as make
from tests.tickets.portal import company, signed_in


@pytest.fixture
def customer():
    return company(name="Nordlys")


@pytest.fixture
def contact(customer):
    return make.contact(customer, name="Mette Nygaard")


@pytest.fixture
def client(contact):
    return signed_in(contact)
