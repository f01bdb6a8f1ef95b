"""The queue as those who lead it see it now: how old it is, what falls due, who has how much, what comes and
goes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Sum

from subscriptions.models import SupportRegion
from tickets.dashboards.models import Ages, Happening
from tickets.models import ListCount
from tickets.models.incidents import WORK_ORDER

DAYS = 14
HOUR = timedelta(hours=1)
HOURS = 8
# Days that an age begins with; the last has no end.
AGES = (0, 1, 3, 7, 30)
FALLS_DUE = """
select date_bin('1 hour', due_at, %(at)s) as begun, severity, count(*)
from tickets_incident
where status = any(%(status)s) and snoozed_until is null and due_at >= %(at)s and due_at < %(until)s {of_region}
group by 1, 2
"""
OF_REGION = "and region_id = %(region)s"
COMES_AND_GOES = """
select (quarter at time zone %(zone)s)::date, happening, sum(number)::int
from dashboards_flow where quarter >= %(since)s {of_region} group by 1, 2
"""


@dataclass(frozen=True)
class Age:
    """Incidents that were logged so many whole days ago, `until` None for the oldest, by severity 1 to 4."""

    since: int
    until: int | None
    by_severity: tuple[int, int, int, int]


@dataclass(frozen=True)
class Day:
    """What came and went on a day."""

    day: date
    logged: int
    closed: int


def ages(at: datetime, region: SupportRegion | None = None) -> list[Age]:
    """The incidents in the work order by how long ago they were logged, in days of UTC. One statement."""
    rows = Ages.objects.filter(**_of(region)).order_by().values_list("logged_on", "severity")
    counted = [[0, 0, 0, 0] for _age in AGES]
    today = at.astimezone(ZoneInfo("UTC")).date()
    for logged_on, severity, number in rows.annotate(n=Sum("number")):
        days = (today - logged_on).days
        place = max(place for place, since in enumerate(AGES) if days >= since or not place)
        counted[place][severity - 1] += number
    ends = [*AGES[1:], None]
    return [
        Age(since, until, (one, two, three, four))
        for since, until, (one, two, three, four) in zip(AGES, ends, counted, strict=True)
    ]


def falls_due(at: datetime, region: SupportRegion | None = None) -> list[tuple[int, int, int, int]]:
    """For each of the next HOURS hours the incidents whose next target falls due in it, by severity 1 to 4. Read
    from an index, those and no others. One statement."""
    counted = [[0, 0, 0, 0] for _hour in range(HOURS)]
    words: dict[str, Any] = {"at": at, "until": at + HOURS * HOUR, "region": region and region.pk}
    words["status"] = list(WORK_ORDER)
    with connection.cursor() as cursor:
        cursor.execute(FALLS_DUE.format(of_region=OF_REGION if region else ""), words)
        for begun, severity, number in cursor.fetchall():
            counted[(begun - at) // HOUR][severity - 1] = number
    return [(one, two, three, four) for one, two, three, four in counted]


def comes_and_goes(at: datetime, zone: ZoneInfo, region: SupportRegion | None = None) -> list[Day]:
    """Incidents logged and closed on each of the last DAYS days of `zone`, today last. One statement."""
    today = at.astimezone(zone).date()
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    since = datetime.combine(days[0], datetime.min.time(), zone)
    found: dict[tuple[date, str], int] = {}
    with connection.cursor() as cursor:
        words: dict[str, Any] = {"zone": zone.key, "since": since, "region": region and region.pk}
        cursor.execute(COMES_AND_GOES.format(of_region=OF_REGION if region else ""), words)
        for day, happening, number in cursor.fetchall():
            found[day, happening] = number
    return [
        Day(day, found.get((day, Happening.LOGGED), 0), found.get((day, Happening.CLOSED), 0)) for day in days
    ]


def load() -> list[tuple[int, int]]:
    """Each person's open incidents, the most first: (person, number). One statement, of kept numbers."""
    mine = ListCount.objects.filter(list="mine").values_list("owner").annotate(n=Sum("number"))
    return [(owner, number) for owner, number in mine.filter(n__gt=0).order_by("-n", "owner")]


def _of(region: SupportRegion | None) -> dict[str, SupportRegion]:
    return {"region": region} if region else {}
