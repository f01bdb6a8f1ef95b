"""Telling the advisor, or her deputy, that a review is overdue: once on each of the days that the rules name
(R18.2). After a standstill the latest that is due is told, and not those it overtook."""

from datetime import datetime

from django.utils import timezone

from tickets.advisory.reviews import telling
from tickets.advisory.reviews.models import Review, ReviewAlarm, ReviewRules
from tickets.advisory.reviews.preparing import alarm_at


def due(at: datetime | None = None) -> list[int]:
    """The reviews, by number, whose next alarm has come by `at`."""
    return list(Review.objects.alarming(at or timezone.now()).values_list("pk", flat=True))


def alarm(number: int, at: datetime | None = None) -> bool:
    """Tell of one review, in the caller's transaction; says whether it was told. Twice is once."""
    at = at or timezone.now()
    rows = Review.objects.alarming(at).select_for_update(skip_locked=True, of=("self",))
    review = rows.select_related("customer__region").filter(pk=number).first()
    if review is None:
        return False
    steps = sorted(ReviewRules.current().alarm_days)
    passed = [days for days in steps if alarm_at(review.due_on, days, review.period) <= at]
    coming = [days for days in steps if days not in passed]
    review.next_alarm_at = alarm_at(review.due_on, min(coming), review.period) if coming else None
    review.save(update_fields=["next_alarm_at"])
    if not passed:
        return False
    _row, new = ReviewAlarm.objects.get_or_create(
        review=review, days=max(passed), defaults={"customer": review.customer, "at": at}
    )
    if new:
        telling.overdue(review, overdue(review, at), at)
    return new


def overdue(review: Review, at: datetime) -> int:
    """How many days ago, in the customer's zone, it was to be held; 0 where it was held or still may be."""
    if review.is_held:
        return 0
    return max((at.astimezone(review.customer.zone).date() - review.due_on).days, 0)
