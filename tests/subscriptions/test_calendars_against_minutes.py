"""Covered time agrees with an oracle that looks at the wall clock at every minute, in zones with odd rules
and around their clock changes, and keeps the laws that any calendar must (R8.3, W20, W41)."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from subscriptions.calendars import SupportCalendar
from subscriptions.clock import Pause, due, elapsed
from tests.subscriptions.minute_oracle import MINUTE, Oracle

# Moments near which the clock changes, in every way known: by an hour and by half, over midnight, by a whole
# day, twice within weeks or days, for good, and by rules for years to come.
CHANGES = {
    "2027-03-28": "Europe/Copenhagen",
    "2027-10-31": "Europe/Copenhagen",
    "2027-04-03": "Australia/Lord_Howe",
    "2027-10-02": "Australia/Lord_Howe",
    "2011-12-30": "Pacific/Apia",
    "2027-04-29": "Africa/Cairo",
    "2027-10-28": "Africa/Cairo",
    "2010-08-11": "Africa/Cairo",
    "2027-02-07": "Africa/Casablanca",
    "2027-03-14": "Africa/Casablanca",
    "2006-10-29": "America/St_Johns",
    "2027-03-27": "Asia/Gaza",
    "2040-10-20": "Asia/Gaza",
    "2040-10-27": "Asia/Gaza",
    "2018-02-18": "America/Sao_Paulo",
    "2000-10-08": "America/Noronha",
    "2000-10-15": "America/Noronha",
    "2015-08-14": "Asia/Pyongyang",
    "2016-05-01": "America/Caracas",
    "1993-08-21": "Pacific/Kwajalein",
    "1994-12-31": "Pacific/Kiritimati",
    "2026-03-29": "Antarctica/Troll",
    "2016-03-27": "Asia/Barnaul",
    "2027-09-05": "America/Santiago",
    "2028-03-26": "America/Nuuk",
    "2022-09-21": "Asia/Tehran",
    "2086-04-07": "Pacific/Chatham",
    "2060-11-07": "America/Havana",
    "1982-03-28": "Europe/London",
}


@st.composite
def weeks(draw, step=15):
    """A table of hours on whole `step` minutes, often with the nights in which clocks change."""

    def hours():
        edges = draw(st.lists(st.integers(0, 1440 // step), max_size=6, unique=True).map(sorted))
        spans = list(pairwise(edges))[::2]
        return [(clock(start * step), clock(end * step)) for start, end in spans]

    return {day: hours() for day in draw(st.sets(st.integers(0, 6)))}


def clock(minutes):
    return time(minutes // 60 % 24, minutes % 60)


@st.composite
def places(draw):
    """A zone and an instant within three days of one of its odd moments, to the minute."""
    day, zone = draw(st.sampled_from(list(CHANGES.items())))
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return zone, at + draw(st.integers(-3 * 1440, 3 * 1440)) * MINUTE


@st.composite
def cases(draw):
    """A calendar, its oracle, and an instant near a clock change; holidays and a window fall near it too."""
    zone, start = draw(places())
    hours = draw(weeks())
    closed = frozenset(
        start.date() + timedelta(days=day) for day in draw(st.sets(st.integers(-4, 12), max_size=6))
    )
    calendar, windows = SupportCalendar(zone, hours, closed), []
    if draw(st.booleans()):
        opening = start + draw(st.integers(-1440, 2880)) * MINUTE
        windows = [(opening, opening + draw(st.integers(1, 2880)) * MINUTE)]
    return calendar.with_windows(windows), Oracle(zone, hours, closed, tuple(windows)), start


minutes = st.integers(0, 5 * 1440).map(lambda number: number * MINUTE)


@settings(max_examples=80)
@given(cases(), minutes)
def test_covered_time_is_that_of_the_wall_clock(case, length):
    calendar, oracle, start = case
    assert calendar.covered_between(start, start + length) == oracle.covered_between(start, start + length)


@settings(max_examples=80)
@given(cases(), minutes, st.floats(0, 1))
def test_a_due_time_is_that_of_the_wall_clock(case, length, part):
    calendar, oracle, start = case
    covered = calendar.covered_between(start, start + length)
    covered = int(covered * part / MINUTE) * MINUTE
    assert calendar.add(start, covered) == oracle.add(start, covered)


@settings(max_examples=80)
@given(cases())
def test_open_and_closed_are_those_of_the_wall_clock(case):
    calendar, oracle, start = case
    is_open = oracle.is_covered(start)
    assert calendar.is_covered(start) == is_open
    change = calendar.next_change(start)
    assume(change is not None and change - start < timedelta(days=5))
    assert oracle.is_covered(change) != is_open
    steps = range((change - start) // MINUTE)
    assert all(oracle.is_covered(start + step * MINUTE) == is_open for step in steps)
    assert calendar.next_covered(start) == (start if is_open else change)


@settings(max_examples=8)
@given(
    zone=st.sampled_from(["Europe/Copenhagen", "Australia/Lord_Howe", "America/Havana", "Pacific/Chatham"]),
    year=st.integers(1995, 2090),
    hours=weeks(),
    day=st.integers(0, 364),
)
def test_most_of_a_year_is_that_of_the_wall_clock(zone, year, hours, day):
    start = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=day)
    closed = frozenset(start.date() + timedelta(days=number**2) for number in range(20))
    calendar, oracle = SupportCalendar(zone, hours, closed), Oracle(zone, hours, closed, step=15 * MINUTE)
    end = start + timedelta(days=250)
    covered = oracle.covered_between(start, end)
    assert calendar.covered_between(start, end) == covered
    assert calendar.add(start, covered) <= end


@pytest.mark.parametrize(("day", "zone"), CHANGES.items(), ids=lambda each: each)
def test_clocks_change_at_the_right_second(day, zone):
    """Hours with odd seconds before and after the change, counted second by second."""
    halves = (((0, 7), (29, 17)), ((30, 0), (59, 58)))
    hours = [(time(hour, *start), time(hour, *end)) for hour in range(24) for start, end in halves]
    weekly = dict.fromkeys(range(7), hours)
    calendar = SupportCalendar(zone, weekly, frozenset())
    oracle = Oracle(zone, weekly, step=timedelta(seconds=1))
    change = change_near(datetime.fromisoformat(day).replace(tzinfo=UTC), ZoneInfo(zone))
    start, end = change - timedelta(minutes=20, seconds=3), change + timedelta(minutes=50)
    covered = oracle.covered_between(start, end)
    assert calendar.covered_between(start, end) == covered
    for part in (covered, timedelta(seconds=covered.seconds // 3)):
        assert calendar.add(start, part) == oracle.add(start, part)


def change_near(at, zone):
    """The first change of the zone's offset within a day and a half of `at`."""
    minutes = [at + minute * MINUTE for minute in range(-36 * 60, 36 * 60)]
    offsets = [minute.astimezone(zone).utcoffset() for minute in minutes]
    return next(minutes[i] for i in range(1, len(minutes)) if offsets[i] != offsets[i - 1])


