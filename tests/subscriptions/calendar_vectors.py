"""The calendars of the vectors, and reading the vectors of calendar_vectors.md (R8.3)."""

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

import holidays

from subscriptions.calendars import SupportCalendar

MIDNIGHT = time(0, 0)
WHOLE_DAY = [(MIDNIGHT, MIDNIGHT)]
OFFICE = [(time(8), time(17))]
WITH_LUNCH = [(time(8), time(12)), (time(13), time(17))]

COPENHAGEN = "Europe/Copenhagen"
MONDAY_TO_FRIDAY = range(5)
EVERY_DAY = range(7)


def public_holidays(country: str, subdivision: str | None = None) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=range(2026, 2029)))


DANISH = public_holidays("DK") | {date(year, 12, day) for year in range(2026, 2029) for day in (24, 31)}


def weekly(zone, days, hours, closed=frozenset()) -> SupportCalendar:
    return SupportCalendar(zone, dict.fromkeys(days, hours), closed)


CALENDARS = {
    "dk-office": weekly(COPENHAGEN, MONDAY_TO_FRIDAY, OFFICE, DANISH),
    "dk-24x5": weekly(COPENHAGEN, MONDAY_TO_FRIDAY, WHOLE_DAY),
    "24x7": weekly(COPENHAGEN, EVERY_DAY, WHOLE_DAY),
    "dk-lunch": weekly(COPENHAGEN, MONDAY_TO_FRIDAY, WITH_LUNCH, DANISH),
    "no-mon-thu": weekly(COPENHAGEN, (1, 2, 4), OFFICE),
    "early-friday": SupportCalendar(
        COPENHAGEN, dict.fromkeys(range(4), OFFICE) | {4: [(time(8), time(15))]}, frozenset()
    ),
    "late": weekly(COPENHAGEN, MONDAY_TO_FRIDAY, [(time(16), MIDNIGHT)]),
    "night": weekly(COPENHAGEN, EVERY_DAY, [(MIDNIGHT, time(6)), (time(22), MIDNIGHT)]),
    "lh-night": weekly("Australia/Lord_Howe", EVERY_DAY, [(time(1), time(3))]),
    "in-office": weekly("Asia/Kolkata", MONDAY_TO_FRIDAY, [(time(9), time(18))]),
    "eg-24x5": weekly("Africa/Cairo", (6, 0, 1, 2, 3), WHOLE_DAY),
    "au-office": weekly("Australia/Melbourne", MONDAY_TO_FRIDAY, OFFICE, public_holidays("AU", "VIC")),
    "de-office": weekly("Europe/Berlin", MONDAY_TO_FRIDAY, OFFICE, public_holidays("DE", "HE")),
    "us-office": weekly("America/Chicago", MONDAY_TO_FRIDAY, OFFICE),
    "br-office": weekly("America/Sao_Paulo", MONDAY_TO_FRIDAY, OFFICE, public_holidays("BR")),
    "empty": SupportCalendar(COPENHAGEN, {}, frozenset()),
}


def rows(letter: str) -> dict[str, list[str]]:
    """The rows of calendar_vectors.md numbered with `letter`: number to the cells after the case."""
    text = Path(__file__).with_suffix(".md").read_text()
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines())
    return {row[0]: row[2:] for row in cells if re.fullmatch(rf"{letter}\d+", row[0])}


def instant(text: str) -> datetime:
    """`Fri 2026-11-27 23:00 +01:00`, the weekday checked."""
    at = datetime.strptime(text, "%a %Y-%m-%d %H:%M %z")
    assert f"{at:%a}" == text[:3], text
    return at


def span(text: str) -> tuple[datetime, datetime]:
    """Two instants with `to` between."""
    start, end = text.split(" to ")
    return instant(start), instant(end)


def covered_time(text: str, calendar: SupportCalendar) -> timedelta:
    """`90 min`, `4 h`, or `2 d`: full days of the calendar."""
    number, unit = text.split()
    return (
        int(number)
        * {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": calendar.longest_day()}[unit]
    )
