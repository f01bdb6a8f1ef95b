"""How promises were kept over the last months, read from the kept sums: for the vendor by tier, region and product,
for one customer by severity and product."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q, Sum

from subscriptions.models import Customer, ProductLine, SupportRegion
from tickets import shown
from tickets.dashboards.models import CompanyPromises, Outcome

MONTHS = 12
# One pass over the sums of one kind, added up four ways.
BY_ALL = """
select month, tier_id, region_id, product_id, outcome, sum(number)::int
from dashboards_promises where kind = %s and month between %s and %s
group by grouping sets ((month, outcome), (tier_id, outcome), (region_id, outcome), (product_id, outcome))
"""


@dataclass(frozen=True)
class Kept:
    """Targets that came out, of one month, tier, region, product or severity."""

    key: Any
    met: int = 0
    missed: int = 0

    @property
    def all(self) -> int:
        return self.met + self.missed

    @property
    def per_cent(self) -> float | None:
        """Of all that came out, how many were met; None where none did."""
        return 100 * self.met / self.all if self.all else None


@dataclass(frozen=True)
class Statement:
    """The last months, the oldest first, those without any target too; and the same by other keys."""

    months: list[Kept]
    by: dict[str, list[Kept]]

    @property
    def total(self) -> Kept:
        return Kept(None, sum(each.met for each in self.months), sum(each.missed for each in self.months))


def months(at: datetime, zones: Iterable[ZoneInfo]) -> list[date]:
    """The first days of the last MONTHS months, the current one last: of several zones that of the furthest ahead,
    so that nothing that came out in one of them is left out."""
    today = max((at.astimezone(zone).date() for zone in zones), default=at.date())
    counted = [today.year * 12 + today.month - 1 - back for back in reversed(range(MONTHS))]
    return [date(number // 12, number % 12 + 1, 1) for number in counted]


def of_vendor(kind: str, at: datetime) -> Statement:
    """All customers' targets of this kind, each in the zone of its region. Two statements."""
    wanted = months(at, [region.zone for region in SupportRegion.objects.only("time_zone")])
    parts: dict[str, dict[Any, Kept]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(BY_ALL, [kind, wanted[0], wanted[-1]])
        for month, tier, region, product, outcome, number in cursor.fetchall():
            keys = {"month": month, "tier": tier, "region": region, "product": product}
            name, key = next((name, key) for name, key in keys.items() if key is not None)
            _add(parts[name], key, outcome, number)
    return Statement(
        _every(wanted, parts.pop("month", {})), {name: list(kept.values()) for name, kept in parts.items()}
    )


def of_customer(customer: Customer, at: datetime) -> Statement:
    """One customer's own targets, as far as her tiers show them (R8.9), in her region's zone. One statement."""
    wanted = months(at, [customer.region.zone])
    rows = CompanyPromises.objects.filter(
        shown.among(), customer=customer, month__range=(wanted[0], wanted[-1])
    )
    parts: dict[str, dict[Any, Kept]] = {"month": {}, "severity": {}, "product": {}}
    summed = rows.order_by().values_list("month", "severity", "product", "outcome").annotate(n=Sum("number"))
    for month, severity, product, outcome, number in summed:
        for name, key in (("month", month), ("severity", severity), ("product", product)):
            _add(parts[name], key, outcome, number)
    by = {name: sorted(parts[name].values(), key=lambda kept: kept.key) for name in ("severity", "product")}
    return Statement(_every(wanted, parts["month"]), by)


def is_shown_more(customer: Customer) -> bool:
    """Whether one of her tiers shows her more than the first response."""
    more = Q(tier__shows_next_reply=True) | Q(tier__shows_solution_goal=True)
    return ProductLine.objects.filter(more, customer=customer).exists()


def _add(found: dict[Any, Kept], key: Any, outcome: str, number: int) -> None:
    kept = found.get(key, Kept(key))
    name = "met" if outcome == Outcome.MET else "missed"
    found[key] = replace(kept, **{name: getattr(kept, name) + number})


def _every(wanted: Sequence[date], found: dict[Any, Kept]) -> list[Kept]:
    return [found.get(month, Kept(month)) for month in wanted]
