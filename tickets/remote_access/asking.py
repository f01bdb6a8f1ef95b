"""What the vendor asks for: a session on an incident, another request in its place, or none any more (R7.1, R7.5,
R7.8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from subscriptions import permissions, texts
from subscriptions.models import Customer, InstalledSystem, User
from subscriptions.permissions import Permission
from tickets.lifecycle import changing
from tickets.models import Incident
from tickets.remote_access import access, telling
from tickets.remote_access.holding import close, due_next, holding, require_asked, say
from tickets.remote_access.models import (
    RemoteAccessRules,
    RemoteSession,
    SessionAgent,
    SessionSystem,
    State,
)
from tickets.remote_access.models.sessions import TEXT, Purpose, Scope
from tickets.remote_access.refusals import (
    IncidentOver,
    NeverProduction,
    NoAgent,
    NoSystem,
    ProductionNeedsReason,
    SessionRuns,
    SystemElsewhere,
    UnknownChoice,
    WindowPassed,
    WindowTooFar,
    WindowTooLong,
    WindowUpsideDown,
)

FURTHEST_DAYS = 60
PRODUCTION = InstalledSystem.Environment.PRODUCTION


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is asked for: exactly this is approved. The window is [opens_at, closes_at)."""

    purpose: str
    text: str
    scope: str
    systems: Sequence[InstalledSystem]
    agents: Sequence[User]
    opens_at: datetime
    closes_at: datetime
    production_reason: str = ""


def ask(
    incident: Incident, wish: Wish, by: User, at: datetime | None = None, submission: UUID | None = None
) -> RemoteSession:
    """Ask for a session on the incident (R7.1). No clock moves, whatever the answer (R7.7); those who may approve
    are told. Pressing twice gives the one session of that `submission`.

    Raises the refusal of the subscription, IncidentOver, Forbidden, or that of the first rule which is broken.
    """
    at = at or timezone.now()
    try:
        with transaction.atomic():
            return _ask(incident, wish, by, at, submission)
    except IntegrityError:
        known = RemoteSession.objects.filter(submission=submission).first() if submission else None
        if known is None:
            raise
        return known


def change(session: RemoteSession, wish: Wish, by: User, at: datetime | None = None) -> RemoteSession:
    """Ask for something else in its place: every approval is void, be the window one minute longer (R7.5). The same
    again changes nothing. Raises as `ask`, SessionRuns, SessionNotOpen."""
    at = at or timezone.now()
    permissions.require(by, Permission.WORK)
    with holding(session, at) as (incident, row):
        if row.state == State.RUNNING and row.is_open(at):
            raise SessionRuns
        require_asked(row, at)
        checked = _checked(incident, wish, at)
        if _asked_already(row, checked):
            return row
        row.version += 1
        _keep(row, checked, at)
        entry = say(incident, row, "changed", at, by)
        telling.asked(row, entry, at, again=True)
        return row


def cancel(session: RemoteSession, by: User, at: datetime | None = None) -> RemoteSession:
    """It is not needed any more. Raises Forbidden, SessionNotOpen."""
    at = at or timezone.now()
    permissions.require(by, Permission.WORK)
    with holding(session, at) as (incident, row):
        require_asked(row, at)
        close(row, State.CANCELLED, at, by)
        entry = say(incident, row, "cancelled", at, by)
        telling.over(row, entry, at)
        return row


def check_rules(
    rules: RemoteAccessRules,
    customer: Customer,
    opens_at: datetime,
    closes_at: datetime,
    *,
    production: bool,
    hers: bool = False,
) -> None:
    """Raise NeverProduction or WindowTooLong where the customer's rules forbid such a session, in words for her own
    people where `hers`. They win when it is asked for, approved and started."""
    if production and rules.never_production:
        raise NeverProduction(customer=customer, hers=hers)
    if closes_at - opens_at > rules.longest:
        raise WindowTooLong(customer, rules.longest, hers=hers)


