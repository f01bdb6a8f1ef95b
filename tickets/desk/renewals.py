"""What ends when, for administrators, account owners and advisors: every period of a customer with its products,
what was agreed for the next, the reminders sent, and what is open (R26.2, R26.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q

from entitlements.models import Severity
from entitlements.renewal.models import RenewalNotice, UpgradeRequest
from entitlements.renewal.notices import told
from subscriptions import periods
from subscriptions.coverage import worked_on_until
from subscriptions.models import Customer, ProductLine, Subscription, SupportRegion, User
from tickets.models import Incident

AHEAD = timedelta(days=400)
BEHIND = timedelta(days=120)
SHOWN = 200


@dataclass(frozen=True)
class Ending:
    """One period of a customer. `state` is running, declined (it will not be renewed), renewed, grace or over;
    `until` the grace time's last day."""

    subscription: Subscription
    customer: Customer
    last: date
    lines: list[tuple[ProductLine, Any]]
    state: str
    until: date
    reminded: list[int]
    open: int
    critical: int

    @property
    def month(self) -> date:
        return self.last.replace(day=1)


def endings(reader: User, at: datetime, region: str = "", owner: str = "") -> list[Ending]:
    """Those that `reader` sees: that end within AHEAD of `at`, or ended and were not renewed; by their end. At most
    SHOWN + 1, in a fixed number of queries."""
    near = Q(ends_at__gt=at - BEHIND, ends_at__lte=at + AHEAD)
    rows = Subscription.objects.visible_to(reader).filter(near, starts_at__lte=at).with_renewed()
    rows = rows.exclude(ends_at__lte=at, goes_on=True)
    if region:
        rows = rows.filter(customer__region__code=region)
    if owner.isdecimal():
        rows = rows.filter(customer__account_owner=int(owner[:18]))
    lines = ProductLine.objects.select_related("product", "tier", "planned__tier").order_by("product__name")
    notices = RenewalNotice.objects.order_by("-days")
    found = list(
        rows.select_related("customer__region", "customer__account_owner", "non_renewal__by")
        .prefetch_related(Prefetch("lines", lines), Prefetch("notices", notices))
        .order_by("ends_at", "pk")[: SHOWN + 1]
    )
    counts, coming = _open(reader, found), _coming(found)
    return [_ending(row, at, counts, coming) for row in found]


def _ending(
    row: Any,
    at: datetime,
    counts: dict[int, dict[str, int]],
    coming: dict[tuple[int, int], ProductLine],
) -> Ending:
    zone = row.customer.zone
    grace = worked_on_until(row.ends_at, row.customer)
    lines = [line for line in row.lines.all() if line.ends_at == row.ends_at]
    if row.goes_on:
        state = "renewed"
    elif row.ends_at > at:
        state = "declined" if hasattr(row, "non_renewal") else "running"
    else:
        state = "grace" if at < grace else "over"
    count = counts.get(row.customer_id, {})
    return Ending(
        row,
        row.customer,
        periods.last_day(row.ends_at, zone),
        [(line, _next_tier(line, coming)) for line in lines],
        state,
        periods.last_day(grace, zone),
        told(row),
        count.get("open", 0),
        count.get("critical", 0),
    )


def _next_tier(line: Any, coming: dict[tuple[int, int], ProductLine]) -> Any:
    """The other tier that the line goes on with, planned or agreed; None where it keeps its own."""
    if hasattr(line, "planned"):
        return line.planned.tier
    after = coming.get((line.customer_id, line.product_id))
    agreed = after and after.starts_at >= line.ends_at and after.tier_id != line.tier_id
    return after.tier if agreed and after else None


def _coming(found: Iterable[Subscription]) -> dict[tuple[int, int], ProductLine]:
    ends = {row.ends_at for row in found}
    lines = ProductLine.objects.filter(customer__in={row.customer_id for row in found}, starts_at__in=ends)
    return {(line.customer_id, line.product_id): line for line in lines.select_related("tier")}


def _open(reader: User, found: Iterable[Subscription]) -> dict[int, dict[str, int]]:
    critical = Count("pk", filter=Q(severity=Severity.CRITICAL))
    of_them = Incident.objects.visible_to(reader).filter(customer__in={row.customer_id for row in found})
    counted = of_them.open().values("customer").annotate(open=Count("pk"), critical=critical).order_by()
    return {row["customer"]: row for row in counted}


def requests(reader: User) -> list[UpgradeRequest]:
    """What customers ask for and nobody has decided, the oldest first."""
    asked = UpgradeRequest.objects.visible_to(reader).open().order_by("asked_at", "pk")
    return list(asked.select_related("customer", "product", "wanted_tier", "from_tier", "asked_by")[:SHOWN])


def regions() -> list[SupportRegion]:
    return list(SupportRegion.objects.order_by("name"))


def owners(reader: User) -> list[User]:
    """Whoever owns an account that `reader` sees."""
    owning = Customer.objects.visible_to(reader).exclude(account_owner=None).values("account_owner")
    return list(User.objects.filter(pk__in=owning).order_by("name"))
