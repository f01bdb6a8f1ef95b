"""Who of the vendor's people does what with activity reviews. All of them read; the customer's advisor or her
deputy prepares, sends and keeps minutes, and those who lead in their place."""

from datetime import datetime

from entitlements import answers
from entitlements.refusals import listed
from subscriptions import advisors, permissions
from subscriptions.models import Customer, User
from subscriptions.permissions import Permission
from tickets.advisory.reviews.refusals import NotHerAdvisor

SERVICE = "activity_review"


def leads(person: User) -> bool:
    """Whether she may act in any advisor's place."""
    return permissions.may(person, Permission.LEAD_REVIEWS)


def holds(customer: Customer, person: User, at: datetime) -> bool:
    """Whether the customer's reviews are hers to hold at `at`."""
    if leads(person):
        return True
    found = advisors.assignment(customer, at)
    return found is not None and person in advisors.people_of(found)


def require_holding(customer: Customer, person: User, at: datetime) -> None:
    """Raise NotHerAdvisor, with who does it, unless they are hers."""
    if holds(customer, person, at):
        return
    found = advisors.assignment(customer, at)
    names = listed(each.name for each in advisors.people_of(found)) if found else ""
    raise NotHerAdvisor(customer=customer, names=names)


def has_reviews(customer: Customer, at: datetime) -> bool:
    """Whether the customer's subscription brings activity reviews at `at`."""
    return answers.may(customer, SERVICE, None, at).allowed


def require_reviews(customer: Customer, at: datetime) -> None:
    """Raise the refusal unless it does (R18)."""
    answers.require(customer, SERVICE, None, at)
