"""Who is told what about an incident, and by which event. Writing and sending is notifications'.

Each function is called inside the verb's transaction; the event carries the timeline entry's number, so that
the same thing is told once whatever runs twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.utils import translation

from entitlements.models import MilestoneKind, Severity
from entitlements.renewal.people import account_owners
from notifications.models import Notification
from notifications.outbox import tell
from subscriptions import periods
from subscriptions.advisors import on_hand
from subscriptions.models import StaffMember, User
from tickets.explain import explain
from tickets.followers import followers
from tickets.kinds import ASKED_FOR
from tickets.models import CloseReason, Incident, LifecycleRules, Milestone, Status, TimelineEntry
from tickets.models.incidents import BY_WORK
from tickets.narrowing import sees
from tickets.shown import shown_to
from tickets.targets import expected_again
from tickets.wording import author_of

URGENT, DIGEST = Notification.Priority.URGENT, Notification.Priority.DIGEST
Role = StaffMember.Role

NAMED = 200  # incidents that one message names; the rest is counted

# What whoever follows the incident is told as well as its contact; the rest asks something of her.
FOLLOWED = frozenset(
    {
        "taken",
        "reply",
        "solution",
        "waiting_development",
        "expected_date",
        "resumed",
        "severity_changed",
        "product_changed",
        "closed",
        "objection_upheld",
    }
)


def logged(incident: Incident, entry: TimelineEntry) -> None:
    """The receipt with the expected response (R8.1, W60); for severity 1 the region's agents and the advisor."""
    words = _expected(_first_response(incident), incident.contact, entry.at) | {
        "phone": incident.region.phone,
        "incomplete": incident.incomplete,
    }
    _contact("receipt", incident, entry, **words)
    if incident.severity == 1:
        whom = [*region_staff(incident, Role.AGENT, Role.LEAD), *on_hand(incident.customer, entry.at)]
        _staff("logged", whom, incident, entry, priority=URGENT)


def taken_after_expiry(incident: Incident, entry: TimelineEntry) -> None:
    """Severity 1 is taken after the subscription expired, and the account owner sees it (R26.5)."""
    assert incident.line
    ended_on = periods.last_day(incident.line.ends_at, incident.customer.zone).isoformat()
    whom = account_owners(incident.customer)
    _staff("logged_after_expiry", whom, incident, entry, priority=URGENT, ends_on=ended_on)


def taken(incident: Incident, entry: TimelineEntry) -> None:
    _contact("taken", incident, entry, owner=incident.owner.name if incident.owner else "")


def assigned(incident: Incident, entry: TimelineEntry) -> None:
    _owner("assigned", incident, entry)


def given(to: User, by: User, incidents: Sequence[Incident], at: datetime) -> None:
    """Many were given to her together: one message names them, in order of work, and leads to her list."""
    named = sorted(incidents, key=attrgetter(*BY_WORK))
    tell(
        "given",
        [to],
        f"given:{to.pk}:{by.pk}:{at.isoformat()}",
        context={
            "who": by.name,
            "count": len(named),
            "lines": [words_of(each) | {"due_at": _iso(each.due)} for each in named[:NAMED]],
            "more": max(len(named) - NAMED, 0),
        },
        link="/desk/queue/?list=mine",
    )


def reply(incident: Incident, entry: TimelineEntry, *, asks: bool) -> None:
    _contact("reply", incident, entry, body=entry.body, asks=asks)


def solution(incident: Incident, entry: TimelineEntry) -> None:
    _contact("solution", incident, entry, body=entry.body)


def note(incident: Incident, entry: TimelineEntry) -> None:
    """Colleagues who follow the incident; nobody else reads it."""
    whom = [person for person in _followers(incident, entry) if person.is_staff]
    _staff("followed_note", whom, incident, entry, who=author_of(entry), body=entry.body)


def mentioned(incident: Incident, entry: TimelineEntry, people: Iterable[User]) -> None:
    """Those whom the text names, but for its writer and the contact, who is told the whole of it; of one entry
    nobody is told twice, so call it first."""
    whom = [person for person in people if person.pk not in (entry.author_id, incident.contact_id)]
    words: dict[str, Any] = {"who": author_of(entry), "body": entry.body}
    _staff("mentioned", [person for person in whom if person.is_staff], incident, entry, **words)
    _contacts("mentioned_here", [person for person in whom if not person.is_staff], incident, entry, **words)


