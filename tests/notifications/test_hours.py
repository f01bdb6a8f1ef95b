"""Quiet hours and times of digests by a person's own clock, exact where clocks change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from notifications.hours import Hours
from tests.tickets.moments import moment

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NIGHT = Hours(COPENHAGEN, time(22), time(7))
LUNCH = Hours(COPENHAGEN, time(12), time(13), {0})


@pytest.mark.parametrize(
    ("hours", "at", "allowed"),
    [
        (NIGHT, "2026-11-25 21:59 +01:00", "2026-11-25 21:59 +01:00"),
        (NIGHT, "2026-11-25 22:00 +01:00", "2026-11-26 07:00 +01:00"),
        (NIGHT, "2026-11-26 06:59 +01:00", "2026-11-26 07:00 +01:00"),
        (NIGHT, "2026-11-26 07:00 +01:00", "2026-11-26 07:00 +01:00"),
        # Clocks go forward at 2 on 28 March 2027, back at 3 on 31 October.
        (NIGHT, "2027-03-27 23:00 +01:00", "2027-03-28 07:00 +02:00"),
        (NIGHT, "2027-10-30 23:00 +02:00", "2027-10-31 07:00 +01:00"),
        (Hours(COPENHAGEN, time(1), time(2, 30)), "2027-03-28 01:30 +01:00", "2027-03-28 03:30 +02:00"),
        (Hours(COPENHAGEN, time(1), time(2, 30)), "2027-10-31 02:00 +02:00", "2027-10-31 02:30 +01:00"),
        (LUNCH, "2026-11-23 12:30 +01:00", "2026-11-23 13:00 +01:00"),
        (LUNCH, "2026-11-24 12:30 +01:00", "2026-11-24 12:30 +01:00"),
        (Hours(COPENHAGEN, time(22), time(7), {4}), "2026-11-28 03:00 +01:00", "2026-11-28 07:00 +01:00"),
        (Hours(COPENHAGEN, time(22), time(7), {5}), "2026-11-28 03:00 +01:00", "2026-11-28 03:00 +01:00"),
        (Hours(COPENHAGEN), "2026-11-28 03:00 +01:00", "2026-11-28 03:00 +01:00"),
    ],
)
def test_mail_waits_for_the_end_of_quiet_hours(hours, at, allowed):
    assert hours.next_allowed(moment(at)) == moment(allowed)


@pytest.mark.parametrize(
    ("at", "daily", "weekly"),
    [
        ("2026-11-25 07:59 +01:00", "2026-11-25 08:00 +01:00", "2026-11-30 08:00 +01:00"),
        ("2026-11-25 08:00 +01:00", "2026-11-26 08:00 +01:00", "2026-11-30 08:00 +01:00"),
        ("2026-11-30 08:00 +01:00", "2026-12-01 08:00 +01:00", "2026-12-07 08:00 +01:00"),
        ("2027-03-27 09:00 +01:00", "2027-03-28 08:00 +02:00", "2027-03-29 08:00 +02:00"),
    ],
)
def test_r1_10_a_digest_comes_at_the_next_time_chosen(at, daily, weekly):
    hours = Hours(COPENHAGEN)
    assert hours.next_daily(moment(at)) == moment(daily)
    assert hours.next_weekly(moment(at)) == moment(weekly)


instants = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
zones = st.sampled_from(["Europe/Copenhagen", "America/Sao_Paulo", "Australia/Melbourne", "Asia/Kolkata"])


@given(instants, zones, st.times(), st.times(), st.sets(st.integers(0, 6)))
def test_what_is_allowed_is_never_earlier_nor_quiet_nor_more_than_a_day_and_an_hour_later(
    at, zone, a, b, days
):
    assume(a != b)
    hours = Hours(ZoneInfo(zone), a.replace(fold=0), b.replace(fold=0), days)
    allowed = hours.next_allowed(at)
    assert at <= allowed <= at + timedelta(hours=25)
    assert hours.next_allowed(allowed) == allowed
