"""What happens to a session by itself: both sides are told that its window ends soon, and it ends with it (R7.3),
or with its incident.

Due instants are stored (`next_at`) and scanned; each session is one transaction, each end of a window told once
(`SessionNotice`), however often and late this runs.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from subscriptions.models import User
from tickets.models import Incident
from tickets.remote_access import telling
from tickets.remote_access.holding import close, holding, say
from tickets.remote_access.models import RemoteSession, SessionNotice, State

BATCH = 200
INCIDENT = "incident"  # how a session is over that ended with it


def due(at: datetime) -> list[RemoteSession]:
    """A batch of those of which something is due by `at`."""
    return list(RemoteSession.objects.due(at).select_related("incident")[:BATCH])


def step(session: RemoteSession, at: datetime) -> bool:
    """Do what is due of one session; says whether there was anything.

    1. lock its incident, unless another has it; 2. end what has expired, or say that it does soon; commit."""
    with transaction.atomic():
        free = Incident.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
        if not free.filter(pk=session.incident_id).exists():
            return False
        with holding(session, at) as (incident, row):
            if row.ended_at is not None or row.next_at is None or row.next_at > at:
                return False
            if row.closes_at <= at:
                _expire(incident, row, at)
            else:
                _warn(row, at)
            return True


def heed(sender: Any, incident: int, by: int | None, at: datetime, **more: Any) -> None:
    """A session ends with its incident, running or not started: nobody waits for an answer, and the secrets are
    erased (R7.4). What was done is said after it. Receiver of tickets.signals.incident_ended."""
    rows = RemoteSession.objects.open().filter(incident=incident, closes_at__gt=at)
    person = User.objects.filter(pk=by).first() if by else None
    for session in rows.select_for_update(no_key=True, of=("self",)).whole():
        close(session, State.ENDED if session.started_at else State.CANCELLED, at, person)
        entry = say(session.incident, session, "with_incident", at, person)
        telling.over(session, entry, at, how=INCIDENT)


def _expire(incident: Incident, session: RemoteSession, at: datetime) -> None:
    """It ended with its window, however late this looks."""
    close(session, State.EXPIRED, session.closes_at, None)
    ran = session.started_at is not None
    entry = say(incident, session, "expired", at, None, ended=session.closes_at.isoformat(), ran=ran or None)
    telling.over(session, entry, at)


def _warn(session: RemoteSession, at: datetime) -> None:
    of = {"session": session, "closes_at": session.closes_at}
    _notice, new = SessionNotice.objects.get_or_create(
        **of, defaults={"customer": session.customer, "at": at}
    )
    if new:
        telling.ending(session)
    session.next_at = session.closes_at
    session.save(update_fields=["next_at"])
