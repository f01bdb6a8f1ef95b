"""Which products a customer is covered for, and until when (R2.2, R26.5)."""

from datetime import UTC, datetime, timedelta

import pytest

from entitlements.own_subscription import describe
from subscriptions import coverage
from tests import factories
from tests.tickets.moments import moment

pytestmark = pytest.mark.django_db

START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def line():
    return factories.line(factories.customer(), factories.product("LGF"), "XT", START, END)


def test_a_line_covers_from_its_start_until_just_before_its_end(line):
    covered = [
        coverage.line_for(line.customer, line.product, at)
        for at in (START - SECOND, START, END - SECOND, END)
    ]
    assert covered == [None, line, line, None]


def test_covered_products_are_those_of_the_lines_in_force_by_name(line):
    later = factories.product("ORV", name="Aaa")
    factories.line(line.customer, later, "XTE", START + timedelta(days=90), END)
    factories.line(factories.customer(), factories.product("STH"), "XTE", START, END)
    assert coverage.covered_products(line.customer, START) == [line.product]
    assert coverage.covered_products(line.customer, END - SECOND) == [later, line.product]
    assert coverage.covered_products(line.customer, END) == []


def test_expiry_is_the_end_of_the_last_line_once_none_is_left(line):
    customer = line.customer
    assert coverage.expiry(customer, START - SECOND) is None
    assert coverage.expiry(customer, END - SECOND) is None
    assert coverage.expiry(customer, END + timedelta(days=9)) == END


def test_grace_time_is_thirty_days_from_expiry(line):
    """R26.5"""
    after = [coverage.in_grace_time(line.customer, END + timedelta(days=d)) for d in (-1, 0, 29, 30)]
    assert after == [False, True, True, False]


def test_r26_5_the_grace_time_is_thirty_days_of_her_calendar_over_a_clock_change():
    """In hours it ended at one o'clock, so that the page named a 31st day."""
    customer, product = factories.customer(time_zone="Europe/Copenhagen"), factories.product("LGF")
    end = moment("2027-03-20 00:00 +01:00")
    factories.line(customer, product, "XT", START, end)
    over = moment("2027-04-19 00:00 +02:00")
    assert coverage.in_grace_time(customer, over - SECOND)
    assert not coverage.in_grace_time(customer, over)
    assert describe(customer, over - SECOND).worked_on_until == "18 April 2027"
