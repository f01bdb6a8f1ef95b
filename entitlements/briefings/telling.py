"""Who is told what about briefings. Writing and sending is notifications'.

Each is called inside the verb's transaction, in the role of the vendor; the event of the outbox names the step,
so that it is told once.
"""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from entitlements.briefings import access
from entitlements.briefings.models import BriefingRequest, Question, RequestJoin, Session, SignUp
from notifications.invitations import Entry
from notifications.outbox import tell, tell_each
from subscriptions import permissions
from subscriptions.models import Customer, User
from subscriptions.permissions import Permission


def entry(session: Session, *, cancelled: bool = False) -> Entry:
    """The session as a calendar has it. It leads to our page: the join link is nobody's calendar's."""
    return Entry(
        uid=f"briefing-{session.uid}@xtreme-support",
        sequence=session.sequence,
        title=session.title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        url=session.get_absolute_url(),
        about=session.about,
        cancelled=cancelled or session.is_cancelled,
    )


def seated(sign_up: SignUp, join: str, *, moved_up: bool) -> None:
    """She has her seats, at once or from the waiting list. `join`: the link, if no reminder brings it any more."""
    _seat(sign_up, "seat", join, moved_up=moved_up)


def seats_changed(sign_up: SignUp, join: str, at: datetime) -> None:
    """She has more or fewer. `join` as in `seated`."""
    _seat(sign_up, f"seats:{at.isoformat()}", join, moved_up=False)


def _seat(sign_up: SignUp, step: str, join: str, *, moved_up: bool) -> None:
    words = {"seats": sign_up.seats, "moved_up": moved_up, "join": join}
    _one("session_seat", sign_up, step, **words, invitation=_invitation(sign_up))


def lost(sign_up: SignUp, explained: str) -> None:
    """Her company's subscription no longer includes it."""
    _one(
        "session_lost",
        sign_up,
        "lost",
        explained=explained,
        invitation=entry(sign_up.session, cancelled=True).as_words() if sign_up.seated_at else None,
    )


def moved(session: Session, was_at: datetime) -> None:
    """Everybody who has signed up; who has a seat gets the entry that moves it in her calendar."""
    for waiting in (False, True):
        rows = session.sign_ups.waiting() if waiting else session.sign_ups.seated()
        words = {
            "was_at": was_at.isoformat(),
            "waiting": waiting,
            "invitation": None if waiting else entry(session).as_words(),
        }
        _all("session_changed", session, rows, f"moved:{session.sequence}", words)


def cancelled(session: Session) -> None:
    """Everybody who has signed up, and the host."""
    for waiting in (False, True):
        rows = session.sign_ups.waiting() if waiting else session.sign_ups.seated()
        invitation = None if waiting else entry(session).as_words()
        words = {"reason": session.cancel_reason, "invitation": invitation}
        _all("session_cancelled", session, rows, f"cancelled:{session.sequence}", words)


def reminded(session: Session, sign_ups: QuerySet[SignUp], minutes: int, join: str) -> None:
    """Those with a seat; `join` is the link, or empty."""
    words = {"minutes_before": minutes, "join": join, "another": False}
    _all("session_reminder", session, sign_ups, f"{session.starts_at.isoformat()}:{minutes}", words)


def linked_anew(session: Session, sign_ups: QuerySet[SignUp], at: datetime, *, another: bool) -> None:
    """Those with a seat, once the last reminder is given: the link has come, or is `another` one now."""
    words = {"minutes_before": 0, "join": session.link, "another": another}
    _all("session_reminder", session, sign_ups, f"link:{at.isoformat()}", words)


def hosting(session: Session, step: str) -> None:
    """The host: that she hosts it, that it moved, or that it is cancelled; `step` says which."""
    tell(
        "session_hosting",
        [session.host],
        f"briefing_session:{session.pk}:host:{session.host_id}:{session.sequence}:{step}",
        context=words_of(session) | {"step": step, "invitation": entry(session).as_words()},
        link=f"/desk/briefings/sessions/{session.pk}/",
    )


