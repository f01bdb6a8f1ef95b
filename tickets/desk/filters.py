"""What a list of the desk can be narrowed to: severity, product, customer, subscription, status, region, owner,
missed targets.

Filters stand in the address; what nobody understands is left out, never refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from entitlements.models import Severity
from subscriptions import directory
from subscriptions.models import Customer, User
from subscriptions.permissions import WORKING
from tickets.desk import callers
from tickets.models.incidents import WORK_ORDER
from tickets.wording import severity_words

NOBODY = "none"
# Where incidents are narrowed by another column than the filter's name: no two tiers share a rank, and the order of
# work goes by it (tickets.ranks).
COLUMNS = {"tier": "tier_rank"}
NAMES = ("list", "severity", "product", "customer", "tier", "status", "region", "owner", "missed")
SUGGESTED = 8  # customers whose name or number has what was typed


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
    """One filter with its choices; `chosen` is None while it narrows nothing, `url` is the list without it. One
    that `finds` has too many: what is chosen from is looked for by the words `typed`."""

    name: str
    label: str
    choices: list[Choice]
    chosen: Choice | None
    url: str
    finds: bool = False
    typed: str = ""
    kept: Sequence[tuple[str, str]] = ()
    """What else the address says, for a form that adds to it."""

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
    def unclear(self) -> Menu | None:
        """The one for which something was typed that names nobody, or several."""
        return next((menu for menu in self.menus if menu.typed and not menu.chosen), None)

    @property
    def of_the_queue(self) -> list[Menu]:
        """Those that also bound what is taken next: an owner does not, for what is taken has none."""
        return [menu for menu in self.menus if menu.chosen and menu.name != "owner"]

    @property
    def lookups(self) -> dict[str, Any]:
        """What incidents that pass have in their columns."""
        return {lookup: key for menu in self.menus for lookup, key in menu.lookup.items()}


def read(address: Mapping[str, str], reader: User) -> Filters:
    """The filters of an address, as `reader` may choose them."""
    kept = {name: address[name] for name in NAMES if address.get(name)}
    typed, customers = _customers(kept, reader)
    known = directory.current()
    menus = [
        _menu("severity", _("Severity"), _severities(), kept),
        _menu("product", _("Product"), _named(known.products), kept),
        _finding("customer", _("Customer"), customers, kept, typed),
        _menu("tier", _("Subscription"), _tiers(known), kept),
        _menu("status", _("Status"), _statuses(), kept),
        _menu("region", _("Region"), _named(known.regions), kept),
        _menu("owner", _("Owner"), [(NOBODY, _("Nobody yet"), None), *_owners(known, kept)], kept),
    ]
    missed = kept.get("missed") == "1"
    return Filters(menus, missed, _url(kept, missed="" if missed else "1"))


def offered(reader: User, words: str) -> list[Customer]:
    """Customers of `reader` whose number or name has these words, by name."""
    return list(callers.companies(reader, words)[:SUGGESTED])


def _customers(kept: dict[str, str], reader: User) -> tuple[str, list[tuple[str, str, int]]]:
    """What was typed for a customer, and whom it may mean: the one with that number, or those whose name or number
    has it. Where it means one, the address keeps her number instead."""
    typed = callers.asked(kept.pop("customer", ""))
    if not typed:
        return "", []
    named = Customer.objects.visible_to(reader).filter(number=typed)
    meant = list(named) or offered(reader, typed)
    if len(meant) == 1:
        kept["customer"] = meant[0].number
    return typed, [(each.number, each.name, each.pk) for each in meant]


def _severities() -> list[tuple[str, str, int]]:
    return [(str(value), severity_words(value), value) for value in Severity.values]


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


def _finding(
    name: str, label: str, found: Iterable[tuple[str, str, int]], kept: dict[str, str], typed: str
) -> Menu:
    menu = _menu(name, label, found, kept)
    others = tuple((each, value) for each, value in kept.items() if each != name)
    return replace(menu, finds=True, typed=typed, kept=others)


def _url(kept: dict[str, str], **changed: str) -> str:
    return "?" + urlencode({name: value for name, value in (kept | changed).items() if value})
