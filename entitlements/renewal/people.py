"""Whom the vendor and the customer have for renewal and upgrades."""

from subscriptions.models import Customer, Membership, StaffMember, User

Role = StaffMember.Role


def account_owners(customer: Customer) -> list[User]:
    """The customer's account owner; where she has none, all account owners, else the administrators."""
    if customer.account_owner and customer.account_owner.is_active:
        return [customer.account_owner]
    people = User.objects.filter(is_active=True, is_staff=True).order_by("name")
    owners = list(people.filter(staff__roles__contains=[Role.ACCOUNT_OWNER]))
    return owners or list(people.filter(staff__roles__contains=[Role.ADMINISTRATOR]))


def managers(customer: Customer) -> list[User]:
    """The customer's managers."""
    members = Membership.objects.active().filter(customer=customer, role=Membership.Role.MANAGER)
    return [member.user for member in members.select_related("user")]


def spokespeople(customer: Customer) -> list[User]:
    """Her managers; where she has none, every contact: somebody has to know."""
    members = Membership.objects.active().filter(customer=customer).select_related("user")
    return managers(customer) or [member.user for member in members]
