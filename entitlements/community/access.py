"""Who reads, who writes, who moderates (R12.3). The vendor's people write and moderate by their roles."""

from dataclasses import dataclass
from datetime import datetime

from entitlements import answers
from entitlements.community.models import Member
from entitlements.community.refusals import NoProfile, ReadOnly
from entitlements.refusals import SubscriptionExpired
from subscriptions import permissions
from subscriptions.models import Customer, User
from subscriptions.permissions import Permission
from subscriptions.refusals import Forbidden, Refusal

SERVICE = "communities"


@dataclass(frozen=True)
class Person:
    """Somebody in the community: for the vendor, or for the company she acts for now."""

    user: User
    customer: Customer | None = None

    @property
    def is_staff(self) -> bool:
        return bool(self.user.is_staff)

    def member(self) -> Member | None:
        """Who she is here, with her profile; None where she has chosen nothing yet, or has left."""
        found = Member.objects.select_related("profile").filter(user=self.user, customer=self.customer)
        return found.filter(profile__left_at=None).exclude(profile__name="").first()


def require_reading(person: Person, at: datetime) -> Refusal | None:
    """Why she may not write, where she may read; None where she may. Raises the refusal of who may not read either:
    a subscription that once had the community is read on after its end."""
    if person.is_staff:
        return _why_staff_reads_only(person)
    assert person.customer
    answer = answers.may(person.customer, SERVICE, None, at)
    if answer.allowed:
        return None
    refusal = answer.refusal()
    if isinstance(refusal, SubscriptionExpired):
        return ReadOnly()
    raise refusal


def require_writing(person: Person, at: datetime) -> Member:
    """Who she writes as. Raises ReadOnly, NoProfile, Forbidden, or the refusal of the service."""
    if refusal := require_reading(person, at):
        raise refusal
    member = person.member()
    if member is None:
        raise NoProfile
    return member


def moderates(user: User) -> bool:
    return permissions.may(user, Permission.MODERATE)


def _why_staff_reads_only(person: Person) -> Refusal | None:
    if permissions.may(person.user, Permission.WRITE):
        return None
    return Forbidden(who=permissions.whom_to_ask(Permission.WRITE, staff=True))
