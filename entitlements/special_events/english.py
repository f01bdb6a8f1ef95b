"""The English-speaking contact of a weekend (R23.6): whom a company may name, that one is missing since, and naming
another. Asking for the weekend is requesting.py's."""

from datetime import datetime

from django.utils import timezone

from entitlements.special_events import telling
from entitlements.special_events.models import NamedContact, SpecialEvent
from entitlements.special_events.refusals import ContactWithoutPhone, NeedsEnglish
from entitlements.special_events.scheduling import changing, require_hers, require_open
from subscriptions.models import Customer, Membership, User

PHONE = 40  # characters


def checked(customer: Customer, named: Membership | None, phone: str) -> tuple[User, str]:
    """The person who speaks with us during the weekend, and by which phone: `phone` where it is not her usual one.
    Raises NeedsEnglish, ContactWithoutPhone."""
    if named is None or named.customer_id != customer.pk or not named.speaks_english:
        raise NeedsEnglish
    if named.ended_at or not named.user.is_active:
        raise NeedsEnglish
    phone = phone.strip() or named.user.phone
    if not phone:
        raise ContactWithoutPhone(name=named.user.name)
    return named.user, phone[:PHONE]


def is_missing(event: SpecialEvent, at: datetime) -> bool:
    """Whether the contact of an event that is not over can speak with us no more: she has left, or speaks no
    English as her company says now."""
    return event.is_open_at(at) and not event.is_spoken_for()


def name_another(
    event: SpecialEvent, by: User, named: Membership | None, phone: str = "", at: datetime | None = None
) -> SpecialEvent:
    """A contact for her company: another person speaks with us during the weekend, or by another phone, until it
    is over. The vendor's side and the customer's are told. The same again changes nothing.

    Raises NotYours, NotOpen, IsOver, NeedsEnglish, ContactWithoutPhone.
    """
    at = at or timezone.now()
    with changing(event) as row:
        require_hers(row, by)
        require_open(row, at)
        before = row.english_contact
        person, reached = checked(row.customer, named, phone)
        if (person, reached) == (before, row.phone):
            return row
        row.english_contact, row.phone = person, reached
        row.save(update_fields=["english_contact", "phone"])
        NamedContact.objects.create(
            event=row, customer=row.customer, before=before, after=person, by=by, at=at
        )
        telling.contact_named(row, before, by, at)
        return row