def _ask(incident: Incident, wish: Wish, by: User, at: datetime, submission: UUID | None) -> RemoteSession:
    permissions.require(by, Permission.WORK)
    with changing(incident, at) as row:
        known = RemoteSession.objects.filter(submission=submission).first() if submission else None
        if known is not None:
            return known
        access.require_service(row, at)
        checked = _checked(row, wish, at)
        session = RemoteSession(
            incident=row, customer=row.customer, asked_by=by, asked_at=at, submission=submission
        )
        _keep(session, checked, at)
        entry = say(row, session, "asked", at, by, reason=checked.text)
        telling.asked(session, entry, at, again=False)
        return session


def _checked(incident: Incident, wish: Wish, at: datetime) -> Wish:
    """The wish with its texts as they are kept. Raises the refusal of the first rule that is broken."""
    if not incident.is_open:
        raise IncidentOver(status=incident.get_status_display())
    if wish.purpose not in Purpose.values:
        raise UnknownChoice("purpose")
    if wish.scope not in Scope.values:
        raise UnknownChoice("scope")
    _check_window(wish, at)
    production = _check_systems(incident.customer, wish.systems)
    rules = RemoteAccessRules.of(incident.customer)
    check_rules(rules, incident.customer, wish.opens_at, wish.closes_at, production=production)
    reason = texts.optional(wish.production_reason, TEXT, field="production_reason")
    if production and not reason:
        raise ProductionNeedsReason
    return Wish(
        purpose=wish.purpose,
        text=texts.optional(wish.text, TEXT, field="text"),
        scope=wish.scope,
        systems=sorted(wish.systems, key=lambda system: system.pk),
        agents=_check_agents(wish.agents),
        opens_at=wish.opens_at,
        closes_at=wish.closes_at,
        production_reason=reason if production else "",
    )


def _check_window(wish: Wish, at: datetime) -> None:
    if wish.closes_at <= wish.opens_at:
        raise WindowUpsideDown
    if wish.closes_at <= at:
        raise WindowPassed
    if wish.opens_at > at + timedelta(days=FURTHEST_DAYS):
        raise WindowTooFar(days=FURTHEST_DAYS)


def _check_systems(customer: Customer, systems: Sequence[InstalledSystem]) -> bool:
    """Whether one of them is a production system. Raises NoSystem, SystemElsewhere."""
    if not systems:
        raise NoSystem
    if any(system.customer_id != customer.pk for system in systems):
        raise SystemElsewhere(customer=customer)
    return any(system.environment == PRODUCTION for system in systems)


def _check_agents(people: Sequence[User]) -> list[User]:
    """Those who take part, each once. Raises NoAgent where one does not work incidents, or none is named."""
    wanted = {person.pk for person in people}
    known = list(access.agents().filter(pk__in=wanted).order_by("pk"))
    if not wanted or len(known) != len(wanted):
        raise NoAgent
    return known


def _asked_already(session: RemoteSession, wish: Wish) -> bool:
    return _facts(wish) == (
        session.purpose,
        session.text,
        session.scope,
        session.production_reason,
        session.opens_at,
        session.closes_at,
        sorted(system.pk for system in session.installed_systems),
        sorted(person.pk for person in session.people),
    )


def _facts(wish: Wish) -> tuple[Any, ...]:
    return (
        wish.purpose,
        wish.text,
        wish.scope,
        wish.production_reason,
        wish.opens_at,
        wish.closes_at,
        [system.pk for system in wish.systems],
        [person.pk for person in wish.agents],
    )


def _keep(session: RemoteSession, wish: Wish, at: datetime) -> None:
    """Write what is asked for now, with its systems and people."""
    session.purpose, session.text, session.scope = wish.purpose, wish.text, wish.scope
    session.production_reason = wish.production_reason
    session.opens_at, session.closes_at = wish.opens_at, wish.closes_at
    session.next_at = due_next(session, at)
    session.save()
    session._prefetched_objects_cache = {}  # type: ignore[attr-defined]  # they are written anew
    of = {"session": session, "customer": session.customer}
    session.systems.all().delete()
    session.agents.all().delete()
    SessionSystem.objects.bulk_create(SessionSystem(**of, system=system) for system in wish.systems)
    SessionAgent.objects.bulk_create(SessionAgent(**of, agent=person) for person in wish.agents)
