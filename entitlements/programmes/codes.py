"""Discount codes: issued once a period to who has the service, ended where she has it no more (R21.1, R21.3).
Their use is cards.py's."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from entitlements import answers
from entitlements.models import SpecialTerms
from entitlements.programmes import telling
from entitlements.programmes.access import EDUCATION
from entitlements.programmes.models import DiscountCode
from subscriptions.models import Customer, ProductLine, Subscription

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without what reads alike


def follow(customer: Customer, at: datetime) -> None:
    """Have the customer's codes say what her subscription grants at `at`: one for the period that runs, none unused
    without it. Run again, it changes nothing."""
    answer = answers.may(customer, EDUCATION, None, at)
    has_it = answer.allowed or answer.remaining == 0
    period = answer.line.subscription if has_it and answer.line else None
    for code in DiscountCode.objects.unused().filter(customer=customer).select_related("subscription"):
        if code.subscription != period:
            _end(code, at)
    percent = answer.grant.discount_percent if answer.allowed and answer.grant else None
    if period and percent:
        _issue(customer, period, percent, at)


def concerned(at: datetime) -> list[int]:
    """The numbers of customers whose codes may have to change at `at`: with a line in force and no code for its
    period, with an unused code of a period that is over, or with special terms."""
    running = ProductLine.objects.active(at).filter(
        Q(subscription__discount_code=None) | Q(subscription__discount_code__ended_at__isnull=False),
        tier__grants__service__code=EDUCATION,
    )
    over = DiscountCode.objects.unused().filter(subscription__ends_at__lte=at)
    special = SpecialTerms.objects.filter(service__code=EDUCATION, starts_at__lte=at)
    return sorted(
        {number for rows in (running, over, special) for number in rows.values_list("customer", flat=True)}
    )


def _issue(customer: Customer, period: Subscription, percent: int, at: datetime) -> None:
    """One code a period; one that had ended with a downgrade is valid again where the service is back."""
    known = DiscountCode.objects.filter(subscription=period).first()
    if known is None:
        known = _made(customer, period, percent, at)
    elif known.ended_at:
        DiscountCode.objects.filter(pk=known.pk).update(ended_at=None)
    else:
        return
    if known:
        telling.code_issued(known)


def _made(customer: Customer, period: Subscription, percent: int, at: datetime) -> DiscountCode | None:
    """The code; None where somebody else issued it at the same time."""
    try:
        with transaction.atomic():
            return DiscountCode.objects.create(
                customer=customer, subscription=period, percent=percent, issued_at=at, code=_code()
            )
    except IntegrityError:
        return None


def _end(code: DiscountCode, at: datetime) -> None:
    ended = min(at, code.subscription.ends_at)
    if DiscountCode.objects.unused().filter(pk=code.pk).update(ended_at=ended):
        code.ended_at = ended
        telling.code_ended(code)


def _code() -> str:
    """EDU-7KQ4-M2XD: 8 characters of 32, so 40 bits."""
    drawn = "".join(secrets.choice(ALPHABET) for _place in range(8))
    return f"EDU-{drawn[:4]}-{drawn[4:]}"
