"""What the page of an incident shows of its remote sessions: what is asked, what is there, what is to do."""

from dataclasses import dataclass
from datetime import datetime

from subscriptions import permissions
from subscriptions.models import User
from subscriptions.permissions import Permission
from subscriptions.refusals import InvalidInput
from tickets.models import Incident
from tickets.parts import Part
from tickets.remote_access import access
from tickets.remote_access.asking import check_rules
from tickets.remote_access.models import Approval, RemoteAccessRules, RemoteSession, State
from tickets.remote_access.ready import Readiness
from tickets.remote_access.wording import Clause, clauses

OVER = 3  # sessions that are over, the last ones


@dataclass(frozen=True)
class Shown:
    """A session as a page shows it at an instant. `approves`: whether its reader may, and has not yet. `forbidden`:
    why the customer's rules keep it from starting as it is asked for. `approvals`: each with whether it counts."""

    session: RemoteSession
    stands: State
    is_open: bool
    clauses: list[Clause]
    ready: Readiness
    approvals: list[tuple[Approval, bool]]
    approves: bool
    forbidden: InvalidInput | None


def shown(session: RemoteSession, reader: User, rules: RemoteAccessRules, at: datetime) -> Shown:
    """The session for this reader."""
    stands = session.stands(at)
    asked = stands == State.ASKED
    return Shown(
        session,
        stands,
        session.is_open(at),
        clauses(session),
        access.readiness(session, rules),
        _approvals(session) if session.is_open(at) else [(each, True) for each in session.approvals.all()],
        asked and reader not in session.approvers() and access.approves(session.customer, reader),
        _forbidden(session, rules, hers=not reader.is_staff) if asked else None,
    )


def _approvals(session: RemoteSession) -> list[tuple[Approval, bool]]:
    """Those of an open session: of one who has left or lost the permission they count no more (R7.6)."""
    may = set(access.approvers(session.customer).values_list("user", flat=True))
    return [(each, each.approver_id in may) for each in session.approvals.all()]


def _forbidden(session: RemoteSession, rules: RemoteAccessRules, *, hers: bool) -> InvalidInput | None:
    window = session.opens_at, session.closes_at
    try:
        check_rules(rules, session.customer, *window, production=session.production, hers=hers)
    except InvalidInput as refusal:
        return refusal
    return None


def part(incident: Incident, reader: User, at: datetime) -> Part | None:
    """The panel; None where there is nothing to show. An incident whose timeline tells of no session asks
    nothing."""
    asks = reader.is_staff and incident.is_open and permissions.may(reader, Permission.WORK)
    told = any("session" in entry.facts for entry in incident.timeline.all())
    if not asks and not told:
        return None
    sessions = list(RemoteSession.objects.filter(incident=incident).whole()[:20]) if told else []
    now = [session for session in sessions if session.is_open(at)]
    rules = RemoteAccessRules.of(incident.customer) if now else None
    found = {
        "incident": incident,
        "asks": asks,
        "open": [shown(session, reader, rules, at) for session in now if rules],
        "over": [(each, each.stands(at)) for each in sessions if each not in now][:OVER],
    }
    template = "remote_access/desk/panel.html" if reader.is_staff else "remote_access/panel.html"
    return Part(template, found, first=not reader.is_staff)
