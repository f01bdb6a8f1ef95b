"""R6.5, W46: who is on duty at an instant and who follows, exact across clock changes. No database."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tickets.moments import moment
from tickets.duty.rota import (
    WEEK,
    Away,
    Replacement,
    Rota,
    Shift,
    instant_of_wall,
    overlapping,
    wall_offset,
)

JENS, IDA, OLE = 1, 2, 3
MONDAY = date(2027, 3, 15)
WEEKLY = Rota("Europe/Copenhagen", MONDAY, 0, time(8), {1: (JENS, IDA, OLE)})
HOUR = timedelta(hours=1)
# Nights 17:00 to 08:00 from Monday to Thursday, and Friday 17:00 to Monday 08:00.
NIGHTS = replace(
    WEEKLY,
    shifts=(
        *[Shift(day * 24 * HOUR + 9 * HOUR, (day + 1) * 24 * HOUR) for day in range(4)],
        Shift(4 * 24 * HOUR + 9 * HOUR, WEEK),
    ),
)


def test_w46_a_shift_starts_at_the_same_wall_time_before_and_after_28_march_2027():
    """The clock goes forward in the night to Sunday 28 March: the hand-over stays at Monday 08:00."""
    before, after = moment("2027-03-22 08:00 +01:00"), moment("2027-03-29 08:00 +02:00")
    assert [WEEKLY.turn(at).start for at in (before, after)] == [before, after]
    assert WEEKLY.turn(before).end == after
    assert after - before == WEEK - HOUR
    second = timedelta(seconds=1)
    assert [WEEKLY.on_duty(at) for at in (before - second, before)] == [JENS, IDA]
    assert [WEEKLY.on_duty(at) for at in (after - second, after)] == [IDA, OLE]


def test_w46_a_night_shift_starts_at_17_on_the_wall_before_and_after_the_change():
    for night, offset in [("2027-03-25", "+01:00"), ("2027-03-26", "+01:00"), ("2027-03-29", "+02:00")]:
        at = moment(f"{night} 17:00 {offset}")
        assert NIGHTS.turn(at).start == at
        assert NIGHTS.turn(at - timedelta(seconds=1)) is None


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        ("2027-03-28 01:59", "2027-03-28 01:59 +01:00"),
        ("2027-03-28 02:30", "2027-03-28 03:00 +02:00"),  # the clock skips it
        ("2027-03-28 03:00", "2027-03-28 03:00 +02:00"),
        ("2027-10-31 02:30", "2027-10-31 02:30 +02:00"),  # of two the first
    ],
)
def test_w46_a_wall_time_that_is_skipped_or_shown_twice(wall, expected):
    found = instant_of_wall(datetime.fromisoformat(wall), "Europe/Copenhagen")
    assert found == moment(expected)


def test_r6_5_the_duty_week_goes_round_in_order_and_the_next_ones_follow():
    at = [moment("2027-03-16 12:00 +01:00") + n * WEEK for n in range(-1, 4)]
    assert [WEEKLY.order(each)[0] for each in at] == [OLE, JENS, IDA, OLE, JENS]
    assert WEEKLY.order(at[1]) == (JENS, IDA, OLE)
    assert WEEKLY.order(at[2]) == (IDA, OLE, JENS)


def test_r6_5_a_hand_over_on_another_day_begins_the_week_there():
    friday = replace(WEEKLY, weekday=4, handover=time(16), first_day=date(2027, 3, 17))
    assert friday.turn(moment("2027-03-17 12:00 +01:00")).start == moment("2027-03-12 16:00 +01:00")
    assert friday.on_duty(moment("2027-03-19 15:59 +01:00")) == JENS
    assert friday.on_duty(moment("2027-03-19 16:00 +01:00")) == IDA


def test_r6_5_a_shift_may_be_of_the_one_who_follows():
    days = replace(WEEKLY, shifts=(Shift(0 * HOUR, 84 * HOUR), Shift(84 * HOUR, WEEK, place=1)))
    assert days.order(moment("2027-03-15 12:00 +01:00")) == (JENS, IDA, OLE)
    assert days.order(moment("2027-03-20 12:00 +01:00")) == (IDA, OLE, JENS)


ANE = 4
SHARED = replace(
    WEEKLY,
    rotations={1: (JENS, IDA), 2: (OLE, ANE, JENS)},
    shifts=(Shift(0 * HOUR, 105 * HOUR), Shift(105 * HOUR, WEEK, rotation=2)),  # Friday 17:00
)


def test_r6_5_two_rotations_share_the_week_and_each_goes_round_by_itself():
    weekdays = [moment("2027-03-16 12:00 +01:00") + n * WEEK for n in range(3)]
    weekends = [moment("2027-03-20 12:00 +01:00") + n * WEEK for n in range(3)]
    assert [SHARED.order(at) for at in weekdays] == [(JENS, IDA), (IDA, JENS), (JENS, IDA)]
    assert [SHARED.order(at) for at in weekends] == [(OLE, ANE, JENS), (ANE, JENS, OLE), (JENS, OLE, ANE)]
    friday = moment("2027-03-19 17:00 +01:00")
    assert [SHARED.on_duty(at) for at in (friday - timedelta(seconds=1), friday)] == [JENS, OLE]


def test_r6_5_the_rotation_of_the_coming_shift_is_called_in_a_gap():
    rota = replace(SHARED, shifts=SHARED.shifts[1:])
    assert rota.order(moment("2027-03-16 12:00 +01:00")) == (OLE, ANE, JENS)
    assert rota.on_duty(moment("2027-03-16 12:00 +01:00")) is None


def test_r6_5_a_rotation_without_shifts_and_one_without_agents_are_known():
    assert (SHARED.idle(), SHARED.deserted()) == ([], [])
    assert replace(SHARED, shifts=SHARED.shifts[:1]).idle() == [2]
    assert replace(SHARED, shifts=()).idle() == [2]
    empty = replace(SHARED, rotations={1: (JENS, IDA)})
    assert empty.deserted() == [2]
    assert empty.on_duty(moment("2027-03-20 12:00 +01:00")) is None
    assert replace(SHARED, rotations={}).idle() == []


def test_r6_5_ida_stands_in_for_jens_from_and_until_the_instant():
    start, end = moment("2027-03-16 18:00 +01:00"), moment("2027-03-17 06:00 +01:00")
    rota = replace(WEEKLY, replacements=(Replacement(IDA, JENS, start, end),))
    second = timedelta(seconds=1)
    assert [rota.on_duty(at) for at in (start - second, start, end - second, end)] == [JENS, IDA, IDA, JENS]
    assert rota.order(start) == (IDA, OLE)
    assert rota.until(start - HOUR) == start
    assert rota.until(start) == end


def test_r6_5_a_replacement_of_jens_does_nothing_in_the_week_of_another():
    start, end = moment("2027-03-23 18:00 +01:00"), moment("2027-03-24 06:00 +01:00")
    rota = replace(WEEKLY, replacements=(Replacement(OLE, JENS, start, end),))
    assert rota.order(start) == (IDA, OLE)


def test_r6_5_who_stands_in_may_be_replaced_herself():
    start, end = moment("2027-03-16 18:00 +01:00"), moment("2027-03-17 06:00 +01:00")
    both = (Replacement(IDA, JENS, start, end), Replacement(OLE, IDA, start, end))
    assert replace(WEEKLY, replacements=both).on_duty(start) == OLE
    swap = (Replacement(IDA, JENS, start, end), Replacement(JENS, IDA, start, end))
    assert replace(WEEKLY, replacements=swap).on_duty(start) == IDA


def test_r6_5_a_replacement_of_whoever_it_is_fills_a_gap():
    start, end = moment("2027-03-16 09:00 +01:00"), moment("2027-03-16 12:00 +01:00")
    rota = replace(NIGHTS, replacements=(Replacement(OLE, None, start, end),))
    assert NIGHTS.on_duty(start) is None
    assert rota.on_duty(start) == OLE
    assert rota.on_duty(end) is None


def test_r6_5_in_a_gap_those_of_the_next_shift_are_called():
    gap = moment("2027-03-16 12:00 +01:00")
    assert NIGHTS.on_duty(gap) is None
    assert NIGHTS.order(gap) == (JENS, IDA, OLE)
    assert NIGHTS.next_turn(gap).start == moment("2027-03-16 17:00 +01:00")


def test_r6_5_who_is_away_is_skipped_and_nobody_elses_week_moves():
    start, end = moment("2027-03-20 00:00 +01:00"), moment("2027-03-24 00:00 +01:00")
    rota = replace(WEEKLY, away=(Away(JENS, start, end),))
    assert rota.order(start) == (IDA, OLE)
    assert rota.order(end) == (IDA, OLE, JENS)
    gone = replace(WEEKLY, away=(Away(JENS, datetime.min.replace(tzinfo=UTC)),))
    assert [gone.on_duty(moment("2027-03-16 12:00 +01:00") + n * WEEK) for n in range(4)] == [
        IDA,
        IDA,
        OLE,
        IDA,
    ]


def test_r6_5_nobody_is_on_duty_where_all_are_away_or_there_is_no_agent():
    at = moment("2027-03-20 00:00 +01:00")
    everybody = tuple(Away(agent, at, at + HOUR) for agent in (JENS, IDA, OLE))
    assert replace(WEEKLY, away=everybody).order(at) == ()
    assert replace(WEEKLY, rotations={}).order(at) == ()
    assert replace(WEEKLY, rotations={}).until(at) is None


def test_r6_5_the_plan_names_the_gaps():
    plan = NIGHTS.plan(moment("2027-03-15 08:00 +01:00"), moment("2027-03-16 17:00 +01:00"))
    assert [(span.start.hour, span.agent) for span in plan] == [(7, None), (16, JENS), (7, None)]


def test_r6_5_shifts_that_overlap_are_found_and_those_that_touch_are_not():
    assert overlapping(NIGHTS.shifts) is None
    first, second = Shift(0 * HOUR, 10 * HOUR), Shift(9 * HOUR, 12 * HOUR)
    assert overlapping([second, Shift(20 * HOUR, 22 * HOUR), first]) == (first, second)
    assert overlapping([Shift(0 * HOUR, 10 * HOUR), Shift(10 * HOUR, 12 * HOUR)]) is None


def test_r6_5_offsets_are_counted_from_the_hand_over():
    assert wall_offset(0, time(8), 0, time(8)) == timedelta(0)
    assert wall_offset(0, time(7), 0, time(8)) == WEEK - HOUR
    assert wall_offset(4, time(17), 0, time(8)) == timedelta(days=4, hours=9)
    assert wall_offset(1, time(0), 4, time(16)) == timedelta(days=3, hours=8)


zones = st.sampled_from(
    [
        "Europe/Copenhagen",
        "America/Chicago",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "Asia/Tokyo",
        "Africa/Cairo",
    ]
)
instants = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
clocks = st.times().map(lambda t: t.replace(second=0, microsecond=0))


@st.composite
def rotas(draw):
    cuts = sorted(draw(st.sets(st.integers(0, 7 * 48), min_size=2, max_size=8)))
    shifts = tuple(
        Shift(a * HOUR / 2, b * HOUR / 2, draw(st.integers(0, 2)), draw(st.integers(1, 2)))
        for a, b in pairwise(cuts)
        if draw(st.booleans())
    )
    return Rota(
        draw(zones),
        draw(st.dates(date(2025, 1, 1), date(2028, 1, 1))),
        draw(st.integers(0, 6)),
        draw(clocks),
        {1: (JENS, IDA, OLE)[: draw(st.integers(1, 3))], 2: (OLE, ANE)},
        shifts,
    )


@given(rotas(), instants)
def test_w46_every_shift_starts_at_its_wall_time_in_every_week_and_zone(rota, at):
    """Unless the clock does not show that time on that day."""
    turn, zone = rota.next_turn(at), ZoneInfo(rota.time_zone)
    wall = turn.start.astimezone(zone).replace(tzinfo=None)
    starts = {wall_offset(wall.weekday(), wall.time(), rota.weekday, rota.handover) % WEEK}
    planned = {shift.starts for shift in rota.shifts or (Shift(timedelta(0), WEEK),)}
    just_before = (turn.start - timedelta(seconds=1)).astimezone(zone)
    skips = just_before.utcoffset() != turn.start.astimezone(zone).utcoffset()
    assert starts <= planned or skips


@given(rotas(), instants)
def test_r6_5_at_every_instant_there_is_at_most_one_shift(rota, at):
    running = [turn for turn in rota._turns(at) if turn.start <= at < turn.end]
    assert len(running) <= 1
    if not rota.shifts:
        assert len(running) == 1
    assert rota.order(at)
    assert set(rota.order(at)) in [set(agents) for agents in rota.rotations.values()]
    assert len(set(rota.order(at))) == len(rota.order(at))


@given(rotas(), instants, st.integers(1, 20 * 24))
def test_r6_5_the_plan_has_no_holes_and_says_what_on_duty_says(rota, at, hours):
    plan = rota.plan(at, at + hours * HOUR)
    assert (plan[0].start, plan[-1].end) == (at, at + hours * HOUR)
    assert all(one.end == other.start and one.agent != other.agent for one, other in pairwise(plan))
    for span in plan:
        middle = span.start + (span.end - span.start) / 2
        last = span.end - timedelta(microseconds=1)
        assert rota.on_duty(span.start) == rota.on_duty(middle) == rota.on_duty(last) == span.agent
    assert rota.until(at) is None or rota.on_duty(rota.until(at)) != rota.on_duty(at)
