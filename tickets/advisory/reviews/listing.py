"""Every incident of a period with who logged it (R18.1, R18.3): as it stands, or as it stood when the review was
sent. Both are read in pages by number."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from subscriptions.models import Customer
from tickets.advisory.reviews.counting import PLACES, places
from tickets.advisory.reviews.models import Review, ReviewedIncident
from tickets.advisory.reviews.periods import Period
from tickets.models import Incident, Milestone

ALL = 10**18
COPIED = ("title", "product_id", "severity", "kind", "channel", "contact_id", "logged_by_id", "logged_at")

LISTED = f"""{PLACES}
select p.id, p.status, p.since, first.result, first.ended_at, first.missed
from place p
left join lateral (
  select m.result, m.ended_at, m.missed_at is not null or m.result = 'missed'
      or (m.result = '' and m.due_at < coalesce(m.paused_at, %(end)s)) as missed
  from tickets_milestone m
  where m.incident_id = p.id and m.kind = 'first_response' and m.result <> 'superseded'
  order by m.id desc limit 1
) first on true
where p.id > %(after)s
order by p.id
limit %(limit)s
"""  # noqa: S608  no word of it comes from outside


@dataclass(frozen=True)
class Listed:
    """An incident of the period. `response` is met, missed, stopped or empty; `answered_at` when it was
    answered."""

    incident: Incident
    status: str
    since: datetime
    response: str
    answered_at: datetime | None

    @property
    def pk(self) -> int:
        return self.incident.pk

    @property
    def on_behalf(self) -> bool:
        """Whether somebody else logged it for the contact."""
        return self.incident.logged_by_id != self.incident.contact_id


def now(customer: Customer, period: Period, at: datetime, after: int = 0, limit: int = ALL) -> list[Listed]:
    """As they stand at `at`, by number after `after`: two statements."""
    with connection.cursor() as cursor:
        cursor.execute(LISTED, {**places(customer, period, at), "after": after, "limit": limit})
        found = cursor.fetchall()
    rows = Incident.objects.filter(pk__in=[row[0] for row in found])
    known = rows.select_related("contact", "logged_by").defer("description", "impact").in_bulk()
    return [
        Listed(known[number], status, since, _response(result, missed), answered_at)
        for number, status, since, result, answered_at, missed in found
    ]


def as_sent(review: Review, after: int = 0, limit: int | None = None) -> list[Listed]:
    """As they stood when the review was sent."""
    rows = review.incidents.filter(incident__gt=after).order_by("incident")  # type: ignore[attr-defined]
    found = rows.select_related("contact", "logged_by")[:limit]
    return [Listed(_as_kept(row), row.status, row.since, row.response, row.answered_at) for row in found]


def keep(review: Review, at: datetime) -> None:
    """Put down every incident of the review's period as it stands."""
    rows = (_kept(review, each) for each in now(review.customer, review.period, at))
    ReviewedIncident.objects.bulk_create(list(rows), batch_size=1000)


def _response(result: str | None, missed: bool | None) -> str:
    if missed:
        return str(Milestone.Result.MISSED)
    return result or ""


def _kept(review: Review, each: Listed) -> ReviewedIncident:
    return ReviewedIncident(
        review=review,
        customer_id=review.customer_id,
        incident_id=each.pk,
        status=each.status,
        since=each.since,
        response=each.response,
        answered_at=each.answered_at,
        **{field: getattr(each.incident, field) for field in COPIED},
    )


def _as_kept(row: ReviewedIncident) -> Incident:
    """An incident that says what the review kept of it; it is never saved."""
    fields: dict[str, Any] = {field: getattr(row, field) for field in COPIED}
    return Incident(pk=row.incident_id, contact=row.contact, logged_by=row.logged_by, **fields)
