"""Covered time keeps every vector of calendar_vectors.md and refuses what cannot be counted (R8.3)."""

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta

import pytest

from subscriptions.calendar_errors import (
    CalendarError,
    HoursOverlap,
    HoursReversed,
    HoursWithZone,
    NaiveInstant,
    NoCoveredTime,
    NotAWeekday,
    OutOfReach,
    SkippedTime,
    UnknownTimeZone,
    WindowReversed,
)
from subscriptions.calendars import SupportCalendar, around_the_clock, instant_of
from tests.subscriptions.calendar_vectors import (
    CALENDARS,
    COPENHAGEN,
    DANISH,
    OFFICE,
    WHOLE_DAY,
    covered_time,
    instant,
    rows,
    span,
    weekly,
)

DK_OFFICE = CALENDARS["dk-office"]
ROUND_THE_CLOCK = around_the_clock(COPENHAGEN, range(7))
DUE, COVERED, EVENTS = rows("D"), rows("C"), rows("E")


def typed(local, zone):
    return instant_of(datetime.fromisoformat(local), zone)


def test_every_vector_is_here():
    assert (len(DUE), len(COVERED), len(EVENTS)) == (40, 19, 5)


@pytest.mark.parametrize("row", DUE.values(), ids=DUE)
def test_due_time(row):
    """W1, W3, W4, W47, W48: days without hours, lunch breaks, second shifts, clock changes, holidays."""
    name, start, target, due = row
    calendar = CALENDARS[name]
    covered = covered_time(target, calendar)
    if due == "none":
        with pytest.raises(NoCoveredTime):
            calendar.add(instant(start), covered)
    else:
        assert calendar.add(instant(start), covered) == instant(due)


@pytest.mark.parametrize("row", COVERED.values(), ids=COVERED)
def test_covered_minutes(row):
    name, a, b, minutes = row
    assert CALENDARS[name].covered_between(instant(a), instant(b)) == timedelta(minutes=int(minutes))


@pytest.mark.parametrize("row", EVENTS.values(), ids=EVENTS)
def test_due_time_in_a_special_event(row):
    """R23: the window is added to the office hours; `d` stays the office day's."""
    window, start, target, due, without = row
    covered = covered_time(target, DK_OFFICE)
    assert DK_OFFICE.with_windows([span(window)]).add(instant(start), covered) == instant(due)
    assert DK_OFFICE.add(instant(start), covered) == instant(without)


@pytest.mark.parametrize(
    ("friday", "monday", "hours"),
    [
        ("2026-12-11 17:00", "2026-12-14 08:00", 63),
        ("2027-03-26 17:00", "2027-03-29 08:00", 62),
        ("2027-10-29 17:00", "2027-11-01 08:00", 64),
    ],
)
def test_an_event_is_as_long_as_its_weekend(friday, monday, hours):
    start, end = typed(friday, COPENHAGEN), typed(monday, COPENHAGEN)
    closed = SupportCalendar(COPENHAGEN, {}, frozenset())
    event = closed.with_windows([(start, end)])
    assert event.covered_between(start - timedelta(days=9), end + timedelta(days=9)) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("percent", "due"), [(50, "08:30"), (75, "09:30"), (90, "10:06"), (100, "10:30")], ids=str
)
def test_part_of_a_target_passes_in_covered_time(percent, due):
    reached = DK_OFFICE.add(instant("Fri 2026-11-27 15:30 +01:00"), timedelta(hours=4) * percent / 100)
    assert reached == instant(f"Mon 2026-11-30 {due} +01:00")


def test_the_due_time_is_utc():
    assert DK_OFFICE.add(instant("Mon 2026-11-23 08:00 +01:00"), timedelta(hours=1)).tzinfo is UTC


def test_no_covered_time_passes_at_once():
    """Also on a calendar without hours, and in uncovered time."""
    for name in ("empty", "dk-office"):
        at = instant("Sat 2026-11-28 10:00 +01:00")
        assert CALENDARS[name].add(at, timedelta()) == at


def test_it_is_exact_to_the_microsecond():
    start = instant("Fri 2026-11-27 16:59 +01:00") + timedelta(seconds=59, microseconds=999_999)
    due = DK_OFFICE.add(start, timedelta(microseconds=2))
    assert due == instant("Mon 2026-11-30 08:00 +01:00") + timedelta(microseconds=1)
    assert DK_OFFICE.covered_between(start, due) == timedelta(microseconds=2)


