"""Whom the vendor and the customer have for renewal and upgrades."""

from django.db.models import Q

from entitlements.renewal.models import UpgradeRequest
from subscriptions.models import Customer, Membership, StaffMember, User

Role = StaffMember.Role


def account_owners(customer: Customer) -> list[User]:
    """The customer's account owner; where she has none, all account owners, else the administrators."""
    if owner := customer.whom_to_ask:
        return [owner]
    owners = list(User.objects.staff_with(Role.ACCOUNT_OWNER))
    return owners or list(User.objects.staff_with(Role.ADMINISTRATOR))


def managers(customer: Customer) -> list[User]:
    """The customer's managers."""
    return [member.user for member in Membership.objects.managing(customer).select_related("user")]


def askers(request: UpgradeRequest) -> list[User]:
    """Who asked first and who asked besides, as far as they are contacts of the customer still."""
    asked = Q(user=request.asked_by_id) | Q(user__in=request.joins.values("user"))  # type: ignore[attr-defined]
    members = Membership.objects.active().filter(asked, customer=request.customer_id)
    return [member.user for member in members.select_related("user")]


def spokespeople(customer: Customer) -> list[User]:
    """Her managers; where she has none, every contact: somebody has to know."""
    members = Membership.objects.active().filter(customer=customer).select_related("user")
    return managers(customer) or [member.user for member in members]
