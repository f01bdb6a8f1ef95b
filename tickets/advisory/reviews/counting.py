"""Counts the figures of a period in a few statements, however many incidents there are (R18.1).

Where an incident stood at an instant is read from its timeline, so that what was closed and opened again since is
where it was then. Severity, product and results are those of the instant of counting. Covered times are arithmetic
on the ledger's rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Coalesce

from entitlements.downloads.models import Download
from entitlements.models import MilestoneKind
from notifications.models import Acknowledgement, Notification
from subscriptions import clock, kept
from subscriptions.models import Customer
from subscriptions.models.regions import calendar_of
from tickets import shown, windows
from tickets.advisory.reviews import durations
from tickets.advisory.reviews.durations import Distribution, distribution
from tickets.advisory.reviews.figures import Figures, Month, Share, Targets, Totals
from tickets.advisory.reviews.periods import Period, months_on
from tickets.models import Milestone, Pause
from tickets.models.incidents import ENDED

Result = Milestone.Result
TIMED = {
    MilestoneKind.FIRST_RESPONSE: durations.RESPONSE,
    MilestoneKind.SOLUTION_GOAL: durations.SOLUTION,
}

# The incidents of the period, each with where it stood at its beginning and at its end.
PLACES = """
with standing as materialized (
  select i.id, i.product_id, i.severity, i.contact_id, i.logged_by_id, i.logged_at,
    case when i.status_since < %(end)s then i.status else coalesce(after.status, 'new') end as status,
    case when i.status_since < %(end)s then i.status_since else coalesce(after.at, i.logged_at) end as since,
    case when i.logged_at >= %(start)s then null
      when i.status_since < %(start)s then i.status else coalesce(before.status, 'new') end as status_before
  from tickets_incident i
  left join lateral (
    select t.facts->>'to' as status, t.at from tickets_timelineentry t
    where i.status_since >= %(end)s and t.incident_id = i.id and t.kind = 'status' and t.at < %(end)s
    order by t.at desc, t.id desc limit 1
  ) after on true
  left join lateral (
    select t.facts->>'to' as status from tickets_timelineentry t
    where i.status_since >= %(start)s and i.logged_at < %(start)s
      and t.incident_id = i.id and t.kind = 'status' and t.at < %(start)s
    order by t.at desc, t.id desc limit 1
  ) before on true
  where i.customer_id = %(customer)s and i.logged_at < %(end)s
),
place as materialized (
  select *,
    logged_at >= %(start)s as opened,
    status_before is not null and status_before <> all(%(ended)s) as open_before,
    coalesce(status_before = any(%(ended)s), false) as reopened,
    status = any(%(ended)s) as ended,
    logged_by_id <> contact_id as on_behalf
  from standing
  where status <> all(%(ended)s) or since >= %(start)s
)
"""

INCIDENTS = f"""{PLACES}
select json_build_object(
  'totals', (select json_build_object(
      'opened', count(*) filter (where opened),
      'closed', count(*) filter (where status = 'closed'),
      'withdrawn', count(*) filter (where status = 'withdrawn'),
      'reopened', count(*) filter (where reopened),
      'open_before', count(*) filter (where open_before),
      'open_after', count(*) filter (where not ended),
      'people', count(distinct contact_id) filter (where opened),
      'on_behalf', count(*) filter (where opened and on_behalf)
    ) from place),
  'severities', (select coalesce(json_object_agg(severity, n), '{{}}') from (
      select severity, count(*) as n from place where opened group by severity) each),
  'products', (select coalesce(json_agg(each), '[]') from (
      select product_id as key, count(*) filter (where opened) as opened, count(*) filter (where ended) as ended,
        count(*) filter (where not ended) as open_after
      from place group by product_id order by 2 desc, 4 desc, 1) each),
  'contacts', (select coalesce(json_agg(each), '[]') from (
      select contact_id as key, count(*) filter (where opened) as opened, count(*) filter (where ended) as ended,
        count(*) filter (where not ended) as open_after,
        count(*) filter (where opened and on_behalf) as on_behalf
      from place group by contact_id order by 2 desc, 4 desc, 1) each),
  'opened', (select coalesce(json_object_agg(month, n), '{{}}') from (
      select to_char(logged_at at time zone %(zone)s, 'YYYY-MM-01') as month, count(*) as n
      from place where opened group by 1) each),
  'ended', (select coalesce(json_object_agg(month, n), '{{}}') from (
      select to_char(since at time zone %(zone)s, 'YYYY-MM-01') as month, count(*) as n
      from place where ended group by 1) each)
)
"""  # noqa: S608  no word of it comes from outside


def count(customer: Customer, period: Period, at: datetime) -> Figures:
    """The figures of the period as of `at`; of one that still runs up to then."""
    before = period.before()
    found, earlier = _incidents(customer, period, at), _incidents(customer, before, at)
    times = _times(customer, period, at)
    return Figures(
        at=at.isoformat(),
        totals=Totals(**found["totals"]),
        before=Totals(**earlier["totals"]),
        severities={str(key): number for key, number in sorted(found["severities"].items())},
        targets=_targets(customer, period, at),
        targets_before=_targets(customer, before, at),
        products=tuple(Share(**each) for each in found["products"]),
        contacts=tuple(Share(**each) for each in found["contacts"]),
        months=(*_months(before, earlier), *_months(period, found)),
        response=times[MilestoneKind.FIRST_RESPONSE],
        solution=times[MilestoneKind.SOLUTION_GOAL],
        **_told(customer, period, at),
        **_fetched(customer, period, at),
    )


def places(customer: Customer, period: Period, at: datetime) -> dict[str, Any]:
    """The parameters of PLACES."""
    return {
        "customer": customer.pk,
        "start": period.starts_at,
        "end": min(period.ends_at, at),
        "ended": [str(status) for status in ENDED],
        "zone": str(period.zone),
    }


def within(period: Period, at: datetime, field: str) -> Q:
    """That the instant in this field lies in the period, and before `at`."""
    return Q(**{f"{field}__gte": period.starts_at, f"{field}__lt": min(period.ends_at, at)})


def _incidents(customer: Customer, period: Period, at: datetime) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(INCIDENTS, places(customer, period, at))
        found: dict[str, Any] = cursor.fetchone()[0]
    return found


def results(customer: Customer, period: Period, at: datetime) -> QuerySet[Milestone]:
    """The milestones that were met or missed in the period, with `missed` when that was, or None: a met one counts
    when it was met, a missed one when its due time passed, whatever came after. What is missed is missed once:
    also where a change of severity put another target into its place."""
    late = Q(result="", due_at__lt=Coalesce(F("paused_at"), min(period.ends_at, at)))
    missed = Q(missed_at__isnull=False) | Q(result=Result.MISSED) | late
    rows = Milestone.objects.filter(customer=customer).annotate(passed_at=Coalesce("missed_at", "due_at"))
    met = Q(result=Result.MET, missed_at=None) & within(period, at, "ended_at")
    return rows.filter(met | (missed & within(period, at, "passed_at")))


def _targets(customer: Customer, period: Period, at: datetime) -> tuple[Targets, ...]:
    met = Q(result=Result.MET, missed_at=None)
    rows = (
        results(customer, period, at)
        .annotate(shown=Case(When(shown.among("incident__tier"), then=True), default=False))
        .order_by("kind", "severity", "shown")
        .values("kind", "severity", "shown")
        .annotate(met=Count("pk", filter=met), missed=Count("pk", filter=~met))
    )
    return tuple(Targets(**row) for row in rows)


def _times(customer: Customer, period: Period, at: datetime) -> dict[str, Distribution]:
    """How much covered time first responses and solutions of the period took, without pauses."""
    fields = ("pk", "kind", "calendar_id", "clock", "windows", "started_at", "ended_at")
    rows = (
        Milestone.objects.filter(customer=customer, kind__in=TIMED, result__in=(Result.MET, Result.MISSED))
        .filter(within(period, at, "ended_at"))
        .values_list(*fields)
    )
    found = list(rows)
    pauses = _pauses(key for key, *_rest in found)
    times: dict[str, list[timedelta]] = defaultdict(list)
    with kept.settled():
        for key, kind, calendar, hours, events, started_at, ended_at in found:
            counting = windows.extended(calendar_of(calendar, hours), events)
            times[kind].append(clock.elapsed(counting, started_at, ended_at, pauses.get(key, ())))
    return {kind: distribution(times[kind], ends) for kind, ends in TIMED.items()}


def _pauses(keys: Iterable[int]) -> dict[int, list[clock.Pause]]:
    found: dict[int, list[clock.Pause]] = defaultdict(list)
    rows = Pause.objects.filter(milestone__in=list(keys)).order_by("pk")
    for key, start, end in rows.values_list("milestone_id", "started_at", "ended_at"):
        found[key].append(clock.Pause(start, end))
    return found


def _months(period: Period, found: dict[str, Any]) -> Iterator[Month]:
    """Every month that the period touches, also those of which there is nothing to say."""
    month = period.first_day.replace(day=1)
    while month <= period.last_day:
        key = month.isoformat()
        yield Month(key, found["opened"].get(key, 0), found["ended"].get(key, 0))
        month = months_on(month, 1)


def _told(customer: Customer, period: Period, at: datetime) -> dict[str, int]:
    """Different alerts that reached the customer, and those of them that somebody acknowledged, in the period."""
    sent = Notification.objects.filter(
        within(period, at, "created_at"), customer=customer, kind="alert", alert__isnull=False
    )
    seen = Acknowledgement.objects.filter(within(period, at, "at"), customer=customer)
    return {
        "alerts": sent.values("alert").distinct().count(),
        "acknowledged": seen.values("alert").distinct().count(),
    }


def _fetched(customer: Customer, period: Period, at: datetime) -> dict[str, int]:
    """Files that the customer's people fetched whole, and of how many releases."""
    rows = Download.objects.fetched().filter(within(period, at, "started_at"), customer=customer)
    return rows.aggregate(downloads=Count("pk"), releases=Count("release", distinct=True))
