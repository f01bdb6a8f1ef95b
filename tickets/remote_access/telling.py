"""Who is told what about a remote session. Writing and sending is notifications'.

Each is called inside the verb's transaction; the event of the outbox carries the timeline entry's number, so that
the same thing is told once. No secret is ever in a message.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from notifications.models import Notification
from notifications.outbox import tell
from notifications.words import in_both
from subscriptions.models import Membership, User
from tickets.models import TimelineEntry
from tickets.remote_access import access
from tickets.remote_access.models import RemoteSession
from tickets.remote_access.wording import people_words, systems_words
from tickets.telling import words_of
from tickets.wording import author_of

URGENT = Notification.Priority.URGENT


def asked(session: RemoteSession, entry: TimelineEntry, at: datetime, *, again: bool) -> None:
    """Those who may approve; where nobody may, the managers, who give the permission. `again`: something else is
    asked for than before, so that what was approved is void."""
    members = access.approvers(session.customer)
    if not members:
        members = Membership.objects.managing(session.customer).select_related("user")
    whom = [member.user for member in members]
    words = {"who": session.asked_by.name, "changes": session.scope == "change", "again": again}
    _contacts("remote_asked", session, whom, f"{entry.pk}", **words)


def ready(session: RemoteSession, step: int) -> None:
    """The agents whom it names: all three things are there. `step` is the entry that made it so."""
    _agents("remote_ready", session, session.people, f"{step}:ready", person=_person(session))


def started(session: RemoteSession, entry: TimelineEntry) -> None:
    """Who approved it, and the person who is available."""
    _contacts("remote_started", session, _involved(session), f"{entry.pk}", who=author_of(entry))


def ending(session: RemoteSession) -> None:
    """Both sides: the window ends soon."""
    step = f"ending:{session.closes_at.isoformat()}"
    _contacts("remote_ending", session, _involved(session), step)
    _agents("remote_ending_staff", session, session.people, step, person=_person(session))


def over(session: RemoteSession, entry: TimelineEntry, at: datetime, *, how: str = "") -> None:
    """Both sides, whoever ended it: how it is over (its state, unless said), why, and what was done."""
    words = {
        "how": how or session.state,
        "who": author_of(entry),
        "why": session.reason,
        "closing": session.done,
    }
    told = [person for person in _involved(session) if person != entry.author]
    _contacts("remote_over", session, told, f"{entry.pk}", **words)
    agents = [person for person in session.people if person != entry.author]
    _agents("remote_stopped", session, agents, f"{entry.pk}", **words)


def _involved(session: RemoteSession) -> list[User]:
    """Of the customer: who approved what is asked for now, the person who is available, the incident's contact;
    those alone who are still hers."""
    wanted = {*session.approvers(), session.incident.contact}
    if session.person:
        wanted.add(session.person)
    active = Membership.objects.active().filter(customer=session.customer, user__in=wanted)
    return [member.user for member in active.select_related("user").order_by("pk")]


def _person(session: RemoteSession) -> str:
    return session.person.name if session.person else ""


def _contacts(kind: str, session: RemoteSession, whom: Iterable[User], step: str, **words: Any) -> None:
    _tell(kind, session, whom, step, session.get_absolute_url(), words)


def _agents(kind: str, session: RemoteSession, whom: Iterable[User], step: str, **words: Any) -> None:
    _tell(kind, session, whom, step, session.desk_url, words)


def _tell(
    kind: str, session: RemoteSession, whom: Iterable[User], step: str, link: str, words: dict[str, Any]
) -> None:
    if people := list(whom):
        about = words_of(session.incident) | {
            **in_both("systems", lambda: systems_words(session)),
            **in_both("people", lambda: people_words(session)),
            "opens_at": session.opens_at.isoformat(),
            "closes_at": session.closes_at.isoformat(),
        }
        event = f"remote_session:{session.pk}:{step}"
        tell(
            kind,
            people,
            event,
            customer=session.customer,
            context=about | words,
            link=link,
            priority=URGENT,
        )
