"""R9.3: the times that are offered to snooze until, on the clock of the reader and in her office's hours."""

from datetime import UTC, date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from subscriptions.calendars import SupportCalendar
from tests.tickets.moments import moment
from tickets.snooze_times import soon

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
OFFICE = SupportCalendar(
    "Europe/Copenhagen",
    {day: [(time(8), time(17))] for day in range(5)},
    frozenset({date(2026, 12, 24), date(2026, 12, 25)}),
)


def times(at, zone=COPENHAGEN, office=OFFICE, before=None):
    found = soon(moment(at) + timedelta(seconds=20), zone, office, before and moment(before))
    return {name: f"{instant.astimezone(zone):%m-%d %H:%M}" for name, instant in found.items()}


def test_r9_3_on_a_wednesday_morning_all_four_are_offered():
    assert times("2026-11-25 10:00 +01:00") == {
        "hour": "11-25 11:01",
        "afternoon": "11-25 14:00",
        "tomorrow": "11-26 09:00",
        "week": "11-30 09:00",
    }


@pytest.mark.parametrize(
    ("at", "names"),
    [
        ("2026-11-25 13:30 +01:00", ["afternoon", "hour", "tomorrow", "week"]),
        ("2026-11-25 15:00 +01:00", ["hour", "tomorrow", "week"]),
        ("2026-11-27 10:00 +01:00", ["hour", "afternoon", "week"]),  # Friday
        ("2026-11-29 10:00 +01:00", ["hour", "tomorrow"]),  # Sunday: tomorrow is next week
        ("2026-12-23 10:00 +01:00", ["hour", "afternoon", "week"]),  # before a holiday
    ],
)
def test_r9_3_what_her_office_is_closed_for_is_not_offered(at, names):
    assert list(times(at)) == names


def test_r9_3_a_monday_that_is_a_holiday_gives_the_next_day_and_hours_that_begin_later_their_beginning():
    late = SupportCalendar(
        "Europe/Copenhagen",
        {day: [(time(10), time(18))] for day in range(5)},
        frozenset({date(2026, 11, 30)}),
    )
    found = times("2026-11-25 11:00 +01:00", office=late)
    assert (found["tomorrow"], found["week"]) == ("11-26 10:00", "12-01 10:00")


def test_r9_3_it_is_the_morning_of_the_reader_wherever_her_office_is():
    lisbon = ZoneInfo("Europe/Lisbon")
    assert times("2026-11-25 10:00 +00:00", lisbon)["tomorrow"] == "11-26 09:00"
    melbourne = ZoneInfo("Australia/Melbourne")
    assert times("2026-11-25 10:00 +11:00", melbourne)["tomorrow"] == "11-26 18:00"


def test_r9_3_what_is_past_what_the_customer_expects_is_not_offered():
    assert list(times("2026-11-25 10:00 +01:00", before="2026-11-25 14:00 +01:00")) == ["hour"]


def test_r9_3_an_office_that_is_never_open_still_gives_the_hour():
    never = SupportCalendar("Europe/Copenhagen", {}, frozenset())
    assert list(times("2026-11-25 10:00 +01:00", office=never)) == ["hour"]


def test_r9_3_across_the_change_of_the_clock_it_is_nine_in_the_morning():
    found = soon(moment("2026-03-27 10:00 +01:00"), COPENHAGEN, OFFICE, None)
    assert found["week"].astimezone(UTC) == moment("2026-03-30 07:00 +00:00")
