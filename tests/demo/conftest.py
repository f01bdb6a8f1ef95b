"""The demo, filled once for all tests of its module and rolled back after them."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from subscriptions import tenancy
from xtreme.demo.fill import fill

PASSWORD = "a-demo-password"
T = datetime(2026, 11, 25, 10, 30, tzinfo=UTC)  # a Wednesday in office hours of Aarhus


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The counts that filling returned. Tests that use it read only, or undo what they do."""
    with django_db_blocker.unblock(), transaction.atomic():
        with tenancy.as_staff():
            yield fill(T, PASSWORD)
        transaction.set_rollback(True)
