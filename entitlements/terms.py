"""What a line has of a service: what its tier grants or what was negotiated instead, and how often it was used. The
last two are read along with the lines, so that an answer stays one query."""

import json
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from entitlements.catalogue import Catalogue
from entitlements.models import AllowanceUse, Grant, Service, SpecialTerms
from subscriptions import kept
from subscriptions.models import Customer, Product, ProductLine, Subscription
from subscriptions.models.stamp import SettingsStamp
from subscriptions.prepared import columns, read

# Written out, because Django takes three times as long to put them together as PostgreSQL to answer.
_LINE = ProductLine._meta.db_table
_USES = (
    "(select jsonb_agg(jsonb_build_object('service', service_id, 'used_on', used_on, 'reference', reference)"  # noqa: S608
    " order by used_on, id)"
    f" from {AllowanceUse._meta.db_table} where subscription_id = {_LINE}.subscription_id"
    " and taken_at <= %(at)s and (released_at is null or released_at > %(at)s))"
)
_SPECIAL = (
    "(select jsonb_agg(to_jsonb(exception) order by starts_at, id)"  # noqa: S608
    f" from {SpecialTerms._meta.db_table} exception where customer_id = {_LINE}.customer_id)"
)

HISTORY = f"""
select {columns(ProductLine)}, {_USES} as carried_uses, {_SPECIAL} as carried_special,
  period.starts_at as period_starts, period.ends_at as period_ends,
  (select stamp from {SettingsStamp._meta.db_table} limit 1) as stamp
from {_LINE}
  join {Subscription._meta.db_table} period on period.id = subscription_id
  join {Product._meta.db_table} product on product.id = product_id
where {_LINE}.customer_id = %(customer)s and {_LINE}.starts_at <= %(at)s
order by product.name, {_LINE}.starts_at
"""  # noqa: S608


@dataclass(frozen=True)
class Use:
    """One use of a limited service, as people are told of it."""

    used_on: date
    reference: str


@dataclass(frozen=True)
class Granted:
    """What one line has of a service, how it was used in the line's period, by day, and the exception by which it
    is, where it is one."""

    line: ProductLine
    grant: Grant
    uses: tuple[Use, ...]
    special: SpecialTerms | None

    @property
    def remaining(self) -> int | None:
        """How often it may still be used in the period; None without limit."""
        return None if self.grant.allowance is None else max(self.grant.allowance - len(self.uses), 0)

    @property
    def rests_on(self) -> str:
        return self.grant.rests_on or self.grant.service.requirement


def history(customer: Customer, at: datetime) -> list[ProductLine]:
    """As coverage.history, with what was negotiated and what was used up to `at`, and the stamp of the settings
    (subscriptions.kept). One query."""
    bounds = {"customer": customer.pk, "at": at}
    begun: list[Any] = read(ProductLine, HISTORY, bounds)
    with kept.settled(begun[0].stamp) if begun else nullcontext():
        for line in begun:
            _complete(line, customer)
        _know_what_they_replace(begun)
    return begun


def _know_what_they_replace(begun: Sequence[ProductLine]) -> None:
    """Each line of one read with `history` knows that of a lower tier which it replaced within its period: an
    upgrade."""
    for before, line in pairwise(begun):
        same = (before.product_id, before.subscription_id) == (line.product_id, line.subscription_id)
        if same and before.ends_at == line.starts_at and before.tier.rank > line.tier.rank:
            line.replaced = before  # type: ignore[attr-defined]


def _complete(line: Any, customer: Customer) -> None:
    """What the line was read with, as its objects."""
    line.carried_uses, line.carried_special = (
        text and json.loads(text) for text in (line.carried_uses, line.carried_special)
    )
    period = Subscription(pk=line.subscription_id, starts_at=line.period_starts, ends_at=line.period_ends)
    period._state.adding = False
    period.customer = line.customer = customer
    line.subscription = period
    line.product, line.tier  # noqa: B018  from what is kept under its stamp


def line_of(customer: Customer, key: int, at: datetime) -> ProductLine | None:
    """One line as `history` reads it; None of one that had not begun at `at`."""
    return next((line for line in history(customer, at) if line.pk == key), None)


def is_whole(line: ProductLine) -> bool:
    """Whether the line was read with `history`."""
    return hasattr(line, "carried_special")


def granted(table: Catalogue, line: ProductLine, service: Service, at: datetime) -> Granted | None:
    """What a line that was read with `history` has of the service at `at`; None where it has it not."""
    special = special_for(line, service, at)
    grant = grant_of(table, line, service, at, special)
    return Granted(line, grant, tuple(_uses_of(line, service)), special) if grant else None


def grant_of(
    table: Catalogue, line: ProductLine, service: Service, at: datetime, special: SpecialTerms | None
) -> Grant | None:
    """The exception's terms where there is one, else the tier's (R27.1); also what the line's upgrade would have
    ended: who held a service that was withdrawn for new periods keeps it until hers ends (R27.4)."""
    if special:
        return special.as_grant(line.tier, service) if special.granted else None
    grant: Grant | None = None
    holder: ProductLine | None = line
    while holder and grant is None:
        grant = table.grant(holder.tier_id, service, at, holder.starts_at)
        holder = getattr(holder, "replaced", None)
    return grant


def special_for(line: ProductLine, service: Service, at: datetime) -> SpecialTerms | None:
    """The exception that stands in the place of the line's grant at `at`, that of its product first."""
    concerned = [each for each in special_of(line) if each.concerns(service.pk, line.product_id, at)]
    return min(concerned, key=lambda each: each.product_id is None, default=None)


def special_of(line: ProductLine) -> Sequence[SpecialTerms]:
    """Every exception of the line's customer, by their start."""
    rows: Iterable[dict[str, Any]] = line.carried_special or ()  # type: ignore[attr-defined]
    return [SpecialTerms.from_row(row) for row in rows]


def _uses_of(line: ProductLine, service: Service) -> Iterable[Use]:
    rows: Iterable[dict[str, Any]] = line.carried_uses or ()  # type: ignore[attr-defined]
    return [
        Use(date.fromisoformat(row["used_on"]), row["reference"])
        for row in rows
        if row["service"] == service.pk
    ]
