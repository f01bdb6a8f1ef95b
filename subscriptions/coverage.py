"""Which products a customer is covered for, and since when no longer. What a line's tier grants of the
services is the entitlements' to say."""

from collections.abc import Iterable
from datetime import datetime

from subscriptions import kept, periods
from subscriptions.models import Customer, Product, ProductLine, RenewalRules
from subscriptions.models.lines import PeriodQuerySet


def line_for(customer: Customer, product: Product, at: datetime) -> ProductLine | None:
    """The line that covers `product` at the instant `at`, with its tier, or None."""
    held = ProductLine.objects.active(at).filter(customer=customer, product=product)
    return kept.along(held.select_related("subscription"), "product", "tier").first()


def lines(customer: Customer, at: datetime) -> list[ProductLine]:
    """The lines in force at `at`, by product name, with product, tier and subscription."""
    return in_force(history(customer, at), at)


def covered_products(customer: Customer, at: datetime) -> list[Product]:
    """The products covered at `at`, by name (R2.2)."""
    return [line.product for line in lines(customer, at)]


def expiry(customer: Customer, at: datetime) -> datetime | None:
    """When the customer's last line ended; None while one is in force, or where there never was one (R26)."""
    return ended(history(customer, at), at)


def in_grace_time(customer: Customer, at: datetime) -> bool:
    """Whether all lines have ended, but not longer than the grace time ago (R26.5)."""
    ended_at = expiry(customer, at)
    return ended_at is not None and at < worked_on_until(ended_at, customer)


def worked_on_until(ended_at: datetime, customer: Customer) -> datetime:
    """When the grace time is over in which open incidents are worked on after that end: so many days of her
    calendar (R26.5)."""
    return periods.days_after(ended_at, RenewalRules.current().grace_days, customer.zone)


def history(customer: Customer, at: datetime) -> PeriodQuerySet:
    """Every line that had begun at `at`, by product name and start. One query."""
    begun = ProductLine.objects.filter(customer=customer, starts_at__lte=at).select_related("subscription")
    return kept.along(begun, "product", "tier").order_by("product__name", "starts_at")


def in_force(begun: Iterable[ProductLine], at: datetime) -> list[ProductLine]:
    """Those of the lines begun that have not ended at `at`."""
    return [line for line in begun if line.ends_at > at]


def ended(begun: Iterable[ProductLine], at: datetime) -> datetime | None:
    """When the last of the lines begun ended; None where one goes on at `at` or there is none."""
    last = max((line.ends_at for line in begun), default=None)
    return last if last is not None and last <= at else None
