"""What a member shows of herself, and that she leaves (R12.1, R12.3)."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from entitlements.community import access, names
from entitlements.community.access import Person
from entitlements.community.models import Following, GroupMembership, Member, Profile
from entitlements.community.refusals import NameNotAllowed, NameOfFormer, NameOfVendor, NameTaken
from subscriptions import directory, tenancy, texts
from subscriptions.models import Customer, InstalledSystem
from subscriptions.models.products import Numbers


@dataclass(frozen=True)
class Shown:
    """What she chose to show. Of her company nothing is, until she says so."""

    name: str
    company: bool = False
    industry: bool = False
    environment: bool = False


def proposed_name(person: Person) -> str:
    """For the form only: the first name and an initial. It is not hers before she says so."""
    first, *more = person.user.name.split() or [""]
    return f"{first} {more[-1][0]}." if more else first


def environment_words(customer: Customer) -> str:
    """What runs at the customer and on what, without places: "Ledgerkant Finance 13.0 · cloud, PostgreSQL 17"."""
    production = InstalledSystem.Environment.PRODUCTION
    systems = InstalledSystem.objects.in_use().filter(customer=customer, environment=production)
    ordered = systems.select_related("version__product").order_by(
        "version__product__name", Numbers("version__name")
    )
    rows = list(ordered)
    runs = dict.fromkeys(str(each.version) for each in rows)
    on = dict.fromkeys(
        words
        for each in rows
        for words in (str(each.get_hosting_display()), each.database, each.operating_system)
        if words
    )
    return " · ".join(filter(None, (", ".join(runs), ", ".join(on))))[:400]


def choose(person: Person, shown: Shown, at: datetime | None = None) -> Member:
    """Show this from now on. Raises ReadOnly, NameNotAllowed, NameOfVendor, NameOfFormer, NameTaken.

    What is shown of the company is copied into the profile: others may not read the company itself.
    """
    at = at or timezone.now()
    if refusal := access.require_reading(person, at):
        raise refusal
    name = texts.line(shown.name)
    if not names.is_allowed(name):
        raise NameNotAllowed
    if not person.is_staff and names.speaks_for_vendor(name, _vendor(), _colleagues()):
        raise NameOfVendor
    if not person.is_staff and names.is_of_former(name):
        raise NameOfFormer
    customer = person.customer
    values = {
        "name": name,
        "likeness": names.likeness(name),
        "handle": names.handle(name),
        "company": customer.name if customer and shown.company else "",
        "industry": customer.industry if customer and shown.industry else "",
        "environment": environment_words(customer) if customer and shown.environment else "",
        "is_staff": person.is_staff,
        "left_at": None,
    }
    try:
        with transaction.atomic(), tenancy.as_staff():
            return _write(person, values)
    except IntegrityError as error:
        if "one_member_a_name" in str(error):
            raise NameTaken from error
        raise


def leave(person: Person, at: datetime | None = None) -> None:
    """Show nothing any more: her posts stay under "former member", she is told of nothing. She may come back."""
    at = at or timezone.now()
    with tenancy.as_staff():
        member = Member.objects.filter(user=person.user, customer=person.customer).first()
        if member is None:
            return
        Following.objects.filter(member=member).delete()
        GroupMembership.objects.filter(member=member).delete()
        Profile.objects.filter(pk=member.profile_id).update(
            name="", likeness="", handle="", company="", industry="", environment="", left_at=at
        )


def staff_member(person: Person) -> Member:
    """One of the vendor's people as she writes: under her own name, with the badge. Made when she first does."""
    member = person.member()
    return member or choose(person, Shown(person.user.name))


def _write(person: Person, values: dict[str, object]) -> Member:
    member = Member.objects.filter(user=person.user, customer=person.customer).first()
    if member:
        Profile.objects.filter(pk=member.profile_id).update(**values)
    else:
        profile = Profile.objects.create(**values)
        member = Member.objects.create(profile=profile, user=person.user, customer=person.customer)
    return Member.objects.select_related("profile").get(pk=member.pk)


def _vendor() -> list[str]:
    """What the vendor is called in its mails: its name, and its domain."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return [name, address.rpartition("@")[2].split(".")[0]]


def _colleagues() -> list[str]:
    return [each.name for each in directory.current().staff.values() if each.is_active]
