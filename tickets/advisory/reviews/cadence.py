"""How often a customer is reviewed: begun by itself with the service, changed by her advisor (R18.2)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from entitlements.models import Grant, SpecialTerms
from subscriptions.models import Customer, ProductLine, User
from tickets.advisory.reviews.access import SERVICE, has_reviews, require_holding, require_reviews
from tickets.advisory.reviews.models import Review, ReviewCadence, ReviewRules
from tickets.advisory.reviews.periods import Period, quarter_of
from tickets.advisory.reviews.refusals import ReviewedAlready, TooLong
from tickets.advisory.reviews.wording import day_words


def lacking(at: datetime) -> list[int]:
    """The keys of customers whose subscription brings reviews and who have no cadence yet."""
    return [customer.pk for customer in _candidates(at) if has_reviews(customer, at)]


def begin(number: int, at: datetime) -> bool:
    """Give one customer the cadence of the rules, from the calendar quarter that she is in on; says whether it is
    new. Twice is once."""
    customer = Customer.objects.get(pk=number)
    first_day = quarter_of(at.astimezone(customer.zone).date())
    months = ReviewRules.current().months
    _row, new = ReviewCadence.objects.get_or_create(
        customer=customer,
        defaults={
            "months": months,
            "first_day": first_day,
            "prepares_at": Period.of_months(first_day, months, customer.zone).ends_at,
        },
    )
    return new


def change(customer: Customer, by: User, months: int, first_day: date, at: datetime | None = None) -> None:
    """Review the customer every so many months, the next time about the period that begins with `first_day`. Raises
    NotHerAdvisor, the refusal where she has no reviews, ReviewedAlready, TooLong."""
    at = at or timezone.now()
    with transaction.atomic():
        require_holding(customer, by, at)
        require_reviews(customer, at)
        reviewed = Review.objects.filter(customer=customer, last_day__gte=first_day)
        if reviewed.exists():
            raise ReviewedAlready(first=day_words(first_day))
        if abs((first_day - at.astimezone(customer.zone).date()).days) > 731:
            raise TooLong(last=day_words(at.astimezone(customer.zone).date()))
        ReviewCadence.objects.update_or_create(
            customer=customer,
            defaults={
                "months": months,
                "first_day": first_day,
                "prepares_at": Period.of_months(first_day, months, customer.zone).ends_at,
            },
        )


def _candidates(at: datetime) -> QuerySet[Customer]:
    """Customers without a cadence of whose lines in force one may have reviews; the answer decides."""
    lines = ProductLine.objects.active(at).filter(customer=OuterRef("pk"))
    by_tier = lines.filter(tier__in=Grant.objects.filter(service__code=SERVICE).values("tier"))
    special = SpecialTerms.objects.filter(customer=OuterRef("pk"), service__code=SERVICE)
    begun = ReviewCadence.objects.filter(customer=OuterRef("pk"))
    return Customer.objects.filter(Exists(by_tier) | Exists(special), ~Exists(begun)).order_by("pk")
