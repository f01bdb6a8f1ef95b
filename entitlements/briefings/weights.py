"""How much a request weighs: how many customers ask for it, by the tier that each has (R13.2)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from entitlements.briefings.models import BriefingRequest, RequestJoin
from subscriptions import kept
from subscriptions.models import ProductLine, Tier


def by_tier(requests: Iterable[BriefingRequest], at: datetime) -> dict[int, list[tuple[Tier, int]]]:
    """For each request, by its key, its customers by the best tier that is in force for each, the highest
    first. Two queries, however many requests."""
    joins = set(RequestJoin.objects.filter(request__in=requests).values_list("request", "customer"))
    best = _best({customer for _request, customer in joins}, at)
    counted: dict[int, Counter[Tier]] = defaultdict(Counter)
    for request, customer in joins:
        if tier := best.get(customer):
            counted[request][tier] += 1
    return {key: sorted(tiers.items(), key=lambda each: each[0].rank) for key, tiers in counted.items()}


def _best(customers: set[int], at: datetime) -> dict[int, Tier]:
    lines = kept.along(ProductLine.objects.active(at).filter(customer__in=customers), "tier")
    best: dict[int, Tier] = {}
    for line in lines:
        known = best.get(line.customer_id)
        if known is None or line.tier.rank < known.rank:
            best[line.customer_id] = line.tier
    return best
