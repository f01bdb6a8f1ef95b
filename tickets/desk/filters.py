"""What a list of the desk can be narrowed to: product, subscription, status, region, owner, missed targets.

Filters stand in the address; what nobody understands is left out, never refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from subscriptions import directory
from subscriptions.permissions import WORKING
from tickets.models.incidents import WORK_ORDER

NOBODY = "none"
# Where incidents are narrowed by another column than the filter's name: no two tiers share a rank, and the order of
# work goes by it (tickets.ranks).
COLUMNS = {"tier": "tier_rank"}
NAMES = ("list", "product", "tier", "status", "region", "owner", "missed")


@dataclass(frozen=True)
class Choice:
    """One value of a filter: as it stands in the address, as it reads, what its incidents have in their column
    (None: nothing), and the list narrowed to it."""

    value: str
    label: str
    key: int | str | None
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
    def rows(self) -> list[dict[str, Any]]:
        """The choices as `{% each %}` prints them."""
        return [
            {"url": each.url, "label": each.label, "current": each == self.chosen} for each in self.choices
        ]

    @property
    def lookup(self) -> dict[str, Any]:
        """What the incidents of the choice have in common."""
        if self.chosen is None:
            return {}
        column = COLUMNS.get(self.name, self.name)
        return {f"{column}__isnull": True} if self.chosen.key is None else {column: self.chosen.key}


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

    @property
    def lookups(self) -> dict[str, Any]:
        """What incidents that pass have in their columns."""
        return {lookup: key for menu in self.menus for lookup, key in menu.lookup.items()}


def read(address: Mapping[str, str]) -> Filters:
    """The filters of an address."""
    kept = {name: address[name] for name in NAMES if address.get(name)}
    known = directory.current()
    menus = [
        _menu("product", _("Product"), _named(known.products), kept),
        _menu("tier", _("Subscription"), _tiers(known), kept),
        _menu("status", _("Status"), _statuses(), kept),
        _menu("region", _("Region"), _named(known.regions), kept),
        _menu("owner", _("Owner"), [(NOBODY, _("Nobody yet"), None), *_owners(known, kept)], kept),
    ]
    missed = kept.get("missed") == "1"
    return Filters(menus, missed, _url(kept, missed="" if missed else "1"))


def _named(things: Mapping[int, directory.Named]) -> list[tuple[str, str, int]]:
    return [(thing.code, thing.name, thing.pk) for thing in things.values()]


def _tiers(known: directory.Directory) -> list[tuple[str, str, int]]:
    return [(tier.code, tier.name, known.ranks[tier.pk]) for tier in known.tiers.values()]


def _statuses() -> list[tuple[str, str, str]]:
    return [(status.value, str(capfirst(status.label)), status.value) for status in WORK_ORDER]


def _owners(known: directory.Directory, kept: Mapping[str, str]) -> list[tuple[str, str, int]]:
    """Who works at the desk, and who does so no longer where the address names her: what she owns is to be given to
    others."""
    working = known.with_role(*WORKING)
    gone = [
        each for each in known.staff.values() if str(each.pk) == kept.get("owner") and each not in working
    ]
    return [(str(each.pk), each.name, each.pk) for each in [*working, *gone]]


def _menu(
    name: str, label: str, values: Iterable[tuple[str, str, int | str | None]], kept: dict[str, str]
) -> Menu:
    without = _url(kept, **{name: ""})
    lead = f"{without}&{name}=" if len(without) > 1 else f"?{name}="
    choices = [Choice(value, words, key, lead + quote_plus(value)) for value, words, key in values]
    chosen = next((choice for choice in choices if choice.value == kept.get(name)), None)
    return Menu(name, label, choices, chosen, without)


def _url(kept: dict[str, str], **changed: str) -> str:
    return "?" + urlencode({name: value for name, value in (kept | changed).items() if value})
