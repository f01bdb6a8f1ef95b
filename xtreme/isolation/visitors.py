"""Who visits: everybody who may not. People that are there where there are some; the one whose place has just ended
and the keys to the API are made inside the transaction, which is rolled back."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.utils import timezone

from subscriptions.models import ApiToken, Customer, Membership, User
from xtreme.isolation.rows import Role


class Kind(Enum):
    """How a visitor stands to the other customer."""

    STRANGER = "signed out"
    CONTACT = "a contact of another customer"
    MANAGER = "a manager of another customer"
    ENDED = "a contact whose place at the customer has just ended"
    VENDOR = "one of the vendor's without the role"


@dataclass(frozen=True)
class Visitor:
    kind: Kind
    user: User | None = None
    key: str = ""
    role: str = ""

    def __str__(self) -> str:
        return f"{self.kind.value} ({self.role})" if self.role else self.kind.value


def visitors(other: Customer, own: Customer) -> Iterator[Visitor]:
    """One of each kind that there is, those of the vendor one a role. Ends a membership of the other customer."""
    yield Visitor(Kind.STRANGER)
    for kind, place_as in ((Kind.CONTACT, Membership.Role.CONTACT), (Kind.MANAGER, Membership.Role.MANAGER)):
        if place := _only_there(own, place_as):
            yield _with_key(kind, place.user)
    if place := _only_there(other, Membership.Role.CONTACT):
        Membership.objects.filter(pk=place.pk).update(ended_at=timezone.now())
        yield _with_key(Kind.ENDED, place.user)
    for role in Role:
        person = User.objects.staff_with(role).filter(staff__roles=[role], is_superuser=False).first()
        if person:
            yield _with_key(Kind.VENDOR, person, role)


def _only_there(customer: Customer, role: str) -> Membership | None:
    """A place of somebody who has no other."""
    active = Membership.objects.active().select_related("user").filter(customer=customer, role=role)
    return next((each for each in active.order_by("pk") if each.user.memberships.active().count() == 1), None)


def _with_key(kind: Kind, user: User, role: str = "") -> Visitor:
    return Visitor(kind, user, ApiToken.issue(user, "verify_isolation"), role)
