"""Who is told what about a special event. Writing and sending is notifications'.

Each is called inside the verb's transaction; the event of the outbox names the step, so that it is told once.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from entitlements.special_events.models import SpecialEvent
from entitlements.special_events.refusals import WEEKEND
from notifications.outbox import tell
from subscriptions import advisors
from subscriptions.models import Membership, StaffMember, User


def asked(event: SpecialEvent, at: datetime) -> None:
    """The advisor, or her deputy; where neither is there, the support managers too, so that somebody answers."""
    _staff(
        "event_asked", _answering(event, at), event, "asked", by=event.asked_by.name, purpose=event.purpose
    )


def confirmed(event: SpecialEvent) -> None:
    """Both sides: the contact who asked and the English-speaking one, and the resource."""
    words = {"resource": _name(event.resource), "phone": event.resource.phone if event.resource else ""}
    _contacts("event_confirmed", event, "confirmed", **words)
    if event.resource:
        _staff("event_resource", [event.resource], event, f"resource:{event.resource_id}")


def resource_changed(event: SpecialEvent, before: User | None, at: datetime) -> None:
    """The new one; the customer learns of it with the contact lists."""
    if event.resource:
        _staff("event_resource", [event.resource], event, f"resource:{event.resource_id}:{at.isoformat()}")
    if before:
        words = {"resource": _name(event.resource)}
        _staff("event_resource_changed", [before], event, f"no_resource:{at.isoformat()}", **words)


def lacks_resource(event: SpecialEvent, why: str, at: datetime) -> None:
    """The same people as of a request: who supports it has left, or is out of office then (R23.2). Once for each
    person and reason, however often it is seen."""
    words = {"resource": _name(event.resource), "what": why}
    step = f"lacks:{event.resource_id}:{why}"
    _staff("event_lacks_resource", _answering(event, at), event, step, **words)


def contact_named(event: SpecialEvent, before: User, by: User, at: datetime) -> None:
    """The vendor's side, and of the customer's who asked, who speaks with us from now on and who did until then;
    not her who named her. `before` is the same person where her phone alone is another."""
    words = {"name": event.english_contact.name, "by": by.name}
    step = f"contact:{event.english_contact_id}:{at.isoformat()}"
    whom = [
        person for person in _members(event, {event.asked_by, event.english_contact, before}) if person != by
    ]
    _told("event_contact_named", whom, event, step, **words)
    _staff("event_contact_named_staff", _ours(event, at), event, step, **words, phone=event.phone)


def lacks_contact(event: SpecialEvent) -> None:
    """Those who may name another English-speaking contact. Once for each that is missing."""
    whom = _managers(event) | set(_members(event, {event.asked_by}))
    words = {"name": event.english_contact.name}
    _told("event_lacks_contact", whom, event, f"lacks_contact:{event.english_contact_id}", **words)


def declined(event: SpecialEvent) -> None:
    offered = [day.isoformat() for day in event.offered]
    _contacts("event_declined", event, "declined", reason=event.decline_reason, offered=offered)


def cancelled(event: SpecialEvent, at: datetime) -> None:
    """Both sides, whoever cancelled."""
    words = {"side": event.cancelled_side, "reason": event.cancel_reason}
    _contacts("event_cancelled", event, "cancelled", **words)
    _staff("event_cancelled_staff", _ours(event, at), event, "cancelled", **words)


def reminded(event: SpecialEvent, days: int, at: datetime, loses_on: str) -> None:
    """Both sides, 14 and 3 days before (R23.15); `loses_on` the day by which no line has it any more, or empty."""
    words = {"loses_on": loses_on, "resource": _name(event.resource)}
    _contacts("event_reminder", event, f"{days}_days", **words)
    _staff("event_reminder_staff", _ours(event, at), event, f"{days}_days", **words)


def contact_lists_due(event: SpecialEvent) -> None:
    """The resource's task of the week before (R23.17)."""
    if event.resource:
        _staff("event_contact_lists", [event.resource], event, "contact_lists")


def begun(event: SpecialEvent) -> None:
    if event.resource:
        _staff("event_begun", [event.resource], event, "begun")


def report_due(event: SpecialEvent) -> None:
    if event.resource:
        _staff("event_report_due", [event.resource], event, "report_due")


def reported(event: SpecialEvent) -> None:
    _contacts("event_report", event, "report", report=event.report)


def support_managers() -> list[User]:
    """The vendor's support managers who may sign in."""
    return list(User.objects.staff_with(StaffMember.Role.SUPPORT_MANAGER))


def words_of(event: SpecialEvent) -> dict[str, Any]:
    """What every kind of message about an event holds (notifications.kinds)."""
    return {
        "customer": event.customer.name,
        "weekend_on": event.saturday.isoformat(),
        "begins_at": event.starts_at.isoformat(),
        "ends_at": event.ends_at.isoformat(),
        "products": ", ".join(str(each.product) for each in event.products.select_related("product")),
    }


def _answering(event: SpecialEvent, at: datetime) -> list[User]:
    whom = advisors.on_hand(event.customer, at)
    return whom if advisors.is_there(event.customer, at) else [*whom, *support_managers()]


def _ours(event: SpecialEvent, at: datetime) -> list[User]:
    """The vendor's side: the advisor or her deputy, and the resource."""
    people = [*advisors.on_hand(event.customer, at), *filter(None, [event.resource])]
    return list({person.pk: person for person in people}.values())


def _hers(event: SpecialEvent) -> list[User]:
    """The contact who asked and the English-speaking one; her managers in the place of who has left."""
    named = {event.asked_by, event.english_contact}
    found = set(_members(event, named))
    return list(found if found == named else found | _managers(event))


def _members(event: SpecialEvent, people: set[User]) -> list[User]:
    """Those of the people who are contacts of the customer now."""
    members = Membership.objects.active().filter(customer=event.customer, user__in=people)
    return [member.user for member in members.select_related("user")]


def _managers(event: SpecialEvent) -> set[User]:
    return {member.user for member in Membership.objects.managing(event.customer).select_related("user")}


def _contacts(kind: str, event: SpecialEvent, step: str, **words: Any) -> None:
    _told(kind, _hers(event), event, step, **words)


def _told(kind: str, whom: Iterable[User], event: SpecialEvent, step: str, **words: Any) -> None:
    """People of the customer."""
    tell(
        kind,
        list(whom),
        f"special_event:{event.pk}:{step}",
        customer=event.customer,
        context=words_of(event) | words,
        link=WEEKEND,
    )


def _staff(kind: str, whom: Iterable[User], event: SpecialEvent, step: str, **words: Any) -> None:
    tell(
        kind,
        list(whom),
        f"special_event:{event.pk}:{step}",
        customer=event.customer,
        context=words_of(event) | words,
        link=event.get_absolute_url(),
    )


def _name(person: User | None) -> str:
    return person.name if person else ""
