"""What an agent does with a session that is approved: start it, look at the connection while it runs, end it with
what was done (R7.2 to R7.4)."""

import json
from datetime import datetime

from django.utils import timezone

from subscriptions import texts
from subscriptions.audit.recording import record
from subscriptions.models import User
from tickets.remote_access import access, telling
from tickets.remote_access.asking import check_rules
from tickets.remote_access.holding import close, due_next, holding, require_asked, say
from tickets.remote_access.models import ConnectionDetails, RemoteAccessRules, RemoteSession, State
from tickets.remote_access.models.sessions import TEXT
from tickets.remote_access.refusals import (
    AnotherRuns,
    ApprovalExpired,
    ConnectionNotShown,
    IncidentOver,
    ProductionNeedsReason,
    RemoteNotReady,
    SessionNotOpen,
    WindowNotBegun,
)
from tickets.remote_access.supplying import Connection


def start(session: RemoteSession, by: User, at: datetime | None = None) -> RemoteSession:
    """Start it. Of the eight combinations of approval, connection and person one starts (R7.2), inside its window
    (R7.3), by one whom the request names (R7.5).

    Raises RemoteNotReady, naming what is missing; NotNamed, Forbidden; ApprovalExpired, SessionNotOpen, WindowOver,
    WindowNotBegun; IncidentOver, AnotherRuns; the refusal of the subscription or of a rule of the customer's;
    ProductionNeedsReason.
    """
    at = at or timezone.now()
    with holding(session, at) as (incident, row):
        access.require_named(row, by)
        if not incident.is_open:
            raise IncidentOver(status=incident.get_status_display())
        if row.stands(at) == State.EXPIRED and row.approvers():
            raise ApprovalExpired(row.closes_at)
        require_asked(row, at)
        access.require_service(incident, at)
        rules = RemoteAccessRules.of(row.customer)
        ready = access.readiness(row, rules)
        if not ready.complete:
            raise RemoteNotReady(ready.missing())
        check_rules(rules, row.customer, row.opens_at, row.closes_at, production=row.production)
        if row.production and not row.production_reason:  # a test system has become one since it was approved
            raise ProductionNeedsReason
        if at < row.opens_at:
            raise WindowNotBegun(row.opens_at)
        if RemoteSession.objects.filter(incident=incident, state=State.RUNNING).exists():
            raise AnotherRuns
        row.state, row.started_at, row.started_by = State.RUNNING, at, by
        row.next_at = row.next_at or due_next(row, at)
        row.save(update_fields=["state", "started_at", "started_by", "next_at"])
        entry = say(incident, row, "started", at, by, person=row.person and row.person.name)
        telling.started(row, entry)
        return row


def end(session: RemoteSession, by: User, done: str, at: datetime | None = None) -> RemoteSession:
    """End it, with what was done, which the customer reads (R7.3). Where its window has ended it ended then. Raises
    NotNamed, Forbidden, EmptyText, SessionNotOpen."""
    at = at or timezone.now()
    words = texts.message(done, TEXT, field="done")
    with holding(session, at) as (incident, row):
        access.require_named(row, by)
        if row.state != State.RUNNING:
            raise SessionNotOpen(row.stands(at).label)
        late = row.closes_at <= at
        state, ended_at = (State.EXPIRED, row.closes_at) if late else (State.ENDED, at)
        close(row, state, ended_at, None if late else by, done=words)
        entry = say(incident, row, "ended", at, by, reason=words, ended=ended_at.isoformat())
        telling.over(row, entry, at)
        return row


def note(session: RemoteSession, by: User, done: str, at: datetime | None = None) -> RemoteSession:
    """What was done, of a session that was withdrawn or whose window ended while it ran (R7.3). Raises NotNamed,
    Forbidden, EmptyText; SessionNotOpen where it never ran or that is said already."""
    at = at or timezone.now()
    words = texts.message(done, TEXT, field="done")
    with holding(session, at) as (incident, row):
        access.require_named(row, by)
        if row.started_at is None or row.ended_at is None or row.done:
            raise SessionNotOpen(row.stands(at).label)
        row.done = words
        row.save(update_fields=["done"])
        say(incident, row, "noted", at, by, reason=words)
        return row


def look(session: RemoteSession, by: User, at: datetime | None = None) -> Connection:
    """The connection, to the agent who started the session, while it runs; each look is on record (R7.4). Raises
    ConnectionNotShown."""
    at = at or timezone.now()
    with holding(session, at) as (_incident, row):
        runs = row.state == State.RUNNING and row.is_open(at)
        details = ConnectionDetails.objects.filter(session=row).first()
        if not runs or row.started_by != by or details is None:
            raise ConnectionNotShown
        record("remote.connection_seen", on=row, customer=row.customer_id, person=by)
        return Connection(**json.loads(details.secrets))
