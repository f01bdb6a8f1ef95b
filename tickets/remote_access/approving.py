"""What the customer answers: yes to exactly what is asked, no with a reason, or no longer (R7.2, R7.3, R7.6,
R7.7)."""

from datetime import datetime

from django.utils import timezone

from subscriptions import texts
from subscriptions.models import User
from tickets.models import Incident
from tickets.remote_access import access, telling
from tickets.remote_access.asking import check_rules
from tickets.remote_access.holding import close, holding, require_asked, require_open, say
from tickets.remote_access.models import Approval, RemoteAccessRules, RemoteSession, State
from tickets.remote_access.models.sessions import TEXT
from tickets.remote_access.refusals import AlreadyApproved, RequestChanged
from tickets.remote_access.wording import statement


def approve(session: RemoteSession, by: User, version: int, at: datetime | None = None) -> RemoteSession:
    """Fully approve what `version` of the request asks for, which is kept word for word (R7.2, R7.5).

    Raises NotApprover; RequestChanged where something else is asked for by now; WindowOver, SessionNotOpen; the
    refusal of a rule of the customer's; AlreadyApproved.
    """
    at = at or timezone.now()
    with holding(session, at) as (incident, row):
        access.require_approver(row.customer, by)
        require_asked(row, at)
        if row.version != version:
            raise RequestChanged(row.version)
        rules = RemoteAccessRules.of(row.customer)
        window = row.opens_at, row.closes_at
        check_rules(rules, row.customer, *window, production=row.production, hers=True)
        if by in row.approvers():
            raise AlreadyApproved
        Approval.objects.create(
            session=row,
            customer=row.customer,
            version=version,
            approver=by,
            at=at,
            words_en=statement(row, "en"),
            words_da=statement(row, "da"),
        )
        entry = say(incident, row, "approved", at, by)
        tell_if_ready(row, entry.pk)
        return row


def decline(session: RemoteSession, by: User, reason: str, at: datetime | None = None) -> RemoteSession:
    """No, with the reason. It is optional, so no clock moves and no place in the queue (R7.7). Raises NotApprover,
    ReasonMissing, SessionNotOpen, WindowOver."""
    at = at or timezone.now()
    with holding(session, at) as (incident, row):
        access.require_approver(row.customer, by)
        require_asked(row, at)
        _stop(incident, row, State.DECLINED, at, by, texts.reason(reason, TEXT))
        return row


def withdraw(session: RemoteSession, by: User, reason: str = "", at: datetime | None = None) -> RemoteSession:
    """No longer, at any moment, also while it runs: anybody of the customer's may (R7.3). The reason may be empty.
    Raises SessionNotOpen."""
    at = at or timezone.now()
    with holding(session, at) as (incident, row):
        require_open(row, at)
        _stop(incident, row, State.WITHDRAWN, at, by, texts.optional(reason, TEXT))
        return row


def tell_if_ready(session: RemoteSession, step: int) -> None:
    """Inside `holding`: the agents are told as soon as nothing is missing. `step` is the entry that made it so."""
    fresh = RemoteSession.objects.whole().get(pk=session.pk)
    fresh.incident = session.incident
    if access.readiness(fresh, RemoteAccessRules.of(fresh.customer)).complete:
        telling.ready(fresh, step)


def _stop(
    incident: Incident, session: RemoteSession, state: State, at: datetime, by: User, reason: str
) -> None:
    close(session, state, at, by, reason=reason)
    entry = say(incident, session, str(state), at, by, reason=reason)
    telling.over(session, entry, at)
