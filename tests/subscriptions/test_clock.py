"""Pauses move a due time by their covered part, counted once (R8.3; P1 to P9 of calendar_vectors.md)."""

from datetime import timedelta
from itertools import permutations

import pytest

from subscriptions.clock import Pause, due, elapsed, remaining, threshold
from tests.subscriptions.calendar_vectors import CALENDARS, covered_time, instant, rows, span

DK_OFFICE = CALENDARS["dk-office"]
VECTORS = rows("P")
NINE = instant("Wed 2026-11-25 09:00 +01:00")
HOUR = timedelta(hours=1)


def pauses_of(text):
    return [Pause(*span(each)) for each in text.split("; ")]


def test_every_vector_is_here():
    assert len(VECTORS) == 9


@pytest.mark.parametrize("row", VECTORS.values(), ids=VECTORS)
def test_due_time_after_pauses(row):
    name, start, target, pauses, expected = row
    calendar = CALENDARS[name]
    covered = covered_time(target, calendar)
    for order in permutations(pauses_of(pauses)):
        assert due(calendar, instant(start), covered, order) == instant(expected)
        assert elapsed(calendar, instant(start), instant(expected), order) == covered


def test_a_pause_that_is_still_on_holds_the_due_time():
    """W37: what was left when it began is left when it ends."""
    pauses = [Pause(NINE + HOUR)]
    a_week_later = NINE + timedelta(days=7)
    assert due(DK_OFFICE, NINE, 4 * HOUR, pauses) is None
    assert remaining(DK_OFFICE, NINE, 4 * HOUR, a_week_later, pauses) == 3 * HOUR
    assert due(DK_OFFICE, NINE, 4 * HOUR, [Pause(NINE + HOUR, a_week_later)]) == a_week_later + 3 * HOUR


def test_a_pause_from_the_due_time_on_alters_nothing():
    assert due(DK_OFFICE, NINE, HOUR, [Pause(NINE + HOUR)]) == NINE + HOUR


def test_a_pause_before_the_start_alters_nothing():
    assert due(DK_OFFICE, NINE, HOUR, [Pause(NINE - 5 * HOUR, NINE)]) == NINE + HOUR
    assert due(DK_OFFICE, NINE, HOUR, [Pause(NINE - 5 * HOUR, NINE + HOUR / 2)]) == NINE + HOUR * 1.5


def test_time_over_the_target_is_negative_and_stands_still_in_a_pause():
    """W31."""
    at, later = NINE + 3 * HOUR, NINE + 4 * HOUR
    assert remaining(DK_OFFICE, NINE, HOUR, at) == -2 * HOUR
    assert remaining(DK_OFFICE, NINE, HOUR, later, [Pause(at)]) == -2 * HOUR
    assert remaining(DK_OFFICE, NINE, HOUR, later, [Pause(at, later)]) == -2 * HOUR


def test_nothing_has_elapsed_before_the_start():
    assert elapsed(DK_OFFICE, NINE, NINE - HOUR, [Pause(NINE, NINE + HOUR)]) == timedelta()


def test_a_pause_after_the_moment_asked_about_does_not_count():
    assert elapsed(DK_OFFICE, NINE, NINE + HOUR, [Pause(NINE + 2 * HOUR)]) == HOUR


@pytest.mark.parametrize(
    ("percent", "at"), [(50, "08:30"), (75, "09:30"), (90, "10:06"), (100, "10:30"), (150, "12:30")], ids=str
)
def test_a_reminder_falls_into_covered_time(percent, at):
    """D6, W16, W28."""
    start = instant("Fri 2026-11-27 15:30 +01:00")
    assert threshold(DK_OFFICE, start, 4 * HOUR, percent) == instant(f"Mon 2026-11-30 {at} +01:00")


def test_a_reminder_waits_for_the_end_of_a_pause():
    pauses = [Pause(NINE + HOUR, NINE + 3 * HOUR)]
    assert threshold(DK_OFFICE, NINE, 4 * HOUR, 50, pauses) == NINE + 4 * HOUR
    assert threshold(DK_OFFICE, NINE, 4 * HOUR, 75, [Pause(NINE + HOUR)]) is None


def test_a_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends before"):
        due(DK_OFFICE, NINE, HOUR, [Pause(NINE + HOUR, NINE)])
