"""The table of services, tiers and grants, kept in the process until one of them changes (subscriptions.kept)."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from entitlements.models import Grant, Service
from subscriptions.kept import Kept
from subscriptions.models import Tier


@dataclass(frozen=True)
class Catalogue:
    """Tiers by rank (the highest first), services by code in the brochure's order, grants of both."""

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


def _load() -> Catalogue:
    tiers = {tier.pk: tier for tier in Tier.objects.order_by("rank")}
    services = {service.pk: service for service in Service.objects.order_by("position", "pk")}
    grants: dict[tuple[int, int], list[Grant]] = {}
    for grant in Grant.objects.order_by("in_force_from"):
        grant.tier, grant.service = tiers[grant.tier_id], services[grant.service_id]
        grants.setdefault((grant.tier_id, grant.service_id), []).append(grant)
    return Catalogue(tuple(tiers.values()), {service.code: service for service in services.values()}, grants)


_catalogue = Kept(_load)


def current(stamp: UUID | None = None) -> Catalogue:
    """The catalogue as it is now. One query where nothing changed, none with a `stamp` just read."""
    return _catalogue.current(stamp)
