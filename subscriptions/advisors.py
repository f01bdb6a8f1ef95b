"""The Dedicated Customer Advisor of a customer, and who stands for her (R17.1, R17.5). Whether the subscription
brings one is the entitlements' to say."""

from datetime import datetime

from subscriptions import permissions
from subscriptions.absences import absent
from subscriptions.models import AdvisorAssignment, Customer, User
from subscriptions.permissions import Permission


def assignment(customer: Customer, at: datetime) -> AdvisorAssignment | None:
    """The assignment of that day in the customer's zone, to be read: advisor and deputy are those who may still
    sign in, the deputy in the place of an advisor who has left. None where both have."""
    assigned = AdvisorAssignment.objects.on(at.astimezone(customer.zone).date()).filter(customer=customer.pk)
    found = assigned.select_related("advisor", "deputy").first()
    if found is None or not (people := people_of(found)):
        return None
    found.advisor, found.deputy = people[0], people[1] if len(people) > 1 else None
    return found


def on_hand(customer: Customer, at: datetime) -> list[User]:
    """Who is told of the customer's matters: the advisor, and while she is out of office her deputy (R17.5); the
    advisor all the same where the deputy is away too, or there is none. Nobody where the customer has no
    advisor."""
    found = assignment(customer, at)
    return [_first_there(found, at) or found.advisor] if found else []


def is_there(customer: Customer, at: datetime) -> bool:
    """Whether advisor or deputy is in office, so that somebody answers."""
    found = assignment(customer, at)
    return found is not None and _first_there(found, at) is not None


def people_of(found: AdvisorAssignment) -> list[User]:
    """Advisor and deputy, those who may still sign in: both may do what is the advisor's (R23.4)."""
    return [person for person in (found.advisor, found.deputy) if person and person.is_active]


def advises(customer: Customer, person: User, at: datetime) -> bool:
    """Whether she is the customer's advisor of that day, or the deputy."""
    found = assignment(customer, at)
    return found is not None and person in people_of(found)


def coordinates(customer: Customer, person: User, at: datetime) -> bool:
    """Whether she plans what is done for the customer: advisor, deputy, and of the vendor's people who leads."""
    return permissions.may(person, Permission.COORDINATE) or advises(customer, person, at)


def _first_there(found: AdvisorAssignment, at: datetime) -> User | None:
    away = absent(at)
    return next((person for person in people_of(found) if person.pk not in away), None)