def contact_reply(incident: Incident, entry: TimelineEntry) -> None:
    _owner("contact_reply", incident, entry, body=entry.body)


def waiting_development(incident: Incident, entry: TimelineEntry) -> None:
    expected = incident.release_expected_on
    _contact("waiting_development", incident, entry, expected=expected.isoformat() if expected else None)


def resumed(incident: Incident, entry: TimelineEntry) -> None:
    """Of what is back from development the contact hears (L7); of what needs her answer no longer its owner, where
    another found so (L5)."""
    if entry.facts["from"] == Status.WAITING_DEVELOPMENT:
        _contact("resumed", incident, entry)
    elif incident.owner and incident.owner_id != entry.author_id:
        _staff("resumed_staff", in_charge(incident, Role.LEAD), incident, entry, who=author_of(entry))


def expected_date(incident: Incident, entry: TimelineEntry) -> None:
    """The customer hears of every new day (L6)."""
    facts = entry.facts
    _contact(
        "expected_date",
        incident,
        entry,
        expected=facts["to"],
        earlier=facts.get("from"),
        reason=facts.get("reason", ""),
    )


def closed(incident: Incident, entry: TimelineEntry) -> None:
    """The contact, whom what was solved asks whether she is satisfied (L9), and whoever follows it, who is not."""
    days = LifecycleRules.current().reopen_days
    words: dict[str, Any] = {"reason": incident.close_reason, "reopen_days": days}
    solved = incident.close_reason == CloseReason.SOLVED
    _contacts("closed", [incident.contact], incident, entry, asks=solved, **words)
    _follow("closed", incident, entry, contacts="closed", asks=False, **words)


def withdrawn(incident: Incident, entry: TimelineEntry) -> None:
    _owner("withdrawn", incident, entry)


def woken(incident: Incident, entry: TimelineEntry) -> None:
    """Its owner, or who snoozed it where nobody owns it, sees in the app that the time has come."""
    snoozed = incident.timeline.filter(kind=entry.kind, facts__has_key="until").select_related("author")
    whom = incident.owner or snoozed.latest("pk").author
    _staff("woken", [whom] if whom else [], incident, entry)


def reopened(incident: Incident, entry: TimelineEntry) -> None:
    _owner("reopened", incident, entry)
    _staff("reopened", on_hand(incident.customer, entry.at), incident, entry)


def objection_upheld(incident: Incident, entry: TimelineEntry, reason: str) -> None:
    """The customer hears that her incident is worked on after all (L14)."""
    _contact("objection_upheld", incident, entry, body=reason)


def rejected(incident: Incident, entry: TimelineEntry) -> None:
    """The owner hears of every rejection (L10)."""
    _owner("contact_reply", incident, entry, body=entry.body)


def severity_changed(incident: Incident, entry: TimelineEntry) -> None:
    """The contact; of a severity 1 the advisor, too (R17.5)."""
    if incident.severity == 1:
        _staff("raised_to_one", on_hand(incident.customer, entry.at), incident, entry, priority=URGENT)
    expected = _expected(_first_response(incident), incident.contact, entry.at)
    _contact("severity_changed", incident, entry, **expected, **_severities(entry))


def product_changed(incident: Incident, entry: TimelineEntry) -> None:
    facts = {"before": entry.facts["from"], "after": entry.facts["to"], "reason": entry.facts["reason"]}
    expected = _expected(_first_response(incident), incident.contact, entry.at)
    _contact("product_changed", incident, entry, **expected, **facts)


def lowered_unreachable(incident: Incident, entry: TimelineEntry) -> None:
    """That nobody answered, that it is severity 2 for that, and that she may raise it again herself (R10.6)."""
    facts = {name: entry.facts.get(name, "") for name in ("phone", "tries", "first", "last", "reason")}
    expected = _expected(_first_response(incident), incident.contact, entry.at)
    _contact("unreachable", incident, entry, **expected, **facts)
    _follow("severity_changed", incident, entry)


def raised_again(incident: Incident, entry: TimelineEntry) -> None:
    """The owner, or the region's agents and leads where nobody owns it, and the advisor: it is severity 1 again."""
    whom = in_charge(incident, Role.AGENT, Role.LEAD)
    whom += on_hand(incident.customer, entry.at)
    _staff("raised_again", whom, incident, entry, priority=URGENT, phone=incident.phone)
    _follow("severity_changed", incident, entry)


