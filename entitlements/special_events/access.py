"""Who of the vendor's people may do what with special events. All of them may read; only the advisor of the
customer, or her deputy, answers (R23.4)."""

from datetime import datetime

from django.db.models import QuerySet

from entitlements.refusals import listed
from entitlements.special_events.models import SpecialEvent
from entitlements.special_events.refusals import NotHerAdvisor, ViaAdvisor
from subscriptions import advisors, permissions
from subscriptions.models import Customer, User
from subscriptions.permissions import Permission
from subscriptions.refusals import Forbidden

# Who works in the weekend: those who work the queue.
RESOURCES = permissions.staff_roles(Permission.SUPPORT_EVENTS)
# Who may cancel for the vendor beside the advisor, and put the resource's part right.
LEADING = permissions.staff_roles(Permission.LEAD_EVENTS)


def resources() -> QuerySet[User]:
    """Who may support a weekend, by name (R23.2)."""
    return User.objects.staff_with(*RESOURCES)


def schedules(customer: Customer, person: User, at: datetime) -> bool:
    """Whether she is the customer's advisor of that day, or the deputy (R23.4)."""
    return advisors.advises(customer, person, at)


def require_advisor(customer: Customer, person: User, at: datetime) -> None:
    """Raise the refusal, with whom it is for, unless she schedules for the customer: to a contact that her
    request has been sent, to the vendor's people who does it."""
    if schedules(customer, person, at):
        return
    found = advisors.assignment(customer, at)
    names = listed(each.name for each in advisors.people_of(found)) if found else ""
    if person.is_staff:
        raise NotHerAdvisor(customer=customer, names=names)
    raise ViaAdvisor(name=found.advisor.name if found else "–")


def leads(person: User) -> bool:
    return person.has_role(*LEADING)


def may_cancel(event: SpecialEvent, person: User, at: datetime) -> bool:
    """For the vendor: advisor, deputy, and those who lead."""
    return leads(person) or schedules(event.customer, person, at)


def has_task(event: SpecialEvent, person: User, at: datetime) -> bool:
    """Whether the resource's part is hers: the resource, or one of those who may stand in for her."""
    return person == event.resource or may_cancel(event, person, at)


def require_resource(event: SpecialEvent, person: User, at: datetime) -> None:
    """Raise Forbidden unless the task is hers."""
    if not has_task(event, person, at):
        raise Forbidden(who=event.resource.name if event.resource else "–")


def require_cancelling(event: SpecialEvent, person: User, at: datetime) -> None:
    """Raise NotHerAdvisor unless she may cancel for the vendor: advisor, deputy, and those who lead."""
    if not leads(person):
        require_advisor(event.customer, person, at)
