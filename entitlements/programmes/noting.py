"""Contacts note for which products they want to hear of programmes (R19.1)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from entitlements.programmes.models import Interest
from subscriptions import coverage
from subscriptions.models import Customer, Product, User


def note(customer: Customer, contact: User, products: Iterable[Product], at: datetime | None = None) -> None:
    """She hears of programmes for these products and no others; those that no line covers are left out. Twice is as
    good as once."""
    at = at or timezone.now()
    covered = set(coverage.covered_products(customer, at))
    wanted = [product for product in products if product in covered]
    with transaction.atomic():
        noted_by(customer, contact).exclude(product__in=wanted).delete()
        Interest.objects.bulk_create(
            [Interest(customer=customer, person=contact, product=product, at=at) for product in wanted],
            ignore_conflicts=True,
        )


def noted_by(customer: Customer, contact: User) -> QuerySet[Interest]:
    """What she has noted for this company."""
    found: QuerySet[Interest] = Interest.objects.filter(customer=customer, person=contact)
    return found