def severity_asked(incident: Incident, entry: TimelineEntry, on_call: Iterable[User]) -> None:
    """Who decides: its owner, or the leads. Severity 1 cannot wait until somebody looks: the region's agents, too,
    and whoever is on call, at once."""
    critical = entry.facts["to"] == Severity.CRITICAL
    whom = in_charge(incident, *((Role.AGENT, Role.LEAD) if critical else (Role.LEAD,)))
    if critical:
        whom += on_call
    priority = URGENT if critical else Notification.Priority.NORMAL
    _staff("severity_asked", whom, incident, entry, priority=priority, **_severities(entry))


def severity_declined(incident: Incident, entry: TimelineEntry) -> None:
    _contact("reply", incident, entry, body=entry.facts["reason"], asks=False)


def reminded(incident: Incident, milestone: Milestone, percent: int, *, late: bool = False) -> None:
    """Level 0: the owner, or the region's agents where nobody owns it; `late` in a digest."""
    whom = in_charge(incident, Role.AGENT)
    tell(
        "reminder",
        whom,
        f"milestone:{milestone.pk}:{percent}",
        customer=incident.customer,
        context=words_of(incident) | {"percent": percent, **_milestone(milestone)},
        link=_desk(incident),
        priority=DIGEST if late else None,
    )


def missed(incident: Incident, milestone: Milestone, at: datetime, *, late: bool = False) -> None:
    """The owner, and the customer in a plain sentence where the milestone is shown to her (R8.11, R8.9); `late` in
    a digest."""
    event = f"milestone:{milestone.pk}:missed"
    words = words_of(incident) | _milestone(milestone)
    priority = DIGEST if late else None
    if incident.owner:
        tell(
            "missed",
            [incident.owner],
            event,
            customer=incident.customer,
            context=words,
            link=_desk(incident),
            priority=priority,
        )
    if milestone.kind in shown_to(incident.tier):
        tell(
            "missed_customer",
            [incident.contact],
            event,
            customer=incident.customer,
            context=words | {"expected_at": _iso(expected_again(milestone, at))},
            link=_portal(incident),
            priority=priority,
        )


def missed_and_over(incident: Incident, milestone: Milestone, at: datetime, *, late: bool = False) -> None:
    """The advisor alone, of a target that was missed and needs nobody any more (R17.5); `late` in a digest."""
    tell(
        "missed",
        on_hand(incident.customer, at),
        f"milestone:{milestone.pk}:missed",
        customer=incident.customer,
        context=words_of(incident) | _milestone(milestone),
        link=_desk(incident),
        priority=DIGEST if late else None,
    )


def escalated(
    incident: Incident,
    at: datetime,
    level: int,
    cause: str,
    *,
    late: bool = False,
    asked: Mapping[str, Any] | None = None,
) -> None:
    """Level 1 is the region's leads, 2 the support manager, 3 the heads; the advisor hears of each (R17.5); `late`
    in a digest. `asked`: kinds.ASKED_FOR, where the customer asks for it."""
    roles = {1: [Role.LEAD], 2: [Role.SUPPORT_MANAGER], 3: [Role.HEAD_OF_SUPPORT, Role.HEAD_OF_DEVELOPMENT]}
    whom = region_staff(incident, *roles[level]) if level == 1 else User.objects.staff_with(*roles[level])
    tell(
        "escalated",
        [*whom, *on_hand(incident.customer, at)],
        f"incident:{incident.pk}:level:{level}:{cause}",
        customer=incident.customer,
        context=words_of(incident)
        | dict.fromkeys(ASKED_FOR)
        | {"level": level, "cause": cause.split(":")[0]}
        | dict(asked or {}),
        link=_desk(incident),
        priority=DIGEST if late else URGENT,
    )


def silence(incident: Incident, entry: TimelineEntry, number: int, closes_on: str) -> None:
    _contact(
        "silence_reminder", incident, entry, reminder=number, closes_on=closes_on, status=incident.status
    )


def ask_to_phone(incident: Incident, entry: TimelineEntry) -> None:
    """Severity 1 is never closed by itself: after a day of silence an agent is asked to phone."""
    whom = in_charge(incident, Role.LEAD)
    _staff("reminder", whom, incident, entry, percent=None, milestone="phone", due_at=None)


