"""When a failed delivery is tried again: about three days in all, later where the receiver asks for it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications import back_off
from notifications.webhooks import schedule
from notifications.webhooks.schedule import WAITS

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_the_waits_are_about_three_days_in_all():
    assert timedelta(days=3) <= sum(WAITS, timedelta()) <= timedelta(days=3, hours=6)


@given(st.integers(1, len(WAITS)))
def test_each_wait_is_spread_by_a_fifth(attempts):
    wait = schedule.next_attempt(attempts, NOON) - NOON
    assert 0.8 * WAITS[attempts - 1] <= wait <= 1.2 * WAITS[attempts - 1]


def test_after_the_last_wait_it_is_given_up():
    assert schedule.next_attempt(len(WAITS), NOON) is not None
    assert schedule.next_attempt(len(WAITS) + 1, NOON) is None


@pytest.mark.parametrize(
    ("header", "asked"),
    [
        ("", 0),
        ("120", 120),
        ("999999999999", 86400),
        ("-5", 0),
        ("soon", 0),
        ("²", 0),
        ("Wed, 25 Nov 2026 12:10:00 GMT", 600),
        ("Wed, 25 Nov 2026 11:00:00 GMT", 0),
        ("Fri, 25 Nov 2033 11:00:00 GMT", 86400),
        ("Wed, 25 Nov 99999 11:00:00 GMT", 0),
    ],
)
def test_retry_after_is_honoured_up_to_a_day(header, asked):
    assert back_off.asked(header, NOON) == timedelta(seconds=asked)
    assert schedule.next_attempt(1, NOON, header) >= NOON + timedelta(seconds=asked)


@given(st.text())
def test_no_header_is_an_error(header):
    assert timedelta(0) <= back_off.asked(header, NOON) <= timedelta(days=1)
