"""A receiver on loopback that may be called, and a customer with a manager."""

import pytest

from notifications.webhooks import managing
from tests import factories as make
from tests.webhooks.receiver import LOOPBACK, Receiver


@pytest.fixture
def loopback(settings):
    """Calls to this machine by plain HTTP are allowed."""
    settings.WEBHOOKS_ALLOW_PRIVATE = LOOPBACK
    settings.WEBHOOKS_ALLOW_HTTP = True
    settings.WEBHOOKS_PORTS = range(65536)


@pytest.fixture
def receiver(loopback):
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def customer():
    made = make.customer()
    make.line(made, make.product())
    return made


@pytest.fixture
def manager(customer):
    return make.contact(customer, role="manager")


@pytest.fixture
def hook(customer, manager):
    """Makes an endpoint of the customer's."""

    def add(url="https://hooks.example.com/in", **fields):
        return managing.add(customer, manager, url, **fields)

    return add