def hosts_no_more(session: Session, host: User, was_at: datetime) -> None:
    """Who was to host it, at `was_at`: another does, and it leaves her calendar."""
    changed = {"step": "another", "invitation": entry(session, cancelled=True).as_words()}
    tell(
        "session_hosting",
        [host],
        f"briefing_session:{session.pk}:host:{host.pk}:{session.sequence}:another",
        context=words_of(session) | {"starts_at": was_at.isoformat()} | changed,
        link=f"/desk/briefings/sessions/{session.pk}/",
    )


def recorded(session: Session) -> None:
    """Who had signed up for the session: its recording is in the library."""
    if session.recording is None:
        return
    rows = access.still_there(session.sign_ups.exclude(state=SignUp.State.WITHDRAWN).select_related("user"))
    tell_each(
        "session_recorded",
        [(row.user, row.customer_id) for row in rows],
        f"briefing_session:{session.pk}:recording:{session.recording_id}",
        context={"title": session.recording.title},
        link=session.recording.get_absolute_url(),
    )


def asked(request: BriefingRequest, customer: Customer) -> None:
    """Those who answer requests."""
    tell(
        "briefing_asked",
        User.objects.staff_with(*permissions.staff_roles(Permission.PLAN_BRIEFINGS)),
        f"briefing_request:{request.pk}:asked",
        customer=customer,
        context={"customer": customer.name, "topic": request.topic},
        link=f"/desk/briefings/requests/{request.pk}/",
    )


def answered(request: BriefingRequest, at: datetime) -> None:
    """Everybody who asks for it."""
    rows = access.still_there(RequestJoin.objects.filter(request=request).select_related("user"))
    tell_each(
        "briefing_answered",
        [(row.user, row.customer_id) for row in rows],
        f"briefing_request:{request.pk}:{at.isoformat()}",
        context={
            "topic": request.topic,
            "outcome": request.state,
            "expected": request.expected_on.isoformat() if request.expected_on else None,
            "answer": request.answer,
        },
        link=request.get_absolute_url(),
    )


def merged(request: BriefingRequest, other: BriefingRequest, people: list[tuple[User, int]]) -> None:
    """Who asks for it: it stands under another request from now on."""
    tell_each(
        "briefing_merged",
        people,
        f"briefing_request:{request.pk}:merged:{other.pk}",
        context={"topic": request.topic, "merged_into": other.topic},
        link=other.get_absolute_url(),
    )


def question_asked(question: Question, customer: Customer) -> None:
    """The host, in the app."""
    session = question.session
    tell(
        "session_question",
        [session.host],
        f"briefing_question:{question.pk}",
        customer=customer,
        context={"title": session.title, "text": question.text},
        link=f"/desk/briefings/sessions/{session.pk}/",
    )


def words_of(session: Session) -> dict[str, Any]:
    """What every kind of message about a session holds (kinds.py)."""
    return {
        "title": session.title,
        "starts_at": session.starts_at.isoformat(),
        "minutes": session.minutes,
        "host": session.host.name,
        "language": session.language,
    }


def _invitation(sign_up: SignUp) -> dict[str, Any]:
    return entry(sign_up.session).as_words()


def _one(kind: str, sign_up: SignUp, step: str, **words: Any) -> None:
    session = sign_up.session
    tell_each(
        kind,
        [(sign_up.user, sign_up.customer_id)],
        f"briefing_sign_up:{sign_up.pk}:{step}",
        context=words_of(session) | words,
        link=session.get_absolute_url(),
    )


def _all(kind: str, session: Session, sign_ups: QuerySet[SignUp], step: str, words: dict[str, Any]) -> None:
    rows = access.still_there(sign_ups.select_related("user"))
    tell_each(
        kind,
        [(row.user, row.customer_id) for row in rows],
        f"briefing_session:{session.pk}:{step}",
        context=words_of(session) | words,
        link=session.get_absolute_url(),
    )