def test_an_opening_is_covered_and_a_closing_is_not():
    assert DK_OFFICE.is_covered(instant("Mon 2026-11-23 08:00 +01:00"))
    assert not DK_OFFICE.is_covered(instant("Mon 2026-11-23 17:00 +01:00"))
    assert not DK_OFFICE.is_covered(instant("Thu 2026-12-24 10:00 +01:00"))


def test_the_clock_starts_at_the_next_covered_instant():
    """R5.4: Saturday, office hours."""
    saturday, wednesday = instant("Sat 2026-11-28 10:00 +01:00"), instant("Wed 2026-11-25 09:10 +01:00")
    assert DK_OFFICE.next_covered(saturday) == instant("Mon 2026-11-30 08:00 +01:00")
    assert DK_OFFICE.next_covered(wednesday) == wednesday


def test_it_says_when_it_closes_and_when_it_opens():
    assert DK_OFFICE.next_change(instant("Wed 2026-11-25 09:10 +01:00")) == instant(
        "Wed 2026-11-25 17:00 +01:00"
    )
    assert DK_OFFICE.next_change(instant("Wed 2026-11-25 17:00 +01:00")) == instant(
        "Thu 2026-11-26 08:00 +01:00"
    )
    night, five_days = CALENDARS["night"], CALENDARS["dk-24x5"]
    assert night.next_change(instant("Wed 2026-11-25 23:00 +01:00")) == instant("Thu 2026-11-26 06:00 +01:00")
    assert five_days.next_change(instant("Wed 2026-11-25 23:00 +01:00")) == instant(
        "Sat 2026-11-28 00:00 +01:00"
    )


@pytest.mark.parametrize("hours", [3, -3, 17, -41])
def test_it_says_so_whatever_it_was_asked_before(hours):
    """Forwards, backwards and by leaps, over a holiday; with a window beside it, of which it says nothing."""
    calendar, start = DK_OFFICE.with_windows([]), instant("Mon 2026-12-21 08:00 +01:00")
    for step in range(60):
        at = start + step * timedelta(hours=hours)
        assert calendar.next_change(at) == DK_OFFICE.with_windows([]).next_change(at)
        assert calendar.next_change(at - timedelta(microseconds=1)) == DK_OFFICE.with_windows([]).next_change(
            at - timedelta(microseconds=1)
        )
    window = calendar.with_windows([(at, at + timedelta(days=3))])
    assert window.next_change(at) == DK_OFFICE.with_windows([(at, at + timedelta(days=3))]).next_change(at)


def test_nothing_changes_around_the_clock_or_without_hours():
    at = instant("Wed 2026-11-25 09:10 +01:00")
    assert ROUND_THE_CLOCK.next_change(at) is None
    assert CALENDARS["empty"].next_change(at) is None


def test_it_names_the_days_left_out():
    """D8, R8.4: 25, 26 and 29 March; Easter Sunday is a Sunday anyway."""
    left_out = DK_OFFICE.holidays_between(
        instant("Wed 2027-03-24 16:00 +01:00"), instant("Tue 2027-03-30 16:00 +02:00")
    )
    assert left_out == [date(2027, 3, 25), date(2027, 3, 26), date(2027, 3, 29)]


def test_r23_9_a_holiday_all_of_which_counts_in_a_special_event_is_not_left_out():
    """A region that works on Sundays: of that one every hour counts, of the Monday only those up to 08:00."""
    closed = frozenset([date(2026, 12, 13), date(2026, 12, 14)])
    sundays = weekly(COPENHAGEN, [0, 1, 2, 3, 6], OFFICE, closed)
    asked = instant("Sat 2026-12-12 10:00 +01:00"), instant("Tue 2026-12-15 10:00 +01:00")
    assert sundays.holidays_between(*asked) == [date(2026, 12, 13), date(2026, 12, 14)]
    event = sundays.with_windows([span("Fri 2026-12-11 17:00 +01:00 to Mon 2026-12-14 08:00 +01:00")])
    assert event.holidays_between(*asked) == [date(2026, 12, 14)]


