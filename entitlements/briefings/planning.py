"""Sessions as the vendor plans them: planned, changed, cancelled, their recording linked (R16.1, R16.2)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from entitlements.briefings import access, joining, seats, telling
from entitlements.briefings.links import https
from entitlements.briefings.models import Recording, Session
from entitlements.briefings.models.recordings import TEXT
from entitlements.briefings.refusals import (
    FewerThanTaken,
    NoProducts,
    NoSeat,
    NotAHost,
    SessionBegun,
    SessionCancelled,
    SessionInPast,
    SessionOver,
    SessionTooFar,
    TitleMissing,
    TooManySeats,
    WrongLength,
)
from subscriptions import texts
from subscriptions.models import Product, User

SHORTEST, LONGEST = 5, 480  # minutes
FARTHEST = timedelta(days=2 * 365)
MOST_SEATS = 10_000


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What somebody types of a session. `link` is any https address, and may come later (R16.2). What has no
    value is refused."""

    title: str = ""
    starts_at: datetime | None = None
    minutes: int = 0
    host: User | None = None
    capacity: int = 0
    about: str = ""
    language: str = "en"
    products: Sequence[Product] = ()
    needs_cover: bool = False
    link: str = ""


def plan(wanted: Plan, by: User, at: datetime | None = None) -> Session:
    """Plan a session; its host is told. Raises Forbidden and the refusals of what cannot be planned."""
    at = at or timezone.now()
    access.require_planning(by)
    facts = _facts(wanted, at)
    with transaction.atomic():
        session = Session.objects.create(**facts, planned_by=by, planned_at=at)
        session.products.set(wanted.products)
        telling.hosting(session, "planned")
        return session


def change(session: Session, wanted: Plan, by: User, at: datetime | None = None) -> Session:
    """Change a session that has not begun. Another time is told to everybody, with a new entry for their
    calendars, another host to both; more seats let move up who waits. Raises as `plan`,
    SessionCancelled, SessionBegun, FewerThanTaken."""
    at = at or timezone.now()
    access.require_leading(session, by)
    with seats.holding(session) as row:
        if row.is_cancelled:
            raise SessionCancelled
        if row.starts_at <= at:
            raise SessionBegun
        facts = _facts(wanted, at, row)
        was_at, ended_at, hosted_by = row.starts_at, row.ends_at, row.host
        titled, linked = (row.title, row.about), row.link
        for name, value in facts.items():
            setattr(row, name, value)
        moves = (row.starts_at, row.ends_at) != (was_at, ended_at)
        another_hosts = row.host != hosted_by
        row.sequence += moves or another_hosts or titled != (row.title, row.about)
        row.save()
        row.products.set(wanted.products)
        if moves:
            telling.moved(row, was_at)
        if another_hosts:
            telling.hosts_no_more(row, hosted_by, was_at)
        if moves or another_hosts:
            telling.hosting(row, "planned" if another_hosts else "moved")
        seats.move_up(row, at)
        _tell_of_link(row, linked, at)
        return row


def give_link(session: Session, by: User, link: str, at: datetime | None = None) -> Session:
    """Give or change the join link, also while it lasts; who has a seat is told where the last reminder has brought
    another, or none. Raises Forbidden, NotALink, SessionCancelled, SessionOver."""
    at = at or timezone.now()
    access.require_leading(session, by)
    with seats.holding(session) as row:
        if row.is_cancelled:
            raise SessionCancelled
        if row.ends_at <= at:
            raise SessionOver
        before, row.link = row.link, https(link)
        row.save(update_fields=["link"])
        _tell_of_link(row, before, at)
        return row


def cancel(session: Session, by: User, reason: str, at: datetime | None = None) -> Session:
    """Cancel a session that is not over; everybody who signed up is told why, and it leaves their calendars.
    Raises Forbidden, ReasonMissing, TextTooLong, SessionCancelled, SessionOver."""
    access.require_leading(session, by)
    reason, at = texts.reason(reason, TEXT), at or timezone.now()
    with seats.holding(session) as row:
        if row.is_cancelled:
            raise SessionCancelled
        if row.ends_at <= at:
            raise SessionOver
        row.state, row.cancel_reason, row.cancelled_at = Session.State.CANCELLED, reason, at
        row.sequence += 1
        row.save(update_fields=["state", "cancel_reason", "cancelled_at", "sequence"])
        telling.cancelled(row)
        telling.hosting(row, "cancelled")
        return row


def link_recording(session: Session, by: User, recording: Recording | None) -> Session:
    """The recording of a session joins the library (R16.1): who had signed up is told as soon as it is published.
    Raises Forbidden."""
    access.require_leading(session, by)
    with seats.holding(session) as row:
        row.recording = recording
        row.save(update_fields=["recording"])
        if recording and recording.state == Recording.State.PUBLISHED:
            telling.recorded(row)
        return row


def _tell_of_link(session: Session, before: str, at: datetime) -> None:
    """After the last reminder nothing else would bring it; the session is held, and saved."""
    if session.link and session.link != before and joining.was_sent(session):
        seats.release_lost(session, at)
        had_theirs = session.sign_ups.seated().filter(seated_at__lt=at)
        telling.linked_anew(session, had_theirs, at, another=bool(before))


def checks(wanted: Plan, at: datetime, session: Session | None = None) -> tuple[Callable[[], object], ...]:
    """What is asked of a plan, each part by itself: a form says all that is refused at once, a verb the first.
    `session`: which is changed."""
    wanted_of = (_title, partial(_starts_at, at=at), _minutes, partial(_capacity, session=session), _host)
    return tuple(partial(check, wanted) for check in (*wanted_of, _about, _link, _cover))


def _title(wanted: Plan) -> str:
    title = texts.line(wanted.title)[:160]
    if not title:
        raise TitleMissing
    return title


def _starts_at(wanted: Plan, at: datetime) -> datetime:
    if wanted.starts_at is None or wanted.starts_at <= at:
        raise SessionInPast
    if wanted.starts_at > at + FARTHEST:
        raise SessionTooFar
    return wanted.starts_at


def _minutes(wanted: Plan) -> int:
    if not SHORTEST <= wanted.minutes <= LONGEST:
        raise WrongLength
    return wanted.minutes


def _capacity(wanted: Plan, session: Session | None = None) -> int:
    if wanted.capacity < 1:
        raise NoSeat
    if wanted.capacity > MOST_SEATS:
        raise TooManySeats(most=MOST_SEATS)
    if session and wanted.capacity < session.taken:
        raise FewerThanTaken(taken=session.taken)
    return wanted.capacity


def _host(wanted: Plan) -> User:
    if wanted.host is None or not access.hosts().filter(pk=wanted.host.pk).exists():
        raise NotAHost
    return wanted.host


def _about(wanted: Plan) -> str:
    return texts.optional(wanted.about, TEXT, field="about")


def _link(wanted: Plan) -> str:
    return https(wanted.link)


def _cover(wanted: Plan) -> bool:
    if wanted.needs_cover and not wanted.products:
        raise NoProducts
    return wanted.needs_cover


def _facts(wanted: Plan, at: datetime, session: Session | None = None) -> dict[str, Any]:
    """The fields of the session. Raises the first refusal of `checks`."""
    starts_at, minutes = _starts_at(wanted, at), _minutes(wanted)
    return {
        "title": _title(wanted),
        "about": _about(wanted),
        "language": wanted.language,
        "needs_cover": _cover(wanted),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=minutes),
        "minutes": minutes,
        "host": _host(wanted),
        "capacity": _capacity(wanted, session),
        "link": _link(wanted),
    }
