"""Weekends by the clock of a zone: lengths, notice and periods, over both clock changes (R23.3, R23.11 to
R23.13)."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as some

from entitlements.special_events.weekends import (
    Hours,
    Period,
    Places,
    Reason,
    Rules,
    days_before,
    saturday_of,
)
from tests.tickets.moments import moment

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DAY = timedelta(days=1)
START = datetime(2021, 1, 1, tzinfo=UTC)
DAYS = some.dates(date(2021, 1, 1), date(2034, 1, 1))
INSTANTS = some.integers(0, 12 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
ZONES = some.sampled_from(
    ["Europe/Copenhagen", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kolkata", "America/Chicago"]
).map(ZoneInfo)


def rules(zone=COPENHAGEN, notice=14, hours=None, **places):
    return Rules(zone, hours or Hours(), notice, Places(places.pop("usual", 3), **places))


def year(zone=COPENHAGEN, first=2026):
    return Period(datetime(first, 7, 1, tzinfo=zone), datetime(first + 1, 7, 1, tzinfo=zone))


@pytest.mark.parametrize(
    ("saturday", "begins", "ends", "hours"),
    [
        (date(2026, 12, 12), "2026-12-11 17:00 +01:00", "2026-12-14 08:00 +01:00", 63),
        (date(2027, 3, 27), "2027-03-26 17:00 +01:00", "2027-03-29 08:00 +02:00", 62),
        (date(2027, 10, 30), "2027-10-29 17:00 +02:00", "2027-11-01 08:00 +01:00", 64),
    ],
)
def test_r23_11_a_weekend_is_friday_17_to_monday_8_on_the_wall_clock(saturday, begins, ends, hours):
    weekend = rules().weekend(saturday)
    assert (weekend.starts_at, weekend.ends_at) == (moment(begins), moment(ends))
    assert weekend.ends_at - weekend.starts_at == timedelta(hours=hours)


@given(DAYS, ZONES)
def test_r23_11_holidays_or_not_it_has_63_hours_but_for_a_clock_change(day, zone):
    weekend = rules(zone).weekend(day - (day.weekday() - 5) % 7 * DAY)
    length = weekend.ends_at - weekend.starts_at
    assert abs(length - timedelta(hours=63)) <= timedelta(hours=1)
    local = weekend.starts_at.astimezone(zone), weekend.ends_at.astimezone(zone)
    assert [each.weekday() for each in local] == [4, 0]
    assert [each.time() for each in local] == [time(17), time(8)]


@given(DAYS)
def test_r23_11_friday_saturday_and_sunday_are_of_the_weekend_and_no_other_day(day):
    found = saturday_of(day)
    assert (found is None) == (day.weekday() < 4)
    assert found is None or abs(found - day) <= DAY


@pytest.mark.parametrize(
    ("asked", "saturday", "enough"),
    [
        ("2027-03-19 17:00 +01:00", date(2027, 4, 3), True),  # 335 elapsed hours
        ("2027-03-19 17:01 +01:00", date(2027, 4, 3), False),
        ("2027-10-29 17:00 +02:00", date(2027, 11, 13), True),  # 337 elapsed hours
        ("2027-10-29 17:01 +02:00", date(2027, 11, 13), False),
    ],
)
def test_r23_3_r23_13_notice_is_14_days_at_the_same_clock_time(asked, saturday, enough):
    assert rules().gives_notice(rules().weekend(saturday), moment(asked)) is enough


@given(DAYS, ZONES)
def test_r23_13_14_d_0_h_is_accepted_and_a_minute_less_refused_in_every_zone(day, zone):
    weekend = rules(zone).weekend(day - (day.weekday() - 5) % 7 * DAY)
    last = days_before(weekend.starts_at, 14, zone)
    assert rules(zone).gives_notice(weekend, last)
    assert not rules(zone).gives_notice(weekend, last + timedelta(minutes=1))


@given(INSTANTS, DAYS, ZONES)
def test_r23_12_what_is_possible_lies_wholly_in_the_period_and_gives_notice(asked_at, first, zone):
    period = Period(datetime.combine(first, time(), zone), datetime.combine(first + 365 * DAY, time(), zone))
    for weekend in rules(zone).possible(period, asked_at):
        assert period.starts_at <= weekend.starts_at
        assert weekend.ends_at <= period.ends_at
        assert weekend.starts_at - asked_at >= 14 * DAY - timedelta(hours=1)


@given(INSTANTS)
def test_every_weekend_from_now_on_is_judged_once_and_the_possible_ones_are_those_without_a_reason(asked_at):
    period = year(first=asked_at.year)
    choices = list(rules().choices(period, asked_at, period.ends_at))
    saturdays = [choice.weekend.saturday for choice in choices]
    assert saturdays == sorted(set(saturdays))
    assert all(b - a == 7 * DAY for a, b in pairwise(saturdays))
    assert all(choice.weekend.ends_at > asked_at for choice in choices)
    possible = [choice.weekend for choice in choices if choice.possible]
    assert possible == list(rules().possible(period, asked_at))


def test_r23_12_the_weekend_that_straddles_the_end_is_outside_and_the_one_before_is_not():
    period = Period(moment("2026-07-01 00:00 +02:00"), moment("2027-03-28 00:00 +01:00"))
    asked = moment("2027-01-04 12:00 +01:00")
    assert rules().judge(rules().weekend(date(2027, 3, 27)), period, asked) is Reason.OUTSIDE_PERIOD
    assert rules().judge(rules().weekend(date(2027, 3, 20)), period, asked) is None


def test_r23_12_a_period_that_ends_on_monday_at_eight_still_holds_the_weekend():
    period = Period(moment("2026-07-01 00:00 +02:00"), moment("2027-03-22 08:00 +01:00"))
    assert period.holds(rules().weekend(date(2027, 3, 20)))


def test_r23_10_a_weekend_is_full_when_its_places_are_taken_and_one_may_have_others():
    christmas, new_year = date(2026, 12, 26), date(2027, 1, 2)
    places = Places(2, {new_year: 0}, {christmas: 2})
    assert [places.left(day) for day in (christmas, new_year, date(2027, 1, 9))] == [0, 0, 2]
    full = Rules(COPENHAGEN, Hours(), 14, places)
    judged = full.judge(full.weekend(christmas), year(), moment("2026-12-01 12:00 +01:00"))
    assert judged is Reason.FULL


def test_the_zones_of_the_world_have_a_weekend_each():
    for name in sorted(available_timezones()):
        weekend = rules(ZoneInfo(name)).weekend(date(2026, 12, 12))
        assert weekend.ends_at - weekend.starts_at == timedelta(hours=63)
