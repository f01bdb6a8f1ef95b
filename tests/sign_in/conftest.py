"""People with passwords, and their way in through the page."""

import pytest

from tests import factories as make

PASSWORD = "four words that stay together"


@pytest.fixture
def customer():
    made = make.customer(name="Havblik")
    make.line(made, make.product())
    return made


@pytest.fixture
def contact(customer):
    return make.contact(customer, password=PASSWORD)


@pytest.fixture
def manager(customer):
    return make.contact(customer, role="manager", password=PASSWORD)


@pytest.fixture
def enter():
    """Signs a person in through the page; gives the response."""

    def through_the_page(client, person, password=PASSWORD, **headers):
        email = person if isinstance(person, str) else person.email
        return client.post("/accounts/login/", {"login": email, "password": password}, **headers)

    return through_the_page


@pytest.fixture
def strict(settings):
    """As in production: a second factor of staff, and dangerous acts ask who is there."""
    settings.SECOND_FACTOR_OF_STAFF = True
    settings.REAUTHENTICATE = True
    return settings
