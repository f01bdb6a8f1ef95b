"""What a list of the desk can be narrowed to: product, subscription, region, owner, missed targets.

Filters stand in the address; what nobody understands is left out, never refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from subscriptions.models import Product, SupportRegion, Tier, User
from tickets.desk.access import WORKING
from tickets.models.incidents import IncidentQuerySet

NOBODY = "none"
NAMES = ("list", "product", "tier", "region", "owner", "missed")


@dataclass(frozen=True)
class Choice:
    """One value of a filter: as it stands in the address, as it reads, its row (None: no row), and the list
    narrowed to it."""

    value: str
    label: str
    key: int | None
    url: str


@dataclass(frozen=True)
class Menu:
    """One filter with its choices; `chosen` is None while it narrows nothing, `url` is the list without it."""

    name: str
    label: str
    choices: list[Choice]
    chosen: Choice | None
    url: str

    @property
    def lookup(self) -> dict[str, Any]:
        """What the incidents of the choice have in common."""
        if self.chosen is None:
            return {}
        return {self.name: self.chosen.key} if self.chosen.key else {f"{self.name}__isnull": True}


@dataclass(frozen=True)
class Filters:
    """All of them, as an address has them. `missed_url` turns the missed targets on or off."""

    menus: list[Menu]
    missed: bool
    missed_url: str

    @property
    def any(self) -> bool:
        return self.missed or any(menu.chosen for menu in self.menus)

    @property
    def of_the_queue(self) -> list[Menu]:
        """Those that also bound what is taken next: an owner does not, for what is taken has none."""
        return [menu for menu in self.menus if menu.chosen and menu.name != "owner"]

    def narrow(self, found: IncidentQuerySet, at: datetime) -> IncidentQuerySet:
        """Those of `found` that pass."""
        for menu in self.menus:
            found = found.filter(**menu.lookup)
        return found.missed(at) if self.missed else found


def read(address: Mapping[str, str]) -> Filters:
    """The filters of an address. Four queries."""
    kept = {name: address[name] for name in NAMES if address.get(name)}
    products = Product.objects.values_list("code", "name", "pk")
    tiers = Tier.objects.order_by("rank").values_list("code", "short_name", "pk")
    regions = SupportRegion.objects.values_list("code", "name", "pk")
    menus = [
        _menu("product", _("Product"), products, kept),
        _menu("tier", _("Subscription"), tiers, kept),
        _menu("region", _("Region"), regions, kept),
        _menu("owner", _("Owner"), [(NOBODY, _("Nobody yet"), None), *_owners()], kept),
    ]
    missed = kept.get("missed") == "1"
    return Filters(menus, missed, _url(kept, missed="" if missed else "1"))


def _owners() -> list[tuple[str, str, int | None]]:
    agents = User.objects.filter(is_active=True, staff__roles__overlap=[str(role) for role in WORKING])
    return [(str(pk), name, pk) for pk, name in agents.order_by("name").values_list("pk", "name")]


def _menu(name: str, label: str, values: Iterable[tuple[str, str, int | None]], kept: dict[str, str]) -> Menu:
    choices = [Choice(value, words, key, _url(kept, **{name: value})) for value, words, key in values]
    chosen = next((choice for choice in choices if choice.value == kept.get(name)), None)
    return Menu(name, label, choices, chosen, _url(kept, **{name: ""}))


def _url(kept: dict[str, str], **changed: str) -> str:
    return "?" + urlencode({name: value for name, value in (kept | changed).items() if value})
