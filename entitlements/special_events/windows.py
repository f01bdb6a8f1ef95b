"""What the rooms above ask of special events: which hours count for a customer's product, and who is called (R23.9,
R23.16)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Coalesce

from entitlements.special_events.models import SpecialEvent
from entitlements.special_events.models.events import State
from entitlements.special_events.weekends import EventWindow
from subscriptions.models import User
from subscriptions.prepared import prepared

# Written out: all that is logged asks it, and Django takes longer to compose it than PostgreSQL to answer.
WINDOWS = """
select event.id, starts_at, ends_at
from special_events_specialevent event join special_events_eventproduct product on product.event_id = event.id
where event.customer_id = %s and product.product_id = %s and lost_at is null and state = %s order by starts_at
"""


def windows(customer: int, product: int) -> list[EventWindow]:
    """Those of every confirmed event of the customer that covers the product, by their start. One query."""
    with prepared(), connection.cursor() as cursor:
        cursor.execute(WINDOWS, [customer, product, State.CONFIRMED])
        return [EventWindow(*row) for row in cursor.fetchall()]


def windows_by_product(customer: int) -> dict[int, list[EventWindow]]:
    """The same of all products of the customer, by the product's key. One query."""
    rows = SpecialEvent.objects.filter(customer=customer, state=State.CONFIRMED, products__lost_at=None)
    found: dict[int, list[EventWindow]] = {}
    for product, *window in rows.order_by("starts_at").values_list(
        "products__product", "pk", "starts_at", "ends_at"
    ):
        found.setdefault(product, []).append(EventWindow(*window))
    return found


def windows_of_customers(customers: Collection[int]) -> dict[tuple[int, int], list[EventWindow]]:
    """The same of many customers, by the customer's and the product's key; who has none is missing. One query."""
    rows = SpecialEvent.objects.filter(customer__in=customers, state=State.CONFIRMED, products__lost_at=None)
    found: dict[tuple[int, int], list[EventWindow]] = {}
    for customer, product, *window in rows.order_by("starts_at").values_list(
        "customer", "products__product", "pk", "starts_at", "ends_at"
    ):
        found.setdefault((customer, product), []).append(EventWindow(*window))
    return found


@dataclass(frozen=True)
class HoursTakenBack:
    """Hours that counted for a product when somebody asked in [since, until), and count no more."""

    window: EventWindow
    since: datetime
    until: datetime


def hours_taken_back(customer: int, product: int) -> list[HoursTakenBack]:
    """Those of the customer's events that were confirmed for the product, and then cancelled or lost it. One
    query."""
    confirmed = SpecialEvent.objects.filter(customer=customer, use__isnull=False, products__product=product)
    gone = confirmed.filter(Q(cancelled_at__isnull=False) | Q(products__lost_at__isnull=False))
    rows = gone.annotate(until=Coalesce("products__lost_at", "cancelled_at"))
    return [
        HoursTakenBack(EventWindow(pk, max(start, until), end), since, until)
        for pk, start, end, since, until in rows.values_list(
            "pk", "starts_at", "ends_at", "answered_at", "until"
        )
    ]


class RunningWeekend(NamedTuple):
    """A weekend that runs: until when, and the names of the products whose every severity is covered in it."""

    ends_at: datetime
    products: list[str]


def running_weekend(customer: int, at: datetime) -> RunningWeekend | None:
    """That of the customer at `at` (R23.9). One query."""
    rows = SpecialEvent.objects.running(at).filter(customer=customer, products__lost_at=None)
    found = list(rows.order_by("products__product__name").values_list("ends_at", "products__product__name"))
    return RunningWeekend(found[0][0], [name for _ends, name in found]) if found else None


def window_of(event: SpecialEvent) -> EventWindow | None:
    """That of one event as it stands, cut where it was cancelled; None where it has or had none."""
    window = event.window
    return EventWindow(event.pk, *window) if window else None


def products_of(event: SpecialEvent) -> set[int]:
    """The keys of the products that it covers."""
    return set(event.products.filter(lost_at=None).values_list("product", flat=True))


def resource_for(customer: int, at: datetime) -> User | None:
    """Who is called first for this customer at `at`: the resource of the weekend that runs (R23.2)."""
    running = SpecialEvent.objects.running(at).filter(customer=customer, resource__is_active=True)
    event = running.select_related("resource").first()
    return event.resource if event else None
