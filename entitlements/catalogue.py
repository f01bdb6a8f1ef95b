"""The table of services, tiers and grants, kept in the process for as long as its stamp is the database's.

The stamp changes by trigger with every change of those tables, whoever makes it, so nothing kept is stale.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Subquery

from entitlements.models import CatalogueStamp, Grant, Service
from subscriptions.models import Tier

# What a query that reads something else anyway can carry along instead of asking for the stamp by itself.
STAMP = Subquery(CatalogueStamp.objects.values("stamp")[:1])


@dataclass(frozen=True)
class Catalogue:
    """Tiers by rank (the highest first), services by code in the brochure's order, grants of both."""

    stamp: UUID | None
    tiers: tuple[Tier, ...]
    services: dict[str, Service]
    grants: dict[tuple[int, int], list[Grant]] = field(repr=False)

    def grant(
        self, tier_id: int, service: Service, at: datetime, held_since: datetime | None = None
    ) -> Grant | None:
        """What the tier grants of the service at `at`. A line keeps what its tier granted when it began
        (`held_since`), also where that was withdrawn since (R27.4)."""
        grants = self.grants.get((tier_id, service.pk), [])
        now = [g for g in grants if g.holds(at)]
        kept = [g for g in grants if held_since and g.holds(held_since)]
        return next(iter(now + kept), None)

    def tiers_with(self, service: Service, at: datetime) -> tuple[Tier, ...]:
        """The tiers that grant the service at `at`, the lowest first."""
        return tuple(tier for tier in reversed(self.tiers) if self.grant(tier.pk, service, at))


_kept: Catalogue | None = None


def current(stamp: UUID | None = None) -> Catalogue:
    """The catalogue as it is now. One query where nothing changed, none with a `stamp` just read."""
    global _kept
    stamp = stamp or CatalogueStamp.objects.values_list("stamp", flat=True).first()
    kept = _kept
    if kept is None or stamp is None or kept.stamp != stamp:
        kept = _kept = _load(stamp)
    return kept


def _load(stamp: UUID | None) -> Catalogue:
    grants: dict[tuple[int, int], list[Grant]] = {}
    for grant in Grant.objects.order_by("in_force_from"):
        grants.setdefault((grant.tier_id, grant.service_id), []).append(grant)
    return Catalogue(
        stamp,
        tuple(Tier.objects.order_by("rank")),
        {service.code: service for service in Service.objects.order_by("position", "pk")},
        grants,
    )
