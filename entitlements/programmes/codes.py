"""Discount codes: issued once a period to who has the service, ended where she has it no more (R21.1, R21.3).
Their use is cards.py's."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q

from entitlements import answers
from entitlements.models import SpecialTerms
from entitlements.programmes import telling
from entitlements.programmes.access import EDUCATION
from entitlements.programmes.models import DiscountCode
from subscriptions.models import Customer, ProductLine, Subscription

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without what reads alike


def follow(customer: Customer, at: datetime) -> None:
    """Have the customer's codes say what her subscription grants at `at`: one for each period that runs, with the
    per cent that it has now, none unused without it. Run again, it changes nothing."""
    facts = answers.facts(customer, at)
    running = {line.subscription for line in facts.lines}
    granted = {period: facts.within(period).answer(EDUCATION) for period in running}
    having = {period for period, answer in granted.items() if answer.allowed or answer.remaining == 0}
    for code in DiscountCode.objects.unused().filter(customer=customer).select_related("subscription"):
        if code.subscription not in having:
            _end(code, at)
    for period, answer in granted.items():
        percent = answer.grant.discount_percent if answer.allowed and answer.grant else None
        if percent:
            _issue(customer, period, percent, at)


def concerned(at: datetime) -> list[int]:
    """The numbers of customers whose codes may have to change at `at`: with a line in force and no code for its
    period; with an unused code, and no line in force in its period or other terms since it was issued; or with
    special terms."""
    running = ProductLine.objects.active(at).filter(
        Q(subscription__discount_code=None) | Q(subscription__discount_code__ended_at__isnull=False),
        tier__grants__service__code=EDUCATION,
    )
    lines = ProductLine.objects.active(at).filter(subscription=OuterRef("subscription"))
    renewed = lines.filter(
        tier__grants__service__code=EDUCATION,
        tier__grants__running_periods=True,
        tier__grants__in_force_from__gt=OuterRef("issued_at"),
        tier__grants__in_force_from__lte=at,
    )
    having = lines.filter(tier__grants__service__code=EDUCATION)
    unused = DiscountCode.objects.unused().filter(~Exists(having) | Exists(renewed))
    special = SpecialTerms.objects.filter(service__code=EDUCATION, starts_at__lte=at)
    return sorted(
        {number for rows in (running, unused, special) for number in rows.values_list("customer", flat=True)}
    )


def _issue(customer: Customer, period: Subscription, percent: int, at: datetime) -> None:
    """One code a period; one that had ended with a downgrade is valid again where the service is back, one that
    is unused has other per cent where they were negotiated, or granted to running periods too."""
    known = DiscountCode.objects.filter(subscription=period).first()
    issued = _issued_anew(known, percent, at) if known else _made(customer, period, percent, at)
    if issued:
        telling.code_issued(issued)


def _issued_anew(code: DiscountCode, percent: int, at: datetime) -> DiscountCode | None:
    """The code as it is valid now; None where it is so already, or was used."""
    other = DiscountCode.objects.filter(pk=code.pk, use=None).exclude(ended_at=None, percent=percent)
    if not other.update(ended_at=None, percent=percent, issued_at=at):
        return None
    code.refresh_from_db()
    return code


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
