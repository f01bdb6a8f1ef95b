"""Using up what a subscription grants so many times per support period, and giving a use back. Whether something is
left is the answer's to say (entitlements.answers)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from entitlements import answers, refusals
from entitlements.models import AllowanceUse, Grant
from subscriptions.models import Customer, Product, Subscription, User


def use(
    customer: Customer,
    service_code: str,
    *,
    used_on: date,
    reference: str,
    by: User | None,
    product: Product | None = None,
    period: Subscription | None = None,
    at: datetime | None = None,
) -> AllowanceUse:
    """Take one use from the support period that runs at `at`, from `period` where several run and it is named.
    `used_on` and `reference` are what people are told: the day in the customer's zone, and "weekend of 12 December
    2026".

    Raises the refusal of the answer: not included, or nothing left. Of two who press at once, one has it. A service
    without limit is used as often as one likes; the uses are kept. Raises UnknownService.
    """
    at = at or timezone.now()
    with transaction.atomic():
        _wait_for_turn(customer, at)
        known = answers.facts(customer, at)
        answer = (known.within(period) if period else known).require(service_code, product)
        assert answer.line is not None
        assert answer.grant is not None
        taken = AllowanceUse(
            customer=customer,
            service=answer.grant.service,
            subscription=answer.line.subscription,
            used_on=used_on,
            reference=reference,
            taken_at=at,
            by=by,
        )
        _refuse_beyond(taken, answer.grant)
        taken.save()
    return taken


def release(taken: AllowanceUse, at: datetime | None = None) -> None:
    """Give the use back: from `at` on something is left again. Twice is as good as once."""
    released = AllowanceUse.objects.filter(pk=taken.pk, released_at=None)
    released.update(released_at=at or timezone.now())
    taken.refresh_from_db(fields=["released_at"])


def _wait_for_turn(customer: Customer, at: datetime) -> None:
    """Whoever uses up something of this period at the same time comes before or after, never between."""
    list(
        Subscription.objects.active(at)
        .filter(customer=customer)
        .order_by("pk")
        .select_for_update(no_key=True)
    )


def _refuse_beyond(taken: AllowanceUse, grant: Grant) -> None:
    """A use entered for a past instant stands beside those entered since: none gives the period more."""
    period = AllowanceUse.objects.filter(
        subscription=taken.subscription, service=taken.service, released_at=None
    ).order_by("used_on")
    days = list(period.values_list("used_on", flat=True)) if grant.allowance is not None else []
    if grant.allowance is not None and len(days) >= grant.allowance:
        raise refusals.used_up(taken.service, taken.customer, taken.subscription, days)