years = st.datetimes(
    datetime.fromisoformat("1975-01-01"), datetime.fromisoformat("2110-01-01"), timezones=st.just(UTC)
)
zones = st.sampled_from(sorted(set(CHANGES.values())))
amounts = st.timedeltas(timedelta(0), timedelta(weeks=600))


@st.composite
def any_calendars(draw):
    hours = draw(weeks())
    assume(any(hours.values()))
    closed = draw(st.sets(st.dates(datetime(1975, 1, 1, tzinfo=UTC).date()), max_size=30))
    return SupportCalendar(draw(zones), hours, frozenset(closed))


@settings(max_examples=80)
@given(any_calendars(), years, amounts)
def test_adding_and_counting_are_inverse(calendar, start, length):
    covered = calendar.covered_between(start, start + length)
    due_at = calendar.add(start, covered)
    assert due_at <= start + length
    assert calendar.covered_between(start, due_at) == covered
    if covered:
        just_before = due_at - timedelta(microseconds=1)
        assert calendar.covered_between(start, just_before) == covered - timedelta(microseconds=1)


@settings(max_examples=80)
@given(any_calendars(), years, amounts, amounts)
def test_covered_time_adds_up(calendar, start, first, second):
    middle, end = start + first, start + first + second
    before, after = calendar.covered_between(start, middle), calendar.covered_between(middle, end)
    assert before + after == calendar.covered_between(start, end)
    assert calendar.add(calendar.add(start, before), after) == calendar.add(start, before + after)


@settings(max_examples=100)
@given(any_calendars(), years, st.timedeltas(timedelta(0), timedelta(days=9)), st.integers(0, 60))
def test_a_holiday_more_makes_no_due_time_earlier(calendar, start, covered, days):
    """W41."""
    hours = dict(enumerate(calendar.week))
    closed = calendar.holidays | {start.date() + timedelta(days=days)}
    with_one_more = SupportCalendar(calendar.time_zone, hours, closed)
    assert with_one_more.add(start, covered) >= calendar.add(start, covered)


@settings(max_examples=100)
@given(any_calendars(), years, st.timedeltas(timedelta(0), timedelta(days=9)), st.integers(-30, 30))
def test_a_window_makes_no_due_time_later(calendar, start, covered, hours):
    """R23: and covers nothing twice."""
    opening = start + timedelta(hours=hours)
    event = calendar.with_windows([(opening, opening + timedelta(hours=63))])
    due_at = event.add(start, covered)
    assert due_at <= calendar.add(start, covered)
    assert event.covered_between(start, due_at) == covered


@st.composite
def pause_lists(draw):
    """Offsets in minutes from the start; several may begin at once, touch, or lie in one another."""
    edges = st.tuples(st.integers(-600, 3000), st.integers(0, 700))
    return draw(st.lists(edges, max_size=5))


@settings(max_examples=80)
@given(cases(), st.timedeltas(timedelta(0), timedelta(days=3)), pause_lists())
@example(
    (SupportCalendar("UTC", {}, frozenset()), None, datetime(2027, 1, 1, tzinfo=UTC)), timedelta(0), [(0, 9)]
)
def test_pauses_count_once_and_only_their_covered_part(case, covered, spans):
    """W20, P6: the same as a calendar that is closed minute by minute where any pause holds."""
    calendar, _oracle, start = case
    assume(not covered or any(calendar.week))
    pauses = [Pause(start + begin * MINUTE, start + (begin + length) * MINUTE) for begin, length in spans]
    due_at = due(calendar, start, covered, pauses)
    paused = set()
    for begin, length in spans:
        paused.update(range(max(begin, 0), begin + length))
    held = sum(
        (
            calendar.covered_between(start + minute * MINUTE, min(start + (minute + 1) * MINUTE, due_at))
            for minute in paused
        ),
        timedelta(),
    )
    assert calendar.covered_between(start, due_at) - held == covered
    assert elapsed(calendar, start, due_at, pauses) == covered
