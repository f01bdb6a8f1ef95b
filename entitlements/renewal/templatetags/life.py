"""`{% life customer %}`, `{% timeline customer %}` and what mails say of it: how a customer's subscription came to
be as it is, and what comes."""

from collections.abc import Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any

from django import template
from django.utils import timezone

from entitlements.renewal.models import UpgradeRequest
from notifications.words import Typed
from subscriptions import kept
from subscriptions.composed import Composed
from subscriptions.life.words import ended, event, sentence_of
from subscriptions.models import Customer, ProductLine, Subscription, SubscriptionEntry
from subscriptions.wording import last_day_words

register = template.Library()

SHOWN = 40
REQUESTS_SHOWN = 10


ENTRIES = Composed(
    lambda customer: kept.along(
        SubscriptionEntry.objects.filter(customer=customer).select_related("by"), "product"
    ).order_by("-at", "-pk")[:SHOWN]
)
ENDED = Composed(
    lambda customer, at: Subscription.objects.ended(at).filter(customer=customer).order_by("-ends_at")[:SHOWN]
)
REQUESTS = Composed(
    lambda customer: kept.along(
        UpgradeRequest.objects.filter(customer=customer).select_related("asked_by", "answered_by"),
        "product",
        "wanted_tier",
        "from_tier",
    )[:REQUESTS_SHOWN]
)
LINES = Composed(
    lambda customer, at: kept.along(
        ProductLine.objects.filter(customer=customer, ends_at__gt=at).select_related(
            "planned", "subscription__non_renewal__by"
        ),
        "product",
        "tier",
        "planned__tier",
    ).order_by("product__name")
)


@register.inclusion_tag("subscriptions/life.html")
def life(customer: Customer, manages: bool = False) -> dict[str, Any]:
    """What is coming, what was asked for, and the timeline, the latest first; `manages` says that the reader is
    who says whether it goes on."""
    at = timezone.now()
    comes = coming(customer, at)
    return {
        "manages": manages,
        "coming": comes,
        "requests": REQUESTS(customer=customer.pk),
        "events": _events(customer, at, runs=bool(comes)),
    }


@register.inclusion_tag("subscriptions/timeline.html")
def timeline(customer: Customer) -> dict[str, Any]:
    """The timeline alone, for the vendor's people: what comes they read where they agree it."""
    return {"events": _events(customer, timezone.now())}


def _events(customer: Customer, at: datetime, *, runs: bool = False) -> list[dict[str, Any]]:
    """The entries, and that a period ended: of a subscription that `runs` this is asked only where it was
    reinstated once."""
    entries = list(ENTRIES(customer=customer.pk))
    events = [event(entry) for entry in entries]
    if not runs or any(entry.kind == SubscriptionEntry.Kind.REINSTATED for entry in entries):
        events += [ended(each, customer.zone) for each in ENDED(customer=customer.pk, at=at)]
    return sorted(events, key=itemgetter("at"), reverse=True)[:SHOWN]


@register.filter
def in_a_sentence(change: Mapping[str, Any]) -> Typed:
    """What happened, of the `change` in the context of a mail."""
    return Typed(sentence_of(change["kind"], change["product"], change["facts"]))


def coming(customer: Customer, at: datetime) -> list[dict[str, Any]]:
    """Each period that runs: its last day, the next where that is agreed or declined, and tiers that change then.
    One query."""
    rows = LINES(customer=customer.pk, at=at)
    following = {row.product_id: row for row in rows if row.starts_at > at}
    periods: dict[int, dict[str, Any]] = {}
    for line in rows:
        if line.starts_at > at:
            continue
        period = periods.setdefault(line.subscription_id, _period(line, customer))
        after = following.get(line.product_id)
        tier = line.planned.tier if hasattr(line, "planned") else after and after.tier
        if tier and tier.rank > line.tier.rank:
            period["lower"].append((line, tier))
        if after:
            period["renewed_until"] = last_day_words(after.ends_at, customer.zone)
    return list(periods.values())


def _period(line: ProductLine, customer: Customer) -> dict[str, Any]:
    return {
        "number": line.subscription_id,
        "last": last_day_words(line.ends_at, customer.zone),
        "renewed_until": "",
        "declined": getattr(line.subscription, "non_renewal", None),
        "lower": [],
    }
