"""Groups: which fit a customer's own record, joining and leaving, and what the vendor does with them (R12.2)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from entitlements.community import access
from entitlements.community.access import Person
from entitlements.community.models import Group, GroupMembership, Member, Way
from entitlements.community.refusals import CodeTaken, GroupArchived
from subscriptions import coverage, permissions
from subscriptions.models import Customer, InstalledSystem, Product, User
from subscriptions.permissions import Permission


@dataclass(frozen=True)
class Record:
    """What of a customer's record says where her peers are."""

    products: frozenset[int]
    systems: tuple[InstalledSystem, ...]
    industry: str

    @classmethod
    def of(cls, customer: Customer, at: datetime) -> "Record":
        systems = InstalledSystem.objects.in_use().filter(customer=customer).select_related("version")
        covered = coverage.covered_products(customer, at)
        return cls(frozenset(each.pk for each in covered), tuple(systems), customer.industry)

    def fits(self, group: Group) -> bool:
        """Whether all that the group names is hers; a group that names nothing is suggested to nobody."""
        wanted = (group.product_id, group.version, group.hosting, group.database, group.operating_system)
        if not any(wanted) and not group.industries:
            return False
        if group.industries and not any(word.lower() in self.industry.lower() for word in group.industries):
            return False
        of_systems = any(wanted[1:])
        if of_systems:
            return any(_runs(system, group) for system in self.systems)
        return group.product_id is None or group.product_id in self.products


@dataclass(frozen=True)
class NewGroup:
    """What a moderator sets up."""

    code: str
    way: str
    name_en: str
    name_da: str = ""
    about_en: str = ""
    about_da: str = ""
    product: Product | None = None
    version: str = ""
    hosting: str = ""
    database: str = ""
    operating_system: str = ""
    industries: list[str] = field(default_factory=list)


def suggested(person: Person, at: datetime, joined: Iterable[int]) -> list[Group]:
    """The open groups that fit her company's record and that she has not joined."""
    if person.customer is None:
        return []
    record, known = Record.of(person.customer, at), set(joined)
    return [group for group in Group.objects.open() if group.pk not in known and record.fits(group)]


def joined(member: Member | None) -> list[Group]:
    """Those she has joined, by name."""
    if member is None:
        return []
    return list(Group.objects.filter(memberships__member=member))


def join(person: Person, group: Group, at: datetime | None = None) -> None:
    """Twice is once. Raises GroupArchived, ReadOnly, NoProfile."""
    at = at or timezone.now()
    member = access.require_writing(person, at)
    if group.archived_at:
        raise GroupArchived
    GroupMembership.objects.get_or_create(
        group=group, member=member, defaults={"customer_id": member.customer_id, "joined_at": at}
    )


def part(person: Person, group: Group, at: datetime | None = None) -> None:
    """Leave the group; what she wrote there stays."""
    member = access.require_writing(person, at or timezone.now())
    GroupMembership.objects.filter(group=group, member=member).delete()


def save(by: User, new: NewGroup, group: Group | None = None) -> Group:
    """Make a group, or change one. Raises Forbidden, CodeTaken."""
    permissions.require(by, Permission.MODERATE)
    group = group or Group()
    for name, value in vars(new).items():
        setattr(group, name, value)
    try:
        with transaction.atomic():
            group.save()
    except IntegrityError as error:
        raise CodeTaken from error
    return group


def archive(by: User, group: Group, *, archived: bool, at: datetime | None = None) -> None:
    """Nothing is asked there any more, and it stays readable; or it is open again."""
    permissions.require(by, Permission.MODERATE)
    Group.objects.filter(pk=group.pk).update(archived_at=(at or timezone.now()) if archived else None)


def by_way(groups: Iterable[Group]) -> list[tuple[str, list[Group]]]:
    """The groups of each way that has some, by the way in words."""
    kept = list(groups)
    parted = [(str(way.label), [group for group in kept if group.way == way]) for way in Way]
    return [(words, some) for words, some in parted if some]


def _runs(system: InstalledSystem, group: Group) -> bool:
    return (
        group.product_id in (None, system.product_id)
        and group.version in ("", system.version.name)
        and group.hosting in ("", system.hosting)
        and group.database.lower() in system.database.lower()
        and group.operating_system.lower() in system.operating_system.lower()
    )
