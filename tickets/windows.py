"""The weekends of special events that count for a milestone, as its row keeps them: part of what was promised
(R23.9, R27.3). Pure; which there are is entitlements.special_events'.

Kept is a text of event numbers and ISO 8601 intervals, by their start:
"3=2026-12-11T16:00:00+00:00/2026-12-14T07:00:00+00:00".
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from entitlements.special_events.weekends import EventWindow
from subscriptions.calendars import SupportCalendar


def written(windows: Iterable[EventWindow]) -> str:
    """The windows as a row keeps them."""
    ordered = sorted(windows, key=lambda each: (each.start, each.event))
    return " ".join(f"{each.event}={each.start.isoformat()}/{each.end.isoformat()}" for each in ordered)


@lru_cache(maxsize=4096)
def read(kept: str) -> tuple[EventWindow, ...]:
    """The windows that a row keeps."""
    return tuple(_read(each) for each in kept.split())


def without(kept: Iterable[EventWindow], gone: Iterable[EventWindow]) -> list[EventWindow]:
    """The windows as they stand: of each only what begins before its own hours that are `gone`."""
    ends = {each.event: each.start for each in gone}
    cut = [replace(each, end=min(each.end, ends.get(each.event, each.end))) for each in kept]
    return [each for each in cut if each.start < each.end]


def extended(calendar: SupportCalendar, kept: str) -> SupportCalendar:
    """The calendar, and every instant of the windows that are kept."""
    return calendar.with_windows((each.start, each.end) for each in read(kept)) if kept else calendar


def counting(kept: str, start: datetime, end: datetime | None) -> list[EventWindow]:
    """Those of the windows that share time with [start, end]: why a due time is what it is. An end of None is
    never."""
    return [each for each in read(kept) if start < each.end and (end is None or each.start < end)]


def _read(text: str) -> EventWindow:
    event, _equals, interval = text.partition("=")
    start, _slash, end = interval.partition("/")
    return EventWindow(int(event), datetime.fromisoformat(start), datetime.fromisoformat(end))
