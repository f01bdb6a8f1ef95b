"""What every move of a subscription does besides its own: holds the customer, puts down what happened, lets other
rooms know."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from subscriptions import periods
from subscriptions.life.refusals import CoveredAlready, NotRenewing
from subscriptions.models import (
    Customer,
    NonRenewal,
    Product,
    ProductLine,
    Subscription,
    SubscriptionEntry,
    User,
)
from subscriptions.signals import lines_changed, subscription_moved
from subscriptions.wording import first_day_words

# What rooms above have against a line as it has been agreed: each raises a Refusal, which takes the move back.
of_lines: list[Callable[[ProductLine], None]] = []


@contextmanager
def changing(customer: Customer | int) -> Iterator[Customer]:
    """The customer, fresh: of two who change her subscriptions one waits for the other. Incidents are logged
    meanwhile."""
    key = customer if isinstance(customer, int) else customer.pk
    with transaction.atomic():
        yield Customer.objects.select_for_update(no_key=True).get(pk=key)


def put_down(
    kind: str,
    subscription: Subscription,
    at: datetime,
    by: User | None,
    *,
    product: Product | None = None,
    reason: str = "",
    **facts: Any,
) -> SubscriptionEntry:
    """An entry of the timeline. Days in `facts` are ISO dates of the customer's zone."""
    entry = SubscriptionEntry.objects.create(
        customer_id=subscription.customer_id,
        subscription=subscription,
        product=product,
        kind=kind,
        at=at,
        by=by,
        reason=reason.strip(),
        facts=facts,
    )
    subscription_moved.send(sender=SubscriptionEntry, entry=entry.pk)
    return entry


def let_know(customer: Customer, lines: Iterable[ProductLine], at: datetime, by: User | None) -> None:
    """Lines of the customer were begun or changed. Raises what a room above has against one."""
    lines = list(lines)
    for check in of_lines:
        for line in lines:
            check(line)
    if keys := [line.pk for line in lines]:
        lines_changed.send(
            sender=ProductLine, customer=customer.pk, lines=keys, at=at, by=by.pk if by else None
        )


def days_of(starts_at: datetime, ends_at: datetime, customer: Customer) -> dict[str, Any]:
    """First and last day as facts of an entry."""
    return {
        "first": periods.first_day(starts_at, customer.zone).isoformat(),
        "last": periods.last_day(ends_at, customer.zone).isoformat(),
    }


def refuse_overlap(
    customer: Customer, products: Iterable[Product], starts_at: datetime, ends_at: datetime
) -> None:
    """Raise CoveredAlready where another line covers one of `products` in that time."""
    other = (
        ProductLine.objects.filter(
            customer=customer, product__in=list(products), starts_at__lt=ends_at, ends_at__gt=starts_at
        )
        .select_related("product", "tier")
        .first()
    )
    if other:
        raise CoveredAlready(product=other.product, tier=other.tier)


def refuse_declined(period: Subscription, customer: Customer) -> None:
    """Raise NotRenewing where somebody has said that the period will not be renewed."""
    declined = NonRenewal.objects.filter(subscription=period).select_related("by").first()
    if declined:
        day = first_day_words(declined.at, customer.zone)
        raise NotRenewing(name=declined.by, date=day, period=period.pk)
