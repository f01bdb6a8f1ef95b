"""The table of services, tiers and grants, kept in the process until one of them changes (subscriptions.kept)."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from entitlements.models import Grant, Service
from subscriptions.composed import Composed
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
        """What the tier grants of the service at `at`; to a line that began at `held_since`, what it granted then,
        or has granted since to running periods too: a line keeps what was withdrawn, and is not reached by what
        came for new periods (R27.4)."""
        grants = self.grants.get((tier_id, service.pk), [])
        if held_since is None:
            reaching = [grant for grant in grants if grant.holds(at)]
        else:
            reaching = [grant for grant in grants if grant.reaches(held_since, at)]
        return reaching[-1] if reaching else None

    def tiers_with(self, service: Service, at: datetime) -> tuple[Tier, ...]:
        """The tiers that grant the service at `at`, the lowest first."""
        return tuple(tier for tier in reversed(self.tiers) if self.grant(tier.pk, service, at))


_TIERS = Composed(lambda: Tier.objects.order_by("rank"))
_SERVICES = Composed(lambda: Service.objects.order_by("position", "pk"))
_GRANTS = Composed(lambda: Grant.objects.order_by("in_force_from"))


def _load() -> Catalogue:
    tiers = {tier.pk: tier for tier in _TIERS()}
    services = {service.pk: service for service in _SERVICES()}
    grants: dict[tuple[int, int], list[Grant]] = {}
    for grant in _GRANTS():
        grant.tier, grant.service = tiers[grant.tier_id], services[grant.service_id]
        grants.setdefault((grant.tier_id, grant.service_id), []).append(grant)
    return Catalogue(tuple(tiers.values()), {service.code: service for service in services.values()}, grants)


_catalogue = Kept(_load)


def current(stamp: UUID | None = None) -> Catalogue:
    """The catalogue as it is now. One query where nothing changed, none with a `stamp` just read."""
    return _catalogue.current(stamp)
