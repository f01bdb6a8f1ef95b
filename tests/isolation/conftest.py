"""Two companies: one whose every text has a mark, and another whose people visit; and the vendor's, one a role."""

from copy import deepcopy

import pytest
import time_machine

from tests.isolation.companies import mark_all_texts
from tests.isolation.moments import TEN
from tests.isolation.planted import plant
from tests.taken_back import taken_back


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(TEN, tick=False) as travel:
        yield travel


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    with taken_back(django_db_blocker):
        scene = plant()
        scene.other.unmarked = mark_all_texts(scene.other.customer)
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
