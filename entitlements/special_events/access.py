"""Who of the vendor's people may do what with special events. All of them may read; only the advisor of the
customer, or her deputy, answers (R23.4)."""

from datetime import datetime

from entitlements.refusals import listed
from entitlements.special_events.models import SpecialEvent
from entitlements.special_events.refusals import NotHerAdvisor, ViaAdvisor
from subscriptions import advisors
from subscriptions.models import Customer, StaffMember, User
from subscriptions.refusals import Forbidden

Role = StaffMember.Role
# Who works in the weekend: those who work the queue.
RESOURCES = (Role.AGENT, Role.LEAD, Role.SUPPORT_MANAGER, Role.HEAD_OF_SUPPORT)
# Who may cancel for the vendor beside the advisor, and put the resource's part right.
LEADING = (Role.LEAD, Role.SUPPORT_MANAGER, Role.HEAD_OF_SUPPORT)
READING = (*LEADING, Role.ADVISOR, Role.AGENT, Role.HEAD_OF_DEVELOPMENT, Role.ADMINISTRATOR)


def schedules(customer: Customer, person: User, at: datetime) -> bool:
    """Whether she is the customer's advisor of that day, or the deputy."""
    found = advisors.assignment(customer, at)
    return found is not None and person in advisors.people_of(found)


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


def require_resource(event: SpecialEvent, person: User, at: datetime) -> None:
    """Raise Forbidden unless the task is hers: the resource's, or one of those who may stand in for her."""
    if person != event.resource and not leads(person) and not schedules(event.customer, person, at):
        raise Forbidden(who=event.resource.name if event.resource else "–")


def require_cancelling(event: SpecialEvent, person: User, at: datetime) -> None:
    """Raise NotHerAdvisor unless she may cancel for the vendor: advisor, deputy, and those who lead."""
    if not leads(person):
        require_advisor(event.customer, person, at)
