"""Reviews make themselves when their period is over (R18.2): the period, the day by which it is to be held, and an
agenda drawn from the figures. Beat calls; a customer is one transaction; what was missed while beat was off is made
up, one period after the other."""

from datetime import date, datetime, timedelta

from django.utils import timezone, translation

from subscriptions import periods
from tickets.advisory.reviews import agenda, counting, telling
from tickets.advisory.reviews.access import has_reviews
from tickets.advisory.reviews.models import Review, ReviewCadence, ReviewRules
from tickets.advisory.reviews.periods import Period

DAY = timedelta(days=1)


def due(at: datetime | None = None) -> list[int]:
    """The cadences, by key, whose period was over by `at`."""
    return list(ReviewCadence.objects.due(at or timezone.now()).values_list("pk", flat=True))


def prepare(number: int, at: datetime | None = None) -> Review | None:
    """Make the review of one cadence's period and go on to the next period, in the caller's transaction; None
    where another worker has it, where it is not due, or where the subscription brought no reviews on the last day
    of that period and brings none now: then the cadence ends, and begins anew with the service. Twice is once."""
    at = at or timezone.now()
    rows = ReviewCadence.objects.due(at).select_for_update(skip_locked=True, of=("self",))
    cadence = rows.select_related("customer__region").filter(pk=number).first()
    if cadence is None:
        return None
    customer = cadence.customer
    period = Period.of_months(cadence.first_day, cadence.months, customer.zone)
    if not (has_reviews(customer, period.ends_at - DAY) or has_reviews(customer, at)):
        cadence.delete()
        return None
    cadence.first_day = period.following_day
    cadence.prepares_at = Period.of_months(cadence.first_day, cadence.months, customer.zone).ends_at
    cadence.save(update_fields=["first_day", "prepares_at"])
    return make(cadence, period, at)


def make(cadence: ReviewCadence, period: Period, at: datetime) -> Review | None:
    """The review of this period, with its agenda; the advisor is told. None where there is one already."""
    customer, rules = cadence.customer, ReviewRules.current()
    due_on = period.last_day + timedelta(days=rules.days_to_hold)
    review, new = Review.objects.get_or_create(
        customer=customer,
        first_day=period.first_day,
        defaults={
            "last_day": period.last_day,
            "starts_at": period.starts_at,
            "ends_at": period.ends_at,
            "due_on": due_on,
            "prepared_at": at,
            "next_alarm_at": alarm_at(due_on, min(rules.alarm_days), period) if rules.alarm_days else None,
        },
    )
    if not new:
        return None
    with translation.override(customer.language):
        review.agenda = agenda.drawn(review, counting.count(customer, period, at))
    review.save(update_fields=["agenda"])
    telling.prepared(review, at)
    return review


def alarm_at(due_on: date, days: int, period: Period) -> datetime:
    """When a review that was due on that day is so many days overdue: midnight in the customer's zone."""
    return periods.midnight(due_on + timedelta(days=days), period.zone)