def test_a_day_is_left_out_only_if_the_time_reaches_into_it():
    eve, midnight = instant("Wed 2027-03-24 16:00 +01:00"), instant("Thu 2027-03-25 00:00 +01:00")
    assert DK_OFFICE.holidays_between(eve, midnight) == []
    assert DK_OFFICE.holidays_between(eve, midnight + timedelta(seconds=1)) == [date(2027, 3, 25)]


def test_a_day_of_the_calendar_is_its_longest():
    lengths = {name: CALENDARS[name].longest_day() for name in ("dk-office", "dk-lunch", "24x7", "empty")}
    hours = {"dk-office": 9, "dk-lunch": 8, "24x7": 24, "empty": 0}
    assert lengths == {name: timedelta(hours=each) for name, each in hours.items()}


def test_24x5_and_24x7_know_no_holidays():
    assert around_the_clock(COPENHAGEN) == CALENDARS["dk-24x5"]
    assert CALENDARS["24x7"] == ROUND_THE_CLOCK
    christmas = instant("Fri 2026-12-25 03:10 +01:00")
    assert around_the_clock(COPENHAGEN).is_covered(christmas)
    assert around_the_clock("Africa/Cairo", (6, 0, 1, 2, 3)) == CALENDARS["eg-24x5"]


def test_calendars_are_equal_by_what_they_say():
    hours = {4: [(time(13), time(17)), (time(8), time(12))]}
    ordered = {4: [(time(8), time(12)), (time(13), time(17))], 5: []}
    one = SupportCalendar(COPENHAGEN, hours, frozenset())
    other = SupportCalendar(COPENHAGEN, ordered, frozenset())
    assert one == other
    assert len({one, other, one.with_windows([]), ROUND_THE_CLOCK}) == 2
    assert one.with_windows([span("Fri 2026-12-11 17:00 +01:00 to Mon 2026-12-14 08:00 +01:00")]) != one


def test_a_day_that_the_zone_skips_is_not_covered():
    """Apia had no 30 December 2011."""
    thursday = typed("2011-12-29 00:00", "Pacific/Apia")
    apia, fridays = around_the_clock("Pacific/Apia", range(7)), weekly("Pacific/Apia", [4], OFFICE)
    assert apia.add(thursday, timedelta(hours=30)) == typed("2011-12-31 06:00", "Pacific/Apia")
    assert fridays.add(thursday, timedelta(hours=1)) == typed("2012-01-06 09:00", "Pacific/Apia")


def test_a_year_without_hours_is_waited_out_and_400_days_are_not():
    """TARGETS.md, 5.7: the search ends."""
    start, hour = instant("Mon 2026-11-23 16:30 +01:00"), timedelta(hours=1)
    for days, due in ((365, instant("Wed 2027-11-24 08:30 +01:00")), (420, None)):
        closed = frozenset(date(2026, 11, 24) + timedelta(days=day) for day in range(days))
        calendar = weekly(COPENHAGEN, range(5), OFFICE, closed)
        if due:
            assert calendar.add(start, hour) == due
        else:
            with pytest.raises(NoCoveredTime):
                calendar.add(start, hour)
            with pytest.raises(NoCoveredTime):
                calendar.next_covered(start + hour)
            assert calendar.add(start, hour / 2) == start + hour / 2
            assert calendar.add(start + timedelta(days=60), hour) == instant("Tue 2028-01-18 09:00 +01:00")
            assert calendar.covered_between(start, start + timedelta(days=425)) == timedelta(hours=36.5)


def test_ten_covered_years_are_found():
    """87,600 hours of 45 a week: 1,946 weeks, three days and three hours."""
    calendar = weekly(COPENHAGEN, range(5), OFFICE)
    due = calendar.add(instant("Mon 2026-11-23 08:00 +01:00"), timedelta(days=3650))
    assert due == typed("2064-03-13 11:00", COPENHAGEN)


def test_a_due_time_beyond_all_dates_is_refused():
    rare = SupportCalendar(COPENHAGEN, {0: [(time(8), time(8, 1))]}, frozenset())
    with pytest.raises(OutOfReach):
        rare.add(instant("Mon 2026-11-23 08:00 +01:00"), timedelta(days=3650))


