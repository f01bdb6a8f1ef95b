"""Who reads, as far as it decides what she may see of what the services offer."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from subscriptions import coverage
from subscriptions.models import Customer, User


@dataclass(frozen=True)
class Reader:
    """`customer` is the key of the company she acts for, None for staff and strangers; `products` are the keys of
    those that an active line of hers covers."""

    is_staff: bool = False
    customer: int | None = None
    products: frozenset[int] = frozenset()

    @property
    def is_subscribed(self) -> bool:
        """Whether an active line of hers covers anything."""
        return bool(self.products)


STRANGER = Reader()


def reader(user: User | AnonymousUser, customer: Customer | None, at: datetime) -> Reader:
    """`user`, acting for `customer`, as of `at`."""
    if user.is_authenticated and user.is_staff:
        return Reader(is_staff=True)
    if not user.is_authenticated or customer is None:
        return STRANGER
    covered = frozenset(line.product_id for line in coverage.lines(customer, at))
    return Reader(customer=customer.pk, products=covered)
