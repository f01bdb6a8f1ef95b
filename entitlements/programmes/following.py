"""What a change of a subscription means here: codes are issued or end, applications stand before others or no more
(R19.2, R21.3)."""

from datetime import datetime
from typing import Any

from entitlements.programmes import access, codes
from entitlements.programmes.models import Application
from subscriptions.models import Customer
from subscriptions.signals import lines_changed


def listen() -> None:
    """Once, when the room is ready."""
    lines_changed.connect(_lines_changed, dispatch_uid="programmes follow subscriptions")


def follow(customer: Customer, at: datetime) -> None:
    """Have everything of the customer here say what her subscription grants at `at`."""
    codes.follow(customer, at)
    elite = access.has_elite(customer, at)
    Application.objects.considered().filter(customer=customer).exclude(elite=elite).update(elite=elite)


def concerned(at: datetime) -> list[int]:
    """The numbers of customers to look at: codes to issue or end, and who waits for a decision."""
    waiting = Application.objects.considered().values_list("customer", flat=True)
    return sorted({*codes.concerned(at), *waiting})


def _lines_changed(customer: int, at: datetime, **_words: Any) -> None:
    follow(Customer.objects.get(pk=customer), at)