def test_windows_that_touch_or_overlap_count_once():
    first = span("Fri 2026-12-11 17:00 +01:00 to Sat 2026-12-12 17:00 +01:00")
    second = span("Sat 2026-12-12 12:00 +01:00 to Mon 2026-12-14 08:00 +01:00")
    whole = span("Fri 2026-12-11 17:00 +01:00 to Mon 2026-12-14 08:00 +01:00")
    assert DK_OFFICE.with_windows([second]).with_windows([first]) == DK_OFFICE.with_windows([whole])
    event = DK_OFFICE.with_windows([whole])
    assert event.next_change(instant("Fri 2026-12-11 09:00 +01:00")) == instant("Mon 2026-12-14 17:00 +01:00")


def test_a_due_time_may_be_at_the_very_change_of_the_clock():
    """TARGETS.md, 5.3: hours that end at 02:00 end where the clock skips to 03:00, and no hour before it."""
    night = SupportCalendar(COPENHAGEN, {day: [(time(0), time(2))] for day in range(7)}, frozenset())
    start = instant("Sun 2027-03-28 00:00 +01:00")
    assert night.add(start, timedelta(hours=2)) == start + timedelta(hours=2)
    assert night.add(start - timedelta(days=1), timedelta(hours=4)) == instant("Sun 2027-03-28 03:00 +02:00")


def test_a_typed_time_means_the_first_of_two():
    """TARGETS.md, 5.6."""
    assert typed("2027-10-31 02:30", COPENHAGEN) == instant("Sun 2027-10-31 02:30 +02:00")
    with pytest.raises(SkippedTime, match="2027-03-28 02:30"):
        typed("2027-03-28 02:30", COPENHAGEN)


@pytest.mark.parametrize(
    ("zone", "hours", "error", "says"),
    [
        ("Europe/Kobenhavn", {}, UnknownTimeZone, "Europe/Kobenhavn"),
        ("", {}, UnknownTimeZone, "time zone"),
        ("../etc/passwd", {}, UnknownTimeZone, "passwd"),
        (COPENHAGEN, {7: OFFICE}, NotAWeekday, "7 is no weekday"),
        (COPENHAGEN, {0: [(time(17), time(8))]}, HoursReversed, "17:00-08:00"),
        (COPENHAGEN, {0: [(time(8), time(8))]}, HoursReversed, "08:00-08:00"),
        (
            COPENHAGEN,
            {0: [(time(12), time(17)), (time(8), time(13))]},
            HoursOverlap,
            "08:00-13:00 and 12:00-17:00",
        ),
        (COPENHAGEN, {0: [*WHOLE_DAY, (time(8), time(9))]}, HoursOverlap, "00:00-00:00 and 08:00-09:00"),
        (COPENHAGEN, {0: [(time(8, tzinfo=UTC), time(9))]}, HoursWithZone, "08:00-09:00"),
    ],
)
def test_hours_that_make_no_sense_are_refused(zone, hours, error, says):
    with pytest.raises(error, match=says) as caught:
        SupportCalendar(zone, hours, frozenset())
    assert isinstance(caught.value, CalendarError)
    assert caught.value.code


def test_a_window_that_ends_before_it_starts_is_refused():
    start, end = span("Fri 2026-12-11 17:00 +01:00 to Mon 2026-12-14 08:00 +01:00")
    with pytest.raises(WindowReversed):
        DK_OFFICE.with_windows([(end, start)])


def test_a_time_without_a_zone_is_no_instant():
    naive, aware = datetime.fromisoformat("2026-11-23 08:00"), instant("Mon 2026-11-23 08:00 +01:00")
    for ask in (
        lambda: DK_OFFICE.add(naive, timedelta(hours=1)),
        lambda: DK_OFFICE.covered_between(naive, naive),
        lambda: DK_OFFICE.covered_between(aware, naive),
        lambda: DK_OFFICE.is_covered(naive),
        lambda: DK_OFFICE.next_change(naive),
        lambda: DK_OFFICE.holidays_between(naive, aware),
        lambda: DK_OFFICE.with_windows([(naive, aware)]),
    ):
        with pytest.raises(NaiveInstant):
            ask()


def test_covered_time_does_not_run_backwards():
    with pytest.raises(ValueError, match="negative"):
        DK_OFFICE.add(instant("Mon 2026-11-23 08:00 +01:00"), timedelta(seconds=-1))


def test_danish_offices_close_on_24_and_31_december():
    assert {date(2026, 12, 24), date(2027, 12, 31)} <= DANISH


def test_the_arithmetic_needs_no_django():
    """The contract: pure, no database, no Django."""
    program = "import sys, subscriptions.clock; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
