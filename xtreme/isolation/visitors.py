"""Who visits: everybody who may not. People that are there where there are some; the one whose place has just ended
and the keys to the API are made inside the transaction, which is rolled back."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.utils import timezone

from subscriptions.models import ApiToken, Customer, Membership, ProductLine, StaffMember, User
from subscriptions.scope import Scope
from xtreme.isolation.rows import Role

# All that a person with a limit may be at once: what is refused to her is refused by the limit.
ROLES_WITH_LIMIT = [role for role in Role if role not in (Role.ADMINISTRATOR, Role.AUDITOR)]


class Kind(Enum):
    """How a visitor stands to the other customer."""

    STRANGER = "signed out"
    CONTACT = "a contact of another customer"
    MANAGER = "a manager of another customer"
    ENDED = "a contact whose place at the customer has just ended"
    VENDOR = "one of the vendor's without the role"
    LIMITED = "one of the vendor's, limited to other customers"


@dataclass(frozen=True)
class Visitor:
    kind: Kind
    user: User | None = None
    key: str = ""
    role: str = ""

    def __str__(self) -> str:
        return f"{self.kind.value} ({self.role})" if self.role else self.kind.value


def visitors(other: Customer, own: Customer) -> Iterator[Visitor]:
    """One of each kind that there is: of the vendor one a role, of who is limited one a way. Ends a membership of
    the other customer. Who is limited is made last: changes of settings wait until that is taken back."""
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
    for by, scope in scopes(other, own).items():
        yield _with_key(Kind.LIMITED, _limited(by, scope), by)


def scopes(other: Customer, own: Customer) -> dict[str, Scope]:
    """By region and by product, as far as the two differ: what shows `own` and not `other`."""
    products = ProductLine.objects.filter(customer=own).values_list("product", flat=True)
    of_own = frozenset(products) - frozenset(
        ProductLine.objects.filter(customer=other).values_list("product", flat=True)
    )
    found = {
        "by region": Scope(regions=frozenset({own.region_id} - {other.region_id})),
        "by product": Scope(products=of_own),
    }
    return {by: scope for by, scope in found.items() if scope}


def _limited(by: str, scope: Scope) -> User:
    """Somebody who may do whatever a limit allows."""
    name = f"Limited {by}"
    person = User.objects.create_user(
        f"{name.lower().replace(' ', '-')}@verify-isolation.example", name=name, is_staff=True
    )
    StaffMember.objects.create(
        user=person,
        roles=ROLES_WITH_LIMIT,
        only_regions=sorted(scope.regions),
        only_products=sorted(scope.products),
    )
    return person


def _only_there(customer: Customer, role: str) -> Membership | None:
    """A place of somebody who has no other."""
    active = Membership.objects.active().select_related("user").filter(customer=customer, role=role)
    return next((each for each in active.order_by("pk") if each.user.memberships.active().count() == 1), None)


def _with_key(kind: Kind, user: User, role: str = "") -> Visitor:
    return Visitor(kind, user, ApiToken.issue(user, "verify_isolation"), role)
