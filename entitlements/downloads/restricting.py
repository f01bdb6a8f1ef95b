"""Keeping a product's downloads to some of a company's people, as its manager wishes (R2.7)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from entitlements.downloads.models import AllowedPerson, Restriction
from entitlements.downloads.refusals import RestrictedByCompany
from subscriptions import permissions
from subscriptions.models import Customer, Membership, Product, User
from subscriptions.permissions import Permission


def restrict(
    by: Membership, product: Product, people: Iterable[User], at: datetime | None = None
) -> Restriction:
    """Leave the product's downloads to these people of the company; its managers always may. Others of `people`
    than the company's are left out. Raises Forbidden for everybody but a manager."""
    permissions.require(by.user, Permission.MANAGE_COMPANY, by)
    customer = by.customer
    wanted = {person.pk for person in people}
    with transaction.atomic():
        row, _made = Restriction.objects.update_or_create(
            customer=customer, product=product, defaults={"set_by": by.user, "set_at": at or timezone.now()}
        )
        row.allowed.all().delete()  # type: ignore[attr-defined]
        hers = customer.memberships.active().filter(user__in=wanted).values_list("user", flat=True)
        AllowedPerson.objects.bulk_create(
            AllowedPerson(restriction=row, customer=customer, user_id=user) for user in hers
        )
    return row


def lift(by: Membership, product: Product) -> None:
    """Give the product's downloads back to everybody of the company. Raises Forbidden."""
    permissions.require(by.user, Permission.MANAGE_COMPANY, by)
    Restriction.objects.filter(customer=by.customer, product=product).delete()


def restricted_for(membership: Membership) -> set[int]:
    """The keys of the products that her company keeps from her."""
    if membership.is_manager:
        return set()
    found = Restriction.objects.filter(customer=membership.customer)
    return set(found.exclude(allowed__user=membership.user_id).values_list("product", flat=True))


def require(membership: Membership, product: Product) -> None:
    """Raise RestrictedByCompany, naming the manager to ask, where her company keeps the product from her."""
    if product.pk in restricted_for(membership):
        manager = _whom_to_ask(membership.customer, product)
        words = {"name": manager.name, "mail": manager.email} if manager else {"name": "–"}
        raise RestrictedByCompany(product=product.name, **words)


def _whom_to_ask(customer: Customer, product: Product) -> User | None:
    """Who restricted it, while she is a manager, else the first of them."""
    managers = list(Membership.objects.managing(customer).select_related("user").order_by("user__name", "pk"))
    row = Restriction.objects.filter(customer=customer, product=product).first()
    by = [each.user for each in managers if row and each.user_id == row.set_by_id]
    return next(iter(by + [each.user for each in managers]), None)
