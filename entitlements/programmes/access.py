"""Who may have what of programmes and education: customers by what their subscription grants (R19, R21), the
vendor's people by their roles."""

from datetime import date, datetime

from entitlements import answers
from entitlements.programmes.models import Application
from subscriptions import permissions
from subscriptions.models import Customer, Membership, User
from subscriptions.permissions import Permission
from subscriptions.refusals import Refusal

EARLY_ADOPTER, EDUCATION = "early_adopter", "education"
OTHERS = "needs_elite"  # the answer to a customer of another tier, who may apply and comes after Elite


def considered_first(customer: Customer, at: datetime) -> bool:
    """Whether the customer is among those considered first (R19.1). Raises the refusal of the answer where she may
    not apply at all: without a subscription, by special terms, or where nobody is offered it."""
    answer = answers.may(customer, EARLY_ADOPTER, None, at)
    if not answer.allowed and answer.code != OTHERS:
        raise answer.refusal()
    return answer.allowed


def require_reading(customer: Customer, at: datetime) -> bool:
    """Whether the customer is considered first; one who applied at some time reads on. Raises as
    `considered_first` for another who may not apply."""
    try:
        return considered_first(customer, at)
    except Refusal:
        if not Application.objects.filter(customer=customer).exists():
            raise
        return False


def has_elite(customer: Customer, at: datetime) -> bool:
    return answers.may(customer, EARLY_ADOPTER, None, at).allowed


def day_there(customer: Customer, at: datetime) -> date:
    """The day by the customer's own calendar: dates of a programme end with it."""
    return at.astimezone(customer.zone).date()


def runs(person: User) -> bool:
    """Whether she writes programmes and decides on applications."""
    return permissions.may(person, Permission.RUN_PROGRAMMES)


def require_running(person: User) -> None:
    permissions.require(person, Permission.RUN_PROGRAMMES)


def records(person: User) -> bool:
    """Whether she issues training cards and records units."""
    return permissions.may(person, Permission.RECORD_TRAINING)


def require_recording(person: User) -> None:
    permissions.require(person, Permission.RECORD_TRAINING)


def manages(customer: Customer, person: User) -> bool:
    return Membership.objects.managing(customer).filter(user=person).exists()
