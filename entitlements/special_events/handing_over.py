"""What the resource does around the weekend: contact lists are exchanged in the week before, a report follows
(R23.17)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from entitlements.special_events import access, telling
from entitlements.special_events.models import SpecialEvent, State
from entitlements.special_events.models.events import TEXT
from entitlements.special_events.refusals import NotOpen, NotYet, ReportMissing, day_words
from entitlements.special_events.scheduling import changing
from subscriptions import advisors, texts
from subscriptions.models import Membership, User


@dataclass(frozen=True)
class Reachable:
    """A person of one side as the other reaches her during the weekend."""

    name: str
    role: str
    phone: str
    mail: str
    zone: str
    first: bool = False


@dataclass(frozen=True)
class ContactLists:
    theirs: list[Reachable]
    ours: list[Reachable]


def contact_lists(event: SpecialEvent, at: datetime) -> ContactLists:
    """The people of both sides with their phones; whom to call first stands first."""
    members = Membership.objects.active().filter(customer=event.customer).select_related("user")
    theirs = [_theirs(event, member) for member in members]
    ours = {event.resource: _("support resource")} if event.resource else {}
    if found := advisors.assignment(event.customer, at):
        for person in advisors.people_of(found):
            role = _("Dedicated Customer Advisor") if person == found.advisor else _("deputy")
            ours.setdefault(person, role)
    people = [_ours(person, role, first=person == event.resource) for person, role in ours.items()]
    return ContactLists(sorted(theirs, key=lambda each: (not each.first, not each.phone)), people)


def exchange_contacts(event: SpecialEvent, by: User, at: datetime | None = None) -> SpecialEvent:
    """The resource has exchanged the contact lists with the customer. Twice is once. Raises NotOpen, Forbidden."""
    at = at or timezone.now()
    with changing(event) as row:
        _require(row, by, at)
        if row.contacts_exchanged_at is None:
            row.contacts_exchanged_at, row.contacts_exchanged_by = at, by
            row.save(update_fields=["contacts_exchanged_at", "contacts_exchanged_by"])
        return row


def report(event: SpecialEvent, by: User, text: str, at: datetime | None = None) -> SpecialEvent:
    """The resource says how the weekend went; the customer reads it. May be written again.

    Raises NotOpen, NotYet, ReportMissing, TextTooLong, Forbidden.
    """
    at = at or timezone.now()
    with changing(event) as row:
        _require(row, by, at)
        if row.ends_at > at:
            raise NotYet(date=day_words(row.saturday))
        said = texts.message(text, TEXT, field="report", missing=ReportMissing)
        first = row.reported_at is None
        row.report, row.reported_at, row.reported_by = said, at, by
        row.save(update_fields=["report", "reported_at", "reported_by"])
        if first:
            telling.reported(row)
        return row


def _require(event: SpecialEvent, by: User, at: datetime) -> None:
    if event.state != State.CONFIRMED:
        raise NotOpen(state=event.get_state_display())
    access.require_resource(event, by, at)


def _theirs(event: SpecialEvent, member: Membership) -> Reachable:
    first = member.user_id == event.english_contact_id
    user = member.user
    phone = event.phone if first else user.phone
    return Reachable(user.name, str(member.get_role_display()), phone, user.email, user.time_zone, first)


def _ours(person: User, role: str, *, first: bool) -> Reachable:
    return Reachable(person.name, role, person.phone, person.email, person.time_zone, first)
