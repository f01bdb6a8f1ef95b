"""Asking for a weekend: what a contact does (R23.1 to R23.7). What the vendor answers is scheduling.py's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from entitlements import answers
from entitlements.answers import Answer
from entitlements.special_events import english, possible, telling
from entitlements.special_events.models import EventProduct, Purpose, SpecialEvent, State
from entitlements.special_events.models.events import TEXT
from entitlements.special_events.possible import SERVICE, Terms
from entitlements.special_events.refusals import (
    AlreadyAsked,
    IsConsulting,
    NoProduct,
    NoPurpose,
    NoWeekend,
    day_words,
)
from entitlements.special_events.weekends import Weekend
from subscriptions import texts
from subscriptions.models import Customer, Membership, Product, StaffMember, User
from subscriptions.refusals import Refusal


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a contact asks for; what has no value is refused. `day` is any of the weekend, from Friday to Sunday in
    her company's zone."""

    customer: Customer
    contact: User
    day: date | None = None
    products: Sequence[Product] = ()
    purpose: str = ""
    english_contact: Membership | None = None
    phone: str = ""  # of the English-speaking contact during the weekend, where it is not her usual one
    text: str = ""
    language: str = ""
    submission: UUID | None = None


@dataclass(frozen=True)
class Asked:
    """The request, and a refusal for each product of the wish that it leaves out (R23.5)."""

    event: SpecialEvent
    left_out: list[Refusal]


def ask(wish: Wish, at: datetime | None = None) -> Asked:
    """Ask for a weekend. Nothing is used by it; the advisor is told, and she alone confirms (R23.4).

    Pressing twice gives the one request of that `submission`. Raises the refusal of the first rule that is
    broken, of products only where none is left.
    """
    at = at or timezone.now()
    try:
        with transaction.atomic():
            return _ask(wish, at)
    except (IntegrityError, Refusal) as error:
        known = _known(wish)
        if known is None and isinstance(error, IntegrityError):
            raise _already_asked(wish.customer, at) from error
        if known is None:
            raise
        return Asked(known, [])


def checks(wish: Wish, terms: Terms) -> tuple[Callable[[], object], ...]:
    """What is asked of a wish, each part by itself: a form says all that is refused, the verb the first."""
    return (
        partial(_purpose, wish),
        partial(_text, wish),
        partial(_weekend, wish, terms),
        partial(_products, wish, terms),
        partial(_english_contact, wish),
    )


def may_ask(customer: Customer, at: datetime) -> Answer:
    """Whether the customer has a weekend left in the period, of any product. Raises AlreadyAsked while a request
    waits for its answer."""
    answer = answers.may(customer, SERVICE, None, at)
    if answer.allowed and answer.line and _waiting(customer, answer.line.subscription_id, at):
        raise _already_asked(customer, at)
    return answer


def terms_of(customer: Customer, at: datetime) -> Terms:
    """What decides about the weekends she may ask for. Raises the refusal of the answer, AlreadyAsked."""
    answer = may_ask(customer, at)
    if not answer.allowed or answer.line is None:
        raise answer.refusal()
    return possible.terms_of(customer, answer.line.subscription, at)


def consulting_contact() -> str:
    """Where questions of an implementation go: the consulting desk, else the vendor's own address."""
    desk = User.objects.staff_with(StaffMember.Role.CONSULTANT).order_by("pk").first()
    return f"{desk.name}, {desk.email}" if desk else settings.DEFAULT_FROM_EMAIL


def _ask(wish: Wish, at: datetime) -> Asked:
    terms = terms_of(wish.customer, at)
    purpose, text = _purpose(wish), _text(wish)
    weekend = _weekend(wish, terms)
    passed, left_out = _products(wish, terms)
    english_contact, phone = _english_contact(wish)
    event = SpecialEvent.objects.create(
        customer=wish.customer,
        subscription=terms.subscription,
        saturday=weekend.saturday,
        starts_at=weekend.starts_at,
        ends_at=weekend.ends_at,
        purpose=purpose,
        text=text,
        language=wish.language or wish.contact.language,
        english_contact=english_contact,
        phone=phone,
        asked_by=wish.contact,
        asked_at=at,
        submission=wish.submission,
    )
    EventProduct.objects.bulk_create(
        EventProduct(event=event, customer=wish.customer, product=product) for product in passed
    )
    telling.asked(event, at)
    return Asked(event, left_out)


def _purpose(wish: Wish) -> str:
    if wish.purpose == Purpose.IMPLEMENTATION:
        raise IsConsulting(contact=consulting_contact())
    if wish.purpose not in Purpose.values:
        raise NoPurpose
    return wish.purpose


def _text(wish: Wish) -> str:
    return texts.optional(wish.text, TEXT, field="text")


def _weekend(wish: Wish, terms: Terms) -> Weekend:
    if wish.day is None:
        raise NoWeekend
    weekend = terms.weekend_of(wish.day)
    terms.check(weekend)
    return weekend


def _products(wish: Wish, terms: Terms) -> tuple[list[Product], list[Refusal]]:
    """The products that it covers, and a refusal for each that it leaves out."""
    if not wish.products:
        raise NoProduct
    found = possible.sort_products(wish.customer, wish.products, _weekend(wish, terms), terms.at)
    if not found[0]:
        raise found[1][0]
    return found


def _english_contact(wish: Wish) -> tuple[User, str]:
    return english.checked(wish.customer, wish.english_contact, wish.phone)


def _waiting(customer: Customer, subscription: int, at: datetime) -> SpecialEvent | None:
    asked = SpecialEvent.objects.asked().filter(customer=customer, subscription=subscription)
    return asked.filter(starts_at__gt=at).first()


def _known(wish: Wish) -> SpecialEvent | None:
    if wish.submission is None:
        return None
    return SpecialEvent.objects.filter(customer=wish.customer, submission=wish.submission).first()


def _already_asked(customer: Customer, at: datetime) -> AlreadyAsked:
    """Names the request that waits; one of another period where this customer has several."""
    waiting = SpecialEvent.objects.filter(customer=customer, state=State.ASKED).order_by("-asked_at").first()
    saturday = waiting.saturday if waiting else at.astimezone(customer.zone).date()
    return AlreadyAsked(date=day_words(saturday))
