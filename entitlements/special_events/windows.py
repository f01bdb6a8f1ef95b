"""What the rooms above ask of special events: which hours count for a customer's product, and who is called (R23.9,
R23.16)."""

from dataclasses import dataclass
from datetime import datetime

from entitlements.special_events.models import SpecialEvent
from subscriptions.models import User


@dataclass(frozen=True, slots=True)
class EventWindow:
    """[start, end) of the event with this number: covered for every severity, holidays or not."""

    event: int
    start: datetime
    end: datetime


def windows(customer: int, product: int, at: datetime) -> list[EventWindow]:
    """Those of confirmed events of the customer that cover the product and are not over at `at`. One query."""
    found = (
        SpecialEvent.objects.confirmed()
        .filter(customer=customer, ends_at__gt=at, products__product=product, products__lost_at=None)
        .order_by("starts_at")
    )
    return [EventWindow(*row) for row in found.values_list("pk", "starts_at", "ends_at")]


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
