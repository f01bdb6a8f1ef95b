"""Requests for briefings, as contacts make them: asking, joining, leaving (R13.2 to R13.4). What staff answer is
answering.py's.

Who else asks is nothing that a contact sees, so the counts are kept as the vendor.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Count
from django.utils import timezone

from entitlements.briefings import access, telling
from entitlements.briefings.models import BriefingRequest, RequestJoin
from entitlements.briefings.models.requests import WHY
from entitlements.briefings.refusals import RequestClosed, TopicMissing
from subscriptions import tenancy, texts
from subscriptions.models import Customer, Membership, Product, User

Kind = BriefingRequest.Kind


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a contact asks for; her reasons are read by her company and by staff."""

    customer: Customer
    contact: User
    topic: str
    why: str = ""
    kind: str = Kind.RECORDED
    product: Product | None = None
    submission: UUID | None = None


def ask(wish: Wish, at: datetime | None = None) -> BriefingRequest:
    """Ask for a briefing. No date is promised by it; publishers are told. Pressing twice gives the one request
    of that `submission`; asking for what she asks for already gives that, with her words added. Raises the refusal
    of the answer where the subscription has no such service, TopicMissing, TextTooLong."""
    at = at or timezone.now()
    _require(wish.customer, wish.kind, at)
    topic = texts.line(wish.topic)[:160]
    if not topic:
        raise TopicMissing
    why = texts.optional(wish.why, WHY, field="why")
    try:
        with tenancy.as_staff():
            if own := _own(wish, topic):
                return _with_words(own, why)
            made = BriefingRequest.objects.create(
                topic=topic, kind=wish.kind, product=wish.product, asked_at=at, submission=wish.submission
            )
            RequestJoin.objects.create(
                request=made, customer=wish.customer, user=wish.contact, why=why, first=True, at=at
            )
            count(made)
            telling.asked(made, wish.customer)
            return made
    except IntegrityError:
        return BriefingRequest.objects.get(submission=wish.submission)


def join(
    request: BriefingRequest, customer: Customer, contact: User, why: str = "", at: datetime | None = None
) -> BriefingRequest:
    """Ask for it as well; who has joined already changes nothing. Raises the refusal of the answer,
    RequestClosed, TextTooLong."""
    at = at or timezone.now()
    _require(customer, request.kind, at)
    why = texts.optional(why, WHY, field="why")
    with tenancy.as_staff():
        row = locked(request)
        require_open(row)
        RequestJoin.objects.bulk_create(
            [RequestJoin(request=row, customer=customer, user=contact, why=why, at=at)], ignore_conflicts=True
        )
        count(row)
        return row


def leave(request: BriefingRequest, contact: User) -> BriefingRequest:
    """Ask for it no more; what nobody asks for any more is withdrawn. Raises RequestClosed."""
    with tenancy.as_staff():
        row = locked(request)
        require_open(row)
        RequestJoin.objects.filter(request=row, user=contact).delete()
        count(row)
        if not row.people:
            row.state = BriefingRequest.State.WITHDRAWN
            row.save(update_fields=["state"])
        return row


def locked(request: BriefingRequest) -> BriefingRequest:
    return BriefingRequest.objects.select_for_update(no_key=True).get(pk=request.pk)


def require_open(request: BriefingRequest) -> None:
    if not request.is_open:
        raise RequestClosed(state=request.get_state_display())


def count(request: BriefingRequest) -> None:
    """Count anew who asks; the row is locked or new."""
    found = RequestJoin.objects.filter(request=request).aggregate(
        people=Count("user"), companies=Count("customer", distinct=True)
    )
    request.people, request.companies = found["people"], found["companies"]
    request.save(update_fields=["people", "companies"])


def _own(wish: Wish, topic: str) -> RequestJoin | None:
    """That she asks for this topic already. Her place at her company is locked: two requests sent at once are one
    after the other."""
    Membership.objects.select_for_update(no_key=True).filter(
        user=wish.contact, customer=wish.customer
    ).first()
    asked = BriefingRequest.objects.open().filter(topic__iexact=topic, kind=wish.kind, product=wish.product)
    rows = RequestJoin.objects.filter(user=wish.contact, customer=wish.customer, request__in=asked)
    return rows.select_related("request").first()


def _with_words(own: RequestJoin, why: str) -> BriefingRequest:
    if why and why not in own.why:
        own.why = texts.optional(f"{own.why}\n\n{why}", WHY, field="why")
        own.save(update_fields=["why"])
    return own.request


def _require(customer: Customer, kind: str, at: datetime) -> None:
    access.require_recorded(customer, at)
    if kind == Kind.INTERACTIVE and (refusal := access.may_ask_interactive(customer, at)):
        raise refusal
