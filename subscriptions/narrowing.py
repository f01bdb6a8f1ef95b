"""The first wall for one of the vendor's people who is limited: `visible_to(user)` asks here for what the policies
of her role say as well (scope_policies)."""

from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from subscriptions.models import AdvisorAssignment, Customer, Membership, User
from subscriptions.scope import Scope
from subscriptions.scope_policies import to_an_incident


def within(model: type[Model], tenant_field: str, scope: Scope) -> Q:
    """Of the rows of `model` those that she sees; `tenant_field` leads to their customer."""
    seen = Q(**{f"{tenant_field}__in": customers(scope).values("pk")})
    if getattr(model, "scope_shows_own", False):
        seen |= Q(**{tenant_field: None})
    if getattr(model, "scope_by_product", False) and scope.products:
        seen &= Q(product__in=scope.products)
    if not scope.products:
        return seen  # an incident has the customer of what it is beside
    way = to_an_incident(model)
    if way is None:
        return seen
    above: Any = way.related_model
    row = Q(**{f"{way.name}__in": above._base_manager.filter(within(above, "customer", scope)).values("pk")})
    return row | (Q(**{way.name: None}) & seen) if way.null else row


def customers(scope: Scope) -> QuerySet[Customer]:
    """Those of her regions, with a line of her products."""
    found = Customer.objects.all()
    if scope.regions:
        found = found.filter(region__in=scope.regions)
    if scope.products:
        found = found.filter(lines__product__in=scope.products)
    return found


def people(reader: User) -> QuerySet[User]:
    """Whom one of the vendor's people may know of: everybody; within a scope her colleagues, and who is or was with
    a customer that she sees."""
    found = User.objects.all()
    if not reader.scope:
        return found
    there = Membership.objects.visible_to(reader).values("user")
    return found.filter(Q(is_staff=True) | Q(pk__in=there))


def advised_outside(person: User, scope: Scope) -> QuerySet[Customer]:
    """Whom she advises, now or later, and would not see."""
    today = timezone.localdate()
    hers = AdvisorAssignment.objects.filter(Q(advisor=person) | Q(deputy=person))
    hers = hers.filter(Q(ends_on=None) | Q(ends_on__gte=today))
    return Customer.objects.filter(pk__in=hers.values("customer")).exclude(
        pk__in=customers(scope).values("pk")
    )


def sees_customer(person: User, customer: Customer) -> bool:
    """Whether the customer, perhaps not saved yet, is within her scope."""
    scope = person.scope
    if not scope or customer.pk:
        return not scope or customers(scope).filter(pk=customer.pk).exists()
    return not scope.products and customer.region_id in scope.regions


def includes(scope: Scope, *, region: int, product: int | None = None) -> bool:
    """Whether she sees a customer's incident: of this region, and of this product."""
    of_region = not scope.regions or region in scope.regions
    return of_region and (product is None or not scope.products or product in scope.products)
