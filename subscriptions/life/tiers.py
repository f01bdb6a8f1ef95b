"""Changing the tier of a product line: up at once, down with the next period (R26.1, R26.4)."""

from collections.abc import Iterable
from datetime import datetime
from itertools import takewhile

from django.utils import timezone

from subscriptions import periods
from subscriptions.life.changing import changing, let_know, put_down
from subscriptions.life.refusals import LineNotInForce, NotHigher, NothingPlanned, NotLower, SameTier
from subscriptions.models import PlannedTier, ProductLine, SubscriptionEntry, Tier, User

Kind = SubscriptionEntry.Kind


def upgrade(
    line: ProductLine, tier: Tier, by: User | None, at: datetime | None = None, reason: str = ""
) -> ProductLine:
    """End the line at `at` and begin the next with the higher tier until the same end; returns the new one (R26.1).

    A planned downgrade is dropped, and every period that is agreed already gets the tier too. Raises
    LineNotInForce, SameTier, NotHigher.
    """
    at = at or timezone.now()
    with changing(line.customer_id) as customer:
        old = in_force(line, at)
        if old.starts_at == at:  # changed at this very instant
            raise LineNotInForce(product=old.product)
        if tier.rank >= old.tier.rank:
            refused = SameTier if tier == old.tier else NotHigher
            raise refused(product=old.product, tier=tier, now=old.tier)
        ends_at, old.ends_at = old.ends_at, at
        PlannedTier.objects.filter(line=old).delete()
        old.save(update_fields=["ends_at"])
        new = ProductLine.objects.create(
            customer=customer,
            subscription=old.subscription,
            product=old.product,
            tier=tier,
            starts_at=at,
            ends_at=ends_at,
        )
        raised = [each for each in _coming(new) if each.tier.rank > tier.rank]
        _set(raised, tier)
        put_down(
            Kind.UPGRADED,
            old.subscription,
            at,
            by,
            product=old.product,
            reason=reason,
            tier_before=old.tier.name,
            tier=tier.name,
            last=periods.last_day(ends_at, customer.zone).isoformat(),
        )
        let_know(customer, [new, *raised], at, by)
        return new


def downgrade(
    line: ProductLine, tier: Tier, by: User | None, at: datetime | None = None, reason: str = ""
) -> None:
    """Plan the lower tier for the next period; the line keeps its tier to its end (R26.4).

    A next period that is agreed already gets it now, and those after it that go on as it does. Raises
    LineNotInForce, SameTier, NotLower.
    """
    at = at or timezone.now()
    with changing(line.customer_id) as customer:
        old = in_force(line, at)
        coming = _coming(old)
        if tier.rank <= old.tier.rank:
            refused = SameTier if tier == old.tier else NotLower
            raise refused(product=old.product, tier=tier, now=old.tier)
        if coming:
            lowered = list(takewhile(lambda each: each.tier == coming[0].tier, coming))
            _set(lowered, tier)
            let_know(customer, lowered, at, by)
        else:
            PlannedTier.objects.update_or_create(line=old, defaults={"customer": customer, "tier": tier})
        put_down(
            Kind.DOWNGRADE_PLANNED,
            old.subscription,
            at,
            by,
            product=old.product,
            reason=reason,
            tier_before=old.tier.name,
            tier=tier.name,
            first=periods.first_day(old.ends_at, customer.zone).isoformat(),
        )


def keep_tier(line: ProductLine, by: User | None, at: datetime | None = None, reason: str = "") -> None:
    """Drop a planned downgrade. Raises LineNotInForce, NothingPlanned."""
    at = at or timezone.now()
    with changing(line.customer_id) as customer:
        old = in_force(line, at)
        planned = planned_tier(old)
        if planned is None:
            raise NothingPlanned(product=old.product)
        PlannedTier.objects.filter(line=old).delete()
        kept = [each for each in _coming(old) if each.tier.rank > old.tier.rank]
        _set(kept, old.tier)
        let_know(customer, kept, at, by)
        put_down(
            Kind.DOWNGRADE_WITHDRAWN,
            old.subscription,
            at,
            by,
            product=old.product,
            reason=reason,
            tier_before=planned.name,
            tier=old.tier.name,
        )


def planned_tier(line: ProductLine) -> Tier | None:
    """The lower tier with which the line goes on in the next period; None where it keeps its own."""
    planned = PlannedTier.objects.filter(line=line).select_related("tier").first()
    if planned:
        return planned.tier
    coming = next(iter(_coming(line)), None)
    return coming.tier if coming and coming.tier.rank > line.tier.rank else None


def in_force(line: ProductLine, at: datetime) -> ProductLine:
    """Inside `changing`: the line as it is now. Raises LineNotInForce unless it has begun and not ended at `at`,
    and where somebody has given it another end since it was read: her instant may be the later one."""
    rows = ProductLine.objects.select_related("product", "tier", "subscription")
    found = rows.filter(pk=line.pk, starts_at__lte=at, ends_at__gt=at, ends_at=line.ends_at).first()
    if found is None:
        raise LineNotInForce(product=line.product)
    return found


def _coming(line: ProductLine) -> list[ProductLine]:
    """The lines of the same product in the periods that are agreed already, each from the end of the one before."""
    following = ProductLine.objects.filter(
        customer=line.customer_id, product=line.product_id, starts_at__gte=line.ends_at
    )
    found, ends_at = [], line.ends_at
    for each in following.select_related("tier").order_by("starts_at"):
        if each.starts_at != ends_at:
            break
        found.append(each)
        ends_at = each.ends_at
    return found


def _set(lines: Iterable[ProductLine], tier: Tier) -> None:
    for each in lines:
        each.tier = tier
        each.save(update_fields=["tier"])
