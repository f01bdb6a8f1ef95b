"""The tiers, support regions and calendars of a new installation. Fills what is missing, changes nothing.

What the tiers grant is entitlements.starting_data's.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import holidays
from django.db.models import Q

from subscriptions.models import CalendarVersion, Holiday, SupportRegion, Tier

# Before any incident that may be logged or imported.
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
WORKING_DAYS = range(5)
YEARS_BACK, YEARS_AHEAD = 1, 3
ENGLISH = "en_US"
ESTIMATED = " (estimated)"
NAME = 120  # characters

TIERS: list[dict[str, str | int]] = [
    {
        "code": "XTE",
        "rank": 1,
        "name": "Xtreme Elite Support",
        "short_name": "Elite",
        "heads_after_hours": 8,
    },
    {"code": "XTP", "rank": 2, "name": "Xtreme Premium Support", "short_name": "Premium"},
    {"code": "XT", "rank": 3, "name": "Xtreme Support", "short_name": "Support"},
]

REGIONS: list[dict[str, str]] = [
    {"code": "nordic", "name": "Nordic", "time_zone": "Europe/Copenhagen", "country": "DK"},
    {
        "code": "dach",
        "name": "Germany, Austria, Switzerland",
        "time_zone": "Europe/Berlin",
        "country": "DE",
        "subdivision": "HE",
    },
    {
        "code": "uk",
        "name": "United Kingdom",
        "time_zone": "Europe/London",
        "country": "GB",
        "subdivision": "ENG",
    },
    {"code": "americas", "name": "Americas", "time_zone": "America/Chicago", "country": "US"},
    {"code": "brazil", "name": "Brazil", "time_zone": "America/Sao_Paulo", "country": "BR"},
    {"code": "india", "name": "India", "time_zone": "Asia/Kolkata", "country": "IN"},
    {"code": "japan", "name": "Japan", "time_zone": "Asia/Tokyo", "country": "JP"},
    {
        "code": "anz",
        "name": "Australia and New Zealand",
        "time_zone": "Australia/Melbourne",
        "country": "AU",
        "subdivision": "VIC",
    },
]
OFFICE_HOURS = {"india": ["09:00", "18:00"]}
USUAL_OFFICE_HOURS = ["08:00", "17:00"]
# The office is closed although the law knows no holiday: month, day, name.
ALSO_CLOSED = {
    "DK": [(12, 24, "Juleaftensdag (Christmas Eve)"), (12, 31, "Nytårsaftensdag (New Year's Eve)")]
}


def load(today: date) -> None:
    """Make the tiers, regions, calendars and holidays that are not there."""
    for tier in TIERS:
        if not Tier.objects.filter(Q(code=tier["code"]) | Q(rank=tier["rank"])).exists():
            Tier.objects.create(**tier)
    for fields in REGIONS:
        region, _made = SupportRegion.objects.get_or_create(code=fields["code"], defaults=fields)
        version = region.calendar_versions.order_by("-in_force_from").first() or _calendar(region)
        add_holidays(version, range(today.year - YEARS_BACK, today.year + YEARS_AHEAD + 1))


def add_holidays(version: CalendarVersion, years: range) -> int:
    """Add the public holidays of the version's region for those of `years` that have none yet; how many."""
    filled = {day.year for day in version.holidays.values_list("date", flat=True)}
    rows = [day for year in years if year not in filled for day in public_holidays(version.region, year)]
    for row in rows:
        row.version = version
    return len(Holiday.objects.bulk_create(rows))


def public_holidays(region: SupportRegion, year: int) -> list[Holiday]:
    """The days of a year on which the region is closed, not saved and of no version yet."""
    return [
        Holiday(date=day, name=name[:NAME], estimated=estimated)
        for day, name, estimated in _closed_days(region, year)
    ]


def _calendar(region: SupportRegion) -> CalendarVersion:
    hours = OFFICE_HOURS.get(region.code, USUAL_OFFICE_HOURS)
    return CalendarVersion.objects.create(
        region=region,
        in_force_from=BEGINNING,
        time_zone=region.time_zone,
        weekly={str(day): [hours] for day in WORKING_DAYS},
        critical_days=list(WORKING_DAYS),
    )


def _closed_days(region: SupportRegion, year: int) -> Iterator[tuple[date, str, bool]]:
    """The region's public holidays of a year by date, and the days it closes besides: name, and whether it is
    estimated."""
    own, english = _days(region, year), _days(region, year, ENGLISH)
    if (own.default_language or "").startswith("en"):
        own = english
    closed = {
        date(year, month, day): (name, False) for month, day, name in ALSO_CLOSED.get(region.country, [])
    }
    closed |= {day: _named(own[day], name) for day, name in english.items() if day.year == year}
    yield from ((day, name, estimated) for day, (name, estimated) in sorted(closed.items()))


def _days(region: SupportRegion, year: int, language: str | None = None) -> holidays.HolidayBase:
    """The public holidays of a year, in the language of the country where none is said."""
    return holidays.country_holidays(
        region.country, subdiv=region.subdivision or None, years=year, language=language
    )


def _named(own: str, english: str) -> tuple[str, bool]:
    """Its name as the country calls it, with the English one for who does not read that: a calendar is a region's,
    and administrators of several languages read it. And whether the day is estimated, which the names say in
    brackets at their end."""
    estimated = ESTIMATED in english
    if estimated:
        own, english = own.rpartition(" (")[0] or own, english.replace(ESTIMATED, "")
    return own if own == english else f"{own} ({english})", estimated
