"""A company with one of everything, another, and the vendor's people; time stands still."""

from copy import deepcopy

import pytest
import time_machine
from django.db import connection
from django.test import override_settings

from tests.isolation.moments import TEN
from tests.isolation.planted import plant
from tests.taken_back import taken_back
from xtreme.isolation.finding import Between
from xtreme.isolation.things import find
from xtreme.isolation.verification import SETTINGS


@pytest.fixture(autouse=True)
def now(db):
    with time_machine.travel(TEN, tick=False) as travel:
        yield travel


@pytest.fixture(scope="package")
def scene(django_db_setup, django_db_blocker):
    with taken_back(django_db_blocker):
        scene = plant()
        yield scene


@pytest.fixture
def vendor(scene):
    return deepcopy(scene.vendor)


@pytest.fixture
def own(scene):
    return deepcopy(scene.own)


@pytest.fixture
def other(scene):
    return deepcopy(scene.other)


@pytest.fixture
def signed_in_by_the_database():
    with override_settings(**SETTINGS):
        yield


@pytest.fixture
def things(own, other):
    return find(Between(own.customer, other.customer))


@pytest.fixture
def statements():
    """Statements are kept by the thousand otherwise."""
    connection.queries_log.clear()
