"""A clock that counts covered time and can be paused (TARGETS.md, 6).

Pure arithmetic: which pauses there were and what was promised is written in the ledger of `tickets`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from subscriptions.calendars import NoCoveredTime, SupportCalendar


@dataclass(frozen=True, slots=True, order=True)
class Pause:
    """The clock stands still in [start, end); while `end` is None the pause is still on."""

    start: datetime
    end: datetime | None = None


def due(
    calendar: SupportCalendar, start: datetime, covered: timedelta, pauses: Iterable[Pause] = ()
) -> datetime | None:
    """When `covered` has passed since `start`, in UTC; only the covered part of the pauses' union moves it.

    None while a pause that is still on holds the clock: see `remaining`. Raises NoCoveredTime (R8.3).
    """
    for pause in union(pauses, start):
        run = calendar.covered_between(start, pause.start)
        if run >= covered:
            break
        if pause.end is None:
            return None
        start, covered = pause.end, covered - run
    return calendar.add(start, covered)


def due_or_none(
    calendar: SupportCalendar, start: datetime, covered: timedelta, pauses: Iterable[Pause] = ()
) -> datetime | None:
    """As `due`; None also where no time is covered, and of a target of no time at all, which one in days of a
    calendar without hours is."""
    if not covered:
        return None
    try:
        return due(calendar, start, covered, pauses)
    except NoCoveredTime:
        return None


def elapsed(
    calendar: SupportCalendar, start: datetime, until: datetime, pauses: Iterable[Pause] = ()
) -> timedelta:
    """The covered time from `start` to `until` without the pauses (R8.3)."""
    run = timedelta()
    for pause in union(pauses, start):
        run += calendar.covered_between(start, min(pause.start, until))
        if pause.end is None or pause.end >= until:
            return run
        start = pause.end
    return run + calendar.covered_between(start, until)


def remaining(
    calendar: SupportCalendar,
    start: datetime,
    covered: timedelta,
    until: datetime,
    pauses: Iterable[Pause] = (),
) -> timedelta:
    """The covered time left of `covered` at `until`; negative by what it is over."""
    return covered - elapsed(calendar, start, until, pauses)


def threshold(
    calendar: SupportCalendar,
    start: datetime,
    covered: timedelta,
    percent: int,
    pauses: Iterable[Pause] = (),
) -> datetime | None:
    """When `percent` of a target has passed, always in covered time (TARGETS.md, 5.8); as `due_or_none`."""
    return due_or_none(calendar, start, covered * percent / 100, pauses)


def union(pauses: Iterable[Pause], start: datetime) -> list[Pause]:
    """The pauses from `start` on, in order, those that touch or overlap as one.

    Raises ValueError for one that ends before it begins.
    """
    joined: list[Pause] = []
    for pause in sorted(pauses, key=lambda each: each.start):
        if pause.end is not None and pause.end < pause.start:
            raise ValueError(f"A pause from {pause.start} to {pause.end} ends before it begins.")
        if pause.end is not None and pause.end <= start:
            continue
        begin = max(pause.start, start)
        last = joined[-1] if joined else None
        if last is None or (last.end is not None and last.end < begin):
            joined.append(Pause(begin, pause.end))
        elif last.end is not None and (pause.end is None or pause.end > last.end):
            joined[-1] = Pause(last.start, pause.end)
    return joined
