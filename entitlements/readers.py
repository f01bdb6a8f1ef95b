"""Who reads, as far as it decides what she may see of what the services offer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from entitlements import answers
from entitlements.answers import Facts
from subscriptions.models import Customer, User

# The services that open texts (models.Document.service).
OPENING = ("online_support", "updates", "fixes", "recorded_briefings", "communities")
READ_ON = "communities"  # also by whom whose subscription has ended (R12.3)


@dataclass(frozen=True)
class Reader:
    """`customer` is the key of the company she acts for, None for staff and strangers; `products` are the keys of
    those that an active line of hers covers. `apart` are the services that she has not for just these, each with
    the products that she has it for: an exception may leave one out (R27.1)."""

    is_staff: bool = False
    customer: int | None = None
    products: frozenset[int] = frozenset()
    apart: Mapping[str, frozenset[int]] = field(default_factory=dict)

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
    facts = answers.facts(customer, at)
    covered = frozenset(line.product_id for line in facts.lines)
    opened = {service: _opened(facts, service) for service in OPENING}
    if facts.expired_at:
        opened[READ_ON] = frozenset(line.product_id for line in facts.begun)
    apart = {service: products for service, products in opened.items() if products != covered}
    return Reader(customer=customer.pk, products=covered, apart=apart)


def _opened(facts: Facts, service: str) -> frozenset[int]:
    """The products for which her subscription has the service."""
    return frozenset(line.product_id for line in facts.lines if facts.answer(service, line.product).allowed)
