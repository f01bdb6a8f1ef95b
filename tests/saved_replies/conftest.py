"""An agent, her lead, and an incident whose contact reads Danish."""

import pytest

from tests import factories as make
from tests.desk.pages import WEDNESDAY


@pytest.fixture
def agent():
    return make.staff(name="Anna Kjær")


@pytest.fixture
def lead():
    return make.staff("lead", name="Torben Krag")


@pytest.fixture
def incident():
    customer = make.customer(name="Nordlys Ferries A/S")
    contact = make.contact(customer, name="Mette Holm", language="da")
    return make.incident(customer, make.product("LGF", name="General Ledger"), at=WEDNESDAY, contact=contact)