def in_charge(incident: Incident, *roles: str) -> list[User]:
    """Its owner; where nobody owns it, or she may not sign in any more, those of its region with these roles."""
    if incident.owner and incident.owner.is_active:
        return [incident.owner]
    return region_staff(incident, *roles)


def region_staff(incident: Incident, *roles: str) -> list[User]:
    """Those of the incident's region who see it; where it has none, those of every region."""
    people = [person for person in User.objects.staff_with(*roles) if sees(person, incident)]
    return [person for person in people if person.staff.region_id == incident.region_id] or people


def _contact(kind: str, incident: Incident, entry: TimelineEntry, **words: Any) -> None:
    """Its contact, and of what is FOLLOWED whoever follows it."""
    _contacts(kind, [incident.contact], incident, entry, **words)
    if kind in FOLLOWED:
        _follow(kind, incident, entry, contacts=kind, **words)


def _follow(
    what: str,
    incident: Incident,
    entry: TimelineEntry,
    *,
    contacts: str = "followed_here",
    staff: str = "followed",
    **words: Any,
) -> None:
    """Whoever follows it: contacts by one kind, colleagues by another."""
    people, words = _followers(incident, entry), {"body": ""} | words
    words |= {"what": what, "who": author_of(entry)}
    _contacts(contacts, [person for person in people if not person.is_staff], incident, entry, **words)
    _staff(staff, [person for person in people if person.is_staff], incident, entry, **words)


def _followers(incident: Incident, entry: TimelineEntry) -> list[User]:
    """Those who may see it now, but for whoever did it herself."""
    return [person for person in followers(incident) if person.pk != entry.author_id]


def _contacts(
    kind: str, whom: Iterable[User], incident: Incident, entry: TimelineEntry, **words: Any
) -> None:
    if not (people := list(whom)):
        return
    tell(
        kind,
        people,
        _event(incident, entry),
        customer=incident.customer,
        context=words_of(incident) | words,
        link=_portal(incident),
        priority=URGENT if incident.severity == 1 else Notification.Priority.NORMAL,
    )


def _owner(kind: str, incident: Incident, entry: TimelineEntry, **words: Any) -> None:
    """Its owner, or the leads once she may not sign in any more, and whoever follows it but for what is the owner's
    alone."""
    if incident.owner:
        _staff(kind, in_charge(incident, Role.LEAD), incident, entry, **words)
    if kind != "assigned":
        _follow(kind, incident, entry, staff=kind, **words)


def _staff(
    kind: str,
    whom: Iterable[User],
    incident: Incident,
    entry: TimelineEntry,
    priority: int = Notification.Priority.NORMAL,
    **words: Any,
) -> None:
    if not (people := list(whom)):
        return
    tell(
        kind,
        people,
        _event(incident, entry),
        customer=incident.customer,
        context=words_of(incident) | words,
        link=_desk(incident),
        priority=priority,
    )


def _severities(entry: TimelineEntry) -> dict[str, Any]:
    facts = entry.facts
    return {"before": facts["from"], "after": facts["to"], "reason": facts.get("reason", "")}


def _event(incident: Incident, entry: TimelineEntry) -> str:
    return f"incident:{incident.pk}:{entry.pk}"


def words_of(incident: Incident) -> dict[str, Any]:
    """What every kind of message about an incident holds (notifications.kinds)."""
    return {
        "number": incident.pk,
        "title": incident.title,
        "severity": incident.severity,
        "customer": incident.customer.name,
        "product": incident.product.name,
    }


def _first_response(incident: Incident) -> Milestone | None:
    return next((m for m in incident.running if m.kind == MilestoneKind.FIRST_RESPONSE), None)


def _expected(milestone: Milestone | None, reader: User, at: datetime) -> dict[str, Any]:
    """When a response is expected, and why in the reader's words (R8.4): the same sentences as on her page."""
    if milestone is None:
        return {"due_at": None, "why": []}
    with translation.override(reader.language):
        why = explain(milestone, at, reader.zone, contact=True, dated=True).sentences
    return {"due_at": _iso(milestone.due_at), "why": why}


def _milestone(milestone: Milestone) -> dict[str, Any]:
    return {"milestone": milestone.kind, "due_at": _iso(milestone.due_at)}


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def _desk(incident: Incident) -> str:
    return f"/desk/incidents/{incident.pk}/"


def _portal(incident: Incident) -> str:
    return incident.get_absolute_url()
