"""Identified resources: who of both sides is named for a customer, with role, phone and zone (R17.4).

One transaction each, in the caller's role, which is the vendor's. Who was removed and is identified again has a new
row: what she did before stays under the old one.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone

from subscriptions import narrowing, texts
from subscriptions.models import Customer, Membership, User
from subscriptions.models.people import time_zones
from tickets.advisory import access
from tickets.advisory.models import IdentifiedResource
from tickets.advisory.models.resources import Side
from tickets.advisory.refusals import (
    AnothersPerson,
    ColleagueLimited,
    IdentifiedAlready,
    NobodyNamed,
    NotAnAddress,
    OwnsTasks,
    PhoneMissing,
    RoleMissing,
    UnknownZone,
)

NAME, PHONE = 120, 40  # characters


@dataclass(frozen=True, kw_only=True)
class Named:
    """Whom somebody names: a person with an account, or `name` (and `email`) of somebody at the customer who has
    none. An empty phone or zone is that of her account; the zone else the customer's."""

    role: str
    person: User | None = None
    name: str = ""
    email: str = ""
    phone: str = ""
    time_zone: str = ""


def identify(customer: Customer, named: Named, by: User, at: datetime | None = None) -> IdentifiedResource:
    """Name a person for the customer. Of the vendor's people a phone need not be known.

    Raises NotHerAdvisor unless `by` coordinates for the customer; NobodyNamed, AnothersPerson, ColleagueLimited,
    RoleMissing, PhoneMissing, NotAnAddress, UnknownZone, and IdentifiedAlready, also where two do it at once.
    """
    at = at or timezone.now()
    access.require_coordinating(customer, by, at)
    facts = _facts(customer, named)
    try:
        with transaction.atomic():
            return IdentifiedResource.objects.create(
                customer=customer, identified_by=by, identified_at=at, person=named.person, **facts
            )
    except IntegrityError:
        raise IdentifiedAlready(name=facts["name"]) from None


def identified(
    customer: Customer, person: User, role: str, by: User, at: datetime, phone: str = ""
) -> IdentifiedResource:
    """The person as she is identified for the customer; named with that role and phone where she is not. Raises as
    `identify`."""
    found = IdentifiedResource.objects.current().filter(customer=customer, person=person).first()
    return found or identify(customer, Named(person=person, role=role, phone=phone), by, at)


def change(
    resource: IdentifiedResource, named: Named, by: User, at: datetime | None = None
) -> IdentifiedResource:
    """Another role, phone or zone; of somebody without an account also another name and address. Raises as
    `identify`."""
    access.require_coordinating(resource.customer, by, at or timezone.now())
    with transaction.atomic():
        row = _locked(resource)
        facts = _facts(row.customer, replace(named, person=row.person))
        for field, value in facts.items():
            setattr(row, field, value)
        row.save()
        return row


def end(resource: IdentifiedResource, by: User, at: datetime | None = None) -> IdentifiedResource:
    """She is named no more. Raises NotHerAdvisor; OwnsTasks while tasks of hers are open."""
    at = at or timezone.now()
    access.require_coordinating(resource.customer, by, at)
    with transaction.atomic():
        row = _locked(resource)
        if row.tasks.open().exists():
            raise OwnsTasks(name=row.name)
        if row.ended_at is None:
            row.ended_at = at
            row.save(update_fields=["ended_at"])
        return row


def candidates(customer: Customer) -> list[User]:
    """Who with an account may be identified: the customer's contacts and the vendor's people, who are not yet."""
    named = IdentifiedResource.objects.current().filter(customer=customer, person__isnull=False)
    contacts = Membership.objects.active().filter(customer=customer).values("user")
    people = User.objects.filter(is_active=True).exclude(pk__in=named.values("person"))
    return [
        *people.filter(pk__in=contacts).order_by("name", "pk"),
        *people.filter(is_staff=True).order_by("name", "pk"),
    ]


def _locked(resource: IdentifiedResource) -> IdentifiedResource:
    rows = IdentifiedResource.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("customer", "person").get(pk=resource.pk)


def _facts(customer: Customer, named: Named) -> dict[str, str]:
    person = named.person
    if person:
        _require_hers(customer, person)
    name = person.name if person else texts.line(named.name)[:NAME]
    if not name:
        raise NobodyNamed
    role = texts.line(named.role)[:NAME]
    if not role:
        raise RoleMissing
    side = Side.VENDOR if person and person.is_staff else Side.CUSTOMER
    phone = texts.line(named.phone)[:PHONE] or (person.phone if person else "")
    if not phone and side == Side.CUSTOMER:
        raise PhoneMissing
    zone = named.time_zone or (person.time_zone if person else customer.time_zone)
    if zone not in time_zones():
        raise UnknownZone(zone=zone)
    mail = "" if person else _mail(named.email)
    return {"name": name, "role": role, "side": side, "phone": phone, "time_zone": zone, "email": mail}


def _require_hers(customer: Customer, person: User) -> None:
    """Of the vendor, or a contact of the customer; neither may have left."""
    hers = Membership.objects.active().filter(customer=customer, user=person)
    if not person.is_active or not (person.is_staff or hers.exists()):
        raise AnothersPerson(customer=customer)
    require_seeing(customer, person, "person")


def require_seeing(customer: Customer, person: User, field: str) -> None:
    """Raise ColleagueLimited, at this field of the form, where she is the vendor's and the customer lies outside
    her scope: she would be told nothing."""
    if person.is_staff and not narrowing.sees_customer(person, customer):
        raise ColleagueLimited(field, name=person.name)


def _mail(typed: str) -> str:
    mail = typed.strip()
    try:
        if mail:
            validate_email(mail)
    except ValidationError:
        raise NotAnAddress from None
    return mail
