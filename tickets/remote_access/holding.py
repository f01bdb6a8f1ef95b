"""The lock that every change of a session takes: the incident's first, as every verb on it does, then its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from subscriptions.models import User
from tickets.lifecycle import changing
from tickets.models import Incident, TimelineEntry
from tickets.remote_access.models import RemoteSession, State
from tickets.remote_access.refusals import SessionNotOpen, WindowOver
from tickets.timeline import write

WARNED_BEFORE = timedelta(minutes=10)


@contextmanager
def holding(session: RemoteSession, at: datetime) -> Iterator[tuple[Incident, RemoteSession]]:
    """The incident and the session, locked and fresh, in one transaction. The block saves what it changes of the
    session."""
    with changing(session.incident, at) as incident:
        rows = RemoteSession.objects.select_for_update(no_key=True, of=("self",)).whole()
        row = rows.get(pk=session.pk)
        row.incident = incident
        yield incident, row


def require_asked(session: RemoteSession, at: datetime) -> None:
    """Raise SessionNotOpen unless it is asked for and neither running nor over; WindowOver where its window is,
    whether or not anybody has noted it."""
    if session.stands(at) == State.EXPIRED:
        raise WindowOver(session.closes_at)
    if session.state != State.ASKED:
        raise SessionNotOpen(session.stands(at).label)


def require_open(session: RemoteSession, at: datetime) -> None:
    """Raise SessionNotOpen unless it is asked for or runs."""
    if not session.is_open(at):
        raise SessionNotOpen(session.stands(at).label)


def close(session: RemoteSession, state: State, at: datetime, by: User | None, **words: str) -> None:
    """It is over: `words` are `reason` or `done`. The database erases its secrets by the same change (R7.4)."""
    session.state, session.ended_at, session.ended_by, session.next_at = state, at, by, None
    for name, text in words.items():
        setattr(session, name, text)
    session.save(update_fields=["state", "ended_at", "ended_by", "next_at", *words])


def due_next(session: RemoteSession, at: datetime) -> datetime:
    """When something of it is due after `at`: word that its window ends soon, or its end."""
    warned_at = session.closes_at - WARNED_BEFORE
    return warned_at if warned_at > max(at, session.opens_at) else session.closes_at


def say(
    incident: Incident, session: RemoteSession, step: str, at: datetime, by: User | None, **facts: Any
) -> TimelineEntry:
    """A step on the incident's timeline, which the customer reads (R7.3). `steps_told` has its sentence."""
    kind, code = TimelineEntry.Kind.INFORMATION, f"remote_{step}"
    return write(incident, kind, at, author=by, code=code, session=session.pk, **facts)
