"""What things and the vendor's people are called, kept in the process until one changes (subscriptions.kept): pages
that show many rows ask no table for a name that rarely changes."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from subscriptions.composed import Composed
from subscriptions.kept import Kept
from subscriptions.models import Product, ProductVersion, StaffMember, SupportRegion, Tier
from subscriptions.scope import UNLIMITED, Scope


@dataclass(frozen=True)
class Named:
    """A thing with its code."""

    pk: int
    code: str
    name: str


@dataclass(frozen=True)
class Colleague:
    """A person of the vendor who may sign in, or once could."""

    pk: int
    name: str
    is_active: bool
    roles: frozenset[str]
    region: int | None
    scope: Scope = UNLIMITED


@dataclass(frozen=True)
class Directory:
    """Each by its key, in the order in which lists show them; tiers by their short name, the highest first, their
    ranks, and whether customers are shown the next reply's target and the solution goal."""

    ranks: dict[int, int]
    shows: dict[int, tuple[bool, bool]]
    products: dict[int, Named]
    versions: dict[int, str]
    tiers: dict[int, Named]
    regions: dict[int, Named]
    staff: dict[int, Colleague]

    @cached_property
    def scopes(self) -> frozenset[Scope]:
        """To what those are limited who are."""
        return frozenset(colleague.scope for colleague in self.staff.values() if colleague.scope)

    def with_role(self, *roles: str) -> list[Colleague]:
        """The active ones who hold one of `roles`, by name."""
        return [c for c in self.staff.values() if c.is_active and not c.roles.isdisjoint(roles)]


_TIERS = Composed(
    lambda: Tier.objects.order_by("rank").values_list(
        "pk", "code", "short_name", "rank", "shows_next_reply", "shows_solution_goal"
    )
)
_PRODUCTS = Composed(lambda: Product.objects.values_list("pk", "code", "name"))
_VERSIONS = Composed(lambda: ProductVersion.objects.values_list("pk", "name"))
_REGIONS = Composed(lambda: SupportRegion.objects.values_list("pk", "code", "name"))
_STAFF = Composed(
    lambda: StaffMember.objects.order_by("user__name", "user_id").values_list(
        "user_id", "user__name", "user__is_active", "roles", "region_id", "only_regions", "only_products"
    )
)


def _load() -> Directory:
    tiers = _TIERS()
    return Directory(
        {pk: rank for pk, _code, _name, rank, *_shows in tiers},
        {pk: (reply, goal) for pk, _code, _name, _rank, reply, goal in tiers},
        {row[0]: Named(*row) for row in _PRODUCTS()},
        dict(_VERSIONS()),
        {pk: Named(pk, code, name) for pk, code, name, *_more in tiers},
        {row[0]: Named(*row) for row in _REGIONS()},
        {
            pk: Colleague(
                pk, name, active, frozenset(roles), region, Scope(frozenset(regions), frozenset(products))
            )
            for pk, name, active, roles, region, regions, products in _STAFF()
        },
    )


_directory = Kept(_load)


def current(stamp: UUID | None = None) -> Directory:
    """The directory as it is now. One query where nothing changed, none inside `kept.settled` or with a `stamp`
    just read."""
    return _directory.current(stamp)
