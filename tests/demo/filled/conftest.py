"""The demo, filled once for all tests of this folder, and rolled back after the last of them."""

import pytest

from tests.demo.moment import PASSWORD, T
from tests.taken_back import taken_back
from xtreme.demo.fill import fill


@pytest.fixture(scope="package")
def filled(django_db_setup, django_db_blocker):
    with taken_back(django_db_blocker):
        fill(T, PASSWORD)
        yield


@pytest.fixture(autouse=True)
def demo(filled, db):
    """What a test changes is taken back for the next one."""
