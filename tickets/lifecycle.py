"""The life of an incident after it was logged: LIFECYCLE.md, 2, one function a move.

Each is one transaction that locks the incident, moves its clocks, writes the timeline and the outbox, and keeps
its place in the queue. Messages are correspondence.py's, logging is intake.py's, the end is closing.py's, silence
silence.py's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entitlements.models import Severity
from subscriptions import arrays, kept, texts
from subscriptions.models import User
from tickets import (
    following,
    signals,
    targets,
    telling,
    timeline,
    webhook_events,
)
from tickets.duty import paging
from tickets.live import announcing
from tickets.models import Incident, Status, TimelineEntry
from tickets.models.incidents import WORK_ORDER
from tickets.narrowing import check_sees
from tickets.refusals import (
    AlreadyTaken,
    DayOutOfRange,
    IllegalMove,
    NotInDevelopment,
    NotOpen,
    NotWaiting,
    SameDay,
)
from tickets.timeline import sent_before, write
from tickets.waking import wake

MOVES: dict[str, tuple[Status, ...]] = {
    Status.NEW: (Status.IN_PROGRESS, Status.SOLUTION_PROPOSED, Status.CLOSED, Status.WITHDRAWN),
    Status.IN_PROGRESS: (
        Status.WAITING_CUSTOMER,
        Status.WAITING_DEVELOPMENT,
        Status.SOLUTION_PROPOSED,
        Status.CLOSED,
        Status.WITHDRAWN,
    ),
    Status.WAITING_CUSTOMER: (
        Status.IN_PROGRESS,
        Status.SOLUTION_PROPOSED,
        Status.CLOSED,
        Status.WITHDRAWN,
    ),
    Status.WAITING_DEVELOPMENT: (
        Status.IN_PROGRESS,
        Status.SOLUTION_PROPOSED,
        Status.CLOSED,
        Status.WITHDRAWN,
    ),
    Status.SOLUTION_PROPOSED: (Status.IN_PROGRESS, Status.CLOSED, Status.WITHDRAWN),
    Status.CLOSED: (Status.IN_PROGRESS,),
    Status.WITHDRAWN: (),
}

WAITING = (Status.WAITING_CUSTOMER, Status.WAITING_DEVELOPMENT)
FURTHEST_AHEAD = timedelta(days=366)


@contextmanager
def changing(incident: Incident, at: datetime) -> Iterator[Incident]:
    """The incident, locked and fresh; what the block changed of it is saved, with its place in the queue."""
    with transaction.atomic():
        row = Incident.objects.for_change().get(pk=incident.pk)
        _reuse_relations(incident, row)
        with saving(row, at):
            yield row


@contextmanager
def saving(row: Incident, at: datetime) -> Iterator[None]:
    """For an incident that was locked with `for_change`: what the block changes of it is saved at the end. A
    severity 1 that looks for somebody then is paged for (R6.5)."""
    before = dict(row.__dict__)
    webhook_events.hold_back(row)
    with kept.settled(row.stamp):
        yield
        if "running" in row.__dict__:  # a clock may have changed
            targets.place(row)
        announcing.changed(row)
        webhook_events.release(row)
    row.changed_at = max(row.changed_at, at)  # a mail may have been received before
    changed = {name for name, value in row.__dict__.items() if before.get(name) != value}
    arrays.update([row], [f.attname for f in row._meta.concrete_fields if f.attname in changed])
    if Severity.CRITICAL in (before["severity"], row.severity):
        paging.follow(row, at, raised=before["severity"] != row.severity)


def _reuse_relations(known: Incident, row: Incident) -> None:
    """What the caller has read of customer, product, people and so on need not be read again. What points to the
    incident is not among it."""
    for name, value in known._state.fields_cache.items():
        if value is not None and getattr(row, f"{name}_id", None) == value.pk:
            setattr(row, name, value)


def move(
    incident: Incident, to: Status, at: datetime, author: User | None, *, reason: str = "", **facts: Any
) -> TimelineEntry:
    """Change the status and say so on the timeline; that ends a snooze. Raises IllegalMove for one that the table
    does not have."""
    said = turn(incident, to, at, author, reason=reason, **facts)
    timeline.add([said])
    return said


def turn(
    incident: Incident, to: Status, at: datetime, author: User | None, *, reason: str = "", **facts: Any
) -> TimelineEntry:
    """The same without adding the entry that says so, which is given."""
    check(incident, to)
    before, incident.status, incident.status_since = incident.status, to, at
    incident.held_open_until = None
    if to not in WORK_ORDER:
        incident.snoozed_until = None
    elif before != Status.NEW:
        wake(incident, at, "status", author)
    if to != Status.CLOSED:
        incident.closed_at, incident.close_reason, incident.duplicate_of = None, "", None
    return timeline.entry(
        incident,
        TimelineEntry.Kind.STATUS,
        at,
        author=author,
        from_=before,
        to=to,
        reason=reason,
        **facts,
    )


def check(incident: Incident, to: Status) -> None:
    """Raise IllegalMove, with what is possible, unless the incident may become `to`."""
    if to not in MOVES[incident.status]:
        raise illegal(incident, to)


def illegal(incident: Incident, to: Status) -> IllegalMove:
    """The refusal of a move, naming those that are possible."""
    allowed = ", ".join(str(status.label) for status in MOVES[incident.status]) or "–"
    return IllegalMove(status=incident.get_status_display(), wanted=to.label, allowed=allowed)


def check_open(incident: Incident) -> None:
    """Raise NotOpen for one that has ended."""
    if not incident.is_open:
        raise NotOpen(status=incident.get_status_display())


def take(incident: Incident, agent: User, at: datetime | None = None) -> Incident:
    """L2: the agent becomes the owner; taking is not a response. Raises NotOpen, and AlreadyTaken by another."""
    at = at or timezone.now()
    with changing(incident, at) as row:
        check_open(row)
        if row.owner not in (None, agent):
            raise AlreadyTaken(owner=row.owner)
        own(row, agent, at, by=agent)
        return row


def own(incident: Incident, agent: User | None, at: datetime, *, by: User, together: bool = False) -> None:
    """Inside `changing`: give the incident to `agent` (None: back to the queue); a new one is in progress then. A
    severity 1 without owner is not snoozed any longer. `together`: with others of which she is told in one."""
    if incident.owner == agent:
        return
    if agent:
        check_sees(agent, incident)
    if agent is None and incident.severity == Severity.CRITICAL:
        wake(incident, at, "released", by)
    before, incident.owner = incident.owner, agent
    entry = timeline.entry(
        incident,
        TimelineEntry.Kind.OWNER,
        at,
        author=by,
        to=agent.name if agent else "",
        from_=before.name if before else "",
    )
    taken = agent is not None and incident.status == Status.NEW
    timeline.add([entry, turn(incident, Status.IN_PROGRESS, at, by)] if taken else [entry])
    if taken:
        telling.taken(incident, entry)
    if agent and agent != by and not (together and incident.severity != Severity.CRITICAL):
        telling.assigned(incident, entry)


def assign(incident: Incident, agent: User | None, by: User, at: datetime | None = None) -> Incident:
    """A lead, or the agent herself, gives the incident to `agent`, or back to the queue. Raises NotOpen."""
    at = at or timezone.now()
    with changing(incident, at) as row:
        check_open(row)
        own(row, agent, at, by=by)
        return row


def wait_for_development(
    incident: Incident,
    agent: User,
    *,
    defect_link: str = "",
    release_expected_on: date | None = None,
    at: datetime | None = None,
) -> Incident:
    """L6: a defect is being corrected. The customer is still owed replies; the solution goal pauses.
    Raises DayOutOfRange for a release expected on a day that has passed or is over a year away."""
    at = at or timezone.now()
    with changing(incident, at) as row:
        expected = ahead(row, release_expected_on, at).isoformat() if release_expected_on else ""
        entry = move(row, Status.WAITING_DEVELOPMENT, at, agent, defect_link=defect_link, expected=expected)
        row.defect_link, row.release_expected_on = defect_link, release_expected_on
        targets.pause(row, at, Status.WAITING_DEVELOPMENT)
        telling.waiting_development(row, entry)
        return row


def set_expected_date(
    incident: Incident,
    agent: User,
    release_expected_on: date | None,
    *,
    reason: str = "",
    at: datetime | None = None,
    submission: UUID | None = None,
) -> Incident:
    """L6: another day is expected while it waits for development, and the customer is told again; no clock moves.

    The reason may be empty; she reads it. Raises NotInDevelopment, DayOutOfRange, or SameDay where nothing changes.
    """
    at = at or timezone.now()
    with changing(incident, at) as row:
        wanted = release_expected_on and release_expected_on.isoformat()
        if sent_before(row, submission, facts__to=wanted):
            return row
        if row.status != Status.WAITING_DEVELOPMENT:
            raise NotInDevelopment(status=row.get_status_display())
        day, earlier = ahead(row, release_expected_on, at), row.release_expected_on
        if day == earlier:
            raise SameDay
        row.release_expected_on = day
        entry = write(
            row,
            TimelineEntry.Kind.INFORMATION,
            at,
            author=agent,
            code="expected_date",
            from_=earlier and earlier.isoformat(),
            to=day.isoformat(),
            reason=texts.optional(reason),
            submission=submission and str(submission),
        )
        telling.expected_date(row, entry)
        return row


def ahead(incident: Incident, day: date | None, at: datetime) -> date:
    """The day itself where it is from today on, as the customer's calendar has it, and within a year; raises
    DayOutOfRange for any other and for none."""
    today = at.astimezone(incident.customer.zone).date()
    if day is None or not today <= day <= today + FURTHEST_AHEAD:
        raise DayOutOfRange
    return day


def resume(incident: Incident, agent: User, at: datetime | None = None) -> Incident:
    """L5, L7: an agent no longer needs the answer, or the build is there. Raises NotWaiting."""
    at = at or timezone.now()
    with changing(incident, at) as row:
        if row.status not in WAITING:
            raise NotWaiting(status=row.get_status_display())
        telling.resumed(row, back_to_work(row, at, agent))
        return row


def back_to_work(incident: Incident, at: datetime, author: User | None, *, reason: str = "") -> TimelineEntry:
    """Inside `changing`: in progress again; the solution goal goes on and a new next reply is due."""
    reopened, closed_at = incident.status == Status.CLOSED, incident.closed_at
    entry = move(incident, Status.IN_PROGRESS, at, author, reason=reason)
    if reopened:
        following.catch_up(incident, at)
        targets.reopen(incident, at, closed_at)
        by = author.pk if author else None
        signals.incident_reopened.send(Incident, incident=incident.pk, by=by, at=at)
    else:
        targets.resume(incident, at)
    targets.expect_reply([incident], at)
    return entry


def own_if_free(incident: Incident, agent: User, at: datetime) -> None:
    """Inside `changing`: an incident that nobody owns becomes the agent's who answers it (L3)."""
    if incident.owner is None:
        own(incident, agent, at, by=agent)
