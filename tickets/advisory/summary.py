"""The advisor's customers in numbers: open incidents, severity 1, at risk, missed, and since when nobody of the
customer wrote (R17.3). Two statements, whatever their number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, Q

from subscriptions.models import Customer
from tickets.advisory.board import Seen
from tickets.advisory.models import AdvisoryRules
from tickets.models import Incident
from tickets.models.incidents import WORK_ORDER

# The last word of each customer on the newest of her incidents. Who logged more than these within the time is
# not quiet anyway.
LAST_WORDS = """
select customer.id, max(said.at)
from unnest(%s::bigint[]) as customer (id)
join lateral (
  select id from tickets_incident where customer_id = customer.id order by id desc limit 100
) incident on true
join tickets_timelineentry said on said.incident_id = incident.id and not said.by_vendor
group by customer.id
"""

AT_RISK = Q(at_risk=True, status__in=WORK_ORDER, snoozed_until=None)


@dataclass(frozen=True)
class Row:
    """One customer. `quiet`: nobody wrote for longer than the rules say, or ever."""

    customer: Customer
    deputised: bool
    open: int
    critical: int
    risky: int
    missed: int
    last_word: datetime | None
    quiet: bool


def rows(seen: Seen) -> list[Row]:
    """Those with something missed first, then with severity 1, at risk, by name."""
    if not seen.customers:
        return []
    counts, words = _counts(seen), last_words(seen.customers)
    since = seen.at - timedelta(days=AdvisoryRules.current().quiet_days)
    found = [
        Row(
            customer,
            key in seen.deputised,
            **counts.get(key, {"open": 0, "critical": 0, "risky": 0, "missed": 0}),
            last_word=words.get(key),
            quiet=(words.get(key) or since) <= since,
        )
        for key, customer in seen.customers.items()
    ]
    return sorted(
        found, key=lambda row: (-row.missed, -row.critical, -row.risky, row.customer.name, row.customer.pk)
    )


def last_words(keys: Iterable[int]) -> dict[int, datetime]:
    """When anybody of the customers last wrote or did something on an incident, by their keys."""
    with connection.cursor() as cursor:
        cursor.execute(LAST_WORDS, [list(keys)])
        return dict(cursor.fetchall())


def _counts(seen: Seen) -> dict[int, dict[str, int]]:
    found = (
        Incident.objects.open()
        .filter(customer__in=seen.customers)
        .values("customer")
        .annotate(
            open=Count("pk"),
            critical=Count("pk", filter=Q(severity=1)),
            risky=Count("pk", filter=AT_RISK & Q(due_at__gte=seen.at)),
            missed=Count("pk", filter=AT_RISK & Q(due_at__lt=seen.at)),
        )
        .order_by()
    )
    return {row.pop("customer"): row for row in found}
