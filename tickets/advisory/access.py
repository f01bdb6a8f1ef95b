"""Who of the vendor's people may do what for a customer. All of them may read; the advisor of the customer, or her
deputy, arranges meetings and answers requests (R20.1); action plans and identified resources are kept by those who
lead, too, because an escalation needs a plan at any tier."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from entitlements.refusals import listed
from subscriptions import advisors, permissions
from subscriptions.models import Customer, User
from subscriptions.permissions import Permission
from tickets.advisory.models import SeniorRequest
from tickets.advisory.refusals import NotHerAdvisor, ViaAdvisor

SENIOR = {
    SeniorRequest.Kind.SUPPORT: Permission.SENIOR_SUPPORT,
    SeniorRequest.Kind.DEVELOPMENT: Permission.SENIOR_DEVELOPMENT,
}


def advises(customer: Customer, person: User, at: datetime | None = None) -> bool:
    """Whether she is the customer's advisor of that day, or the deputy."""
    return person.is_staff and advisors.advises(customer, person, at or timezone.now())


def require_advisor(customer: Customer, person: User, at: datetime) -> None:
    """Raise ViaAdvisor to a contact, NotHerAdvisor to the vendor's people, unless she advises the customer."""
    if advises(customer, person, at):
        return
    found = advisors.assignment(customer, at)
    if not person.is_staff:
        raise ViaAdvisor(name=found.advisor.name if found else "–")
    names = listed(each.name for each in advisors.people_of(found)) if found else ""
    raise NotHerAdvisor(names=names)


def may_cancel(customer: Customer, person: User, at: datetime) -> bool:
    """Whether she calls off what is planned with the customer: her advisor or deputy, and where she has neither who
    leads, so that somebody does."""
    if advises(customer, person, at):
        return True
    found = advisors.assignment(customer, at)
    nobody = found is None or not advisors.people_of(found)
    return nobody and person.is_staff and permissions.may(person, Permission.COORDINATE)


def require_cancelling(customer: Customer, person: User, at: datetime) -> None:
    """Raise as `require_advisor` unless she may."""
    if not may_cancel(customer, person, at):
        require_advisor(customer, person, at)


def coordinates(customer: Customer, person: User, at: datetime) -> bool:
    """Whether she keeps the customer's action plans and identified resources: advisor, deputy, and who leads."""
    return person.is_staff and advisors.coordinates(customer, person, at)


def require_coordinating(customer: Customer, person: User, at: datetime) -> None:
    """Raise as `require_advisor` unless she keeps them."""
    if not coordinates(customer, person, at):
        require_advisor(customer, person, at)


def seniors(kind: str) -> QuerySet[User]:
    """The senior people of that kind, by name (R20.2)."""
    return User.objects.staff_with(*permissions.staff_roles(SENIOR[SeniorRequest.Kind(kind)]))
