"""Who may plan upgrades: customers whose line of the product includes it (R22), and the vendor's people who
coordinate for the customer. All of the vendor may read."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from entitlements import answers
from entitlements.downloads.models import Release
from subscriptions import permissions
from subscriptions.models import Customer, InstalledSystem, Product, ProductVersion, User
from subscriptions.permissions import Permission
from tickets.advisory import access
from tickets.advisory.upgrades.models import UpgradePlan

SERVICE = "upgrade_planning"


def require(customer: Customer, product: Product | None, at: datetime) -> None:
    """Raise the refusal of the answer unless a line of the product, or without one any line, includes it."""
    answers.require(customer, SERVICE, product, at)


def systems(customer: Customer, at: datetime) -> list[InstalledSystem]:
    """The installed systems that the service covers, by product."""
    facts = answers.facts(customer, at)
    rows = InstalledSystem.objects.in_use().filter(customer=customer).select_related("version")
    return [row for row in rows if facts.answer(SERVICE, row.product).allowed]


def includes(plan: UpgradePlan, at: datetime) -> bool:
    """Whether the customer's line of the product still includes it."""
    return answers.may(plan.customer, SERVICE, plan.product, at).allowed


def versions(customer: Customer, products: Iterable[Product | int]) -> QuerySet[ProductVersion]:
    """Those of the products that exist for the customer: generally available ones, and those of which she has a
    release, by her name or by her place in a programme (R2.3)."""
    hers = Release.objects.published().known_to(customer).filter(version=OuterRef("pk"))
    found = ProductVersion.objects.filter(product__in=products)
    return found.filter(Q(generally_available=True) | Exists(hers))


def require_planning(customer: Customer, person: User, at: datetime) -> None:
    """Raise NotHerAdvisor unless she is a contact, whose company is checked with her rows, or coordinates for the
    customer."""
    if person.is_staff:
        access.require_coordinating(customer, person, at)


def resources() -> QuerySet[User]:
    """Who may be the support resource of a call, by name: those who work the queue."""
    return User.objects.staff_with(*permissions.staff_roles(Permission.SUPPORT_EVENTS))
