"""Seats of a session: signing up, withdrawing, and the waiting list, which moves up by itself (R16.1, R16.3).

Each verb holds the session's row: of two who take the last seat at once the second waits here and stands on the
waiting list. Whose seats they are no other customer sees, so they are counted as the vendor.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone
from django.utils.translation import override

from entitlements.briefings import access, joining, telling
from entitlements.briefings.models import BriefingRules, Session, SignUp
from entitlements.briefings.models.sessions import SignUpQuerySet
from entitlements.briefings.refusals import (
    FewerThanCame,
    NotSignedUp,
    SeatsTaken,
    SessionCancelled,
    SessionFull,
    SessionOver,
    SignedUpAlready,
    WrongSeats,
)
from subscriptions import tenancy
from subscriptions.models import Customer, User

State = SignUp.State


@contextmanager
def holding(session: Session) -> Iterator[Session]:
    """The session, locked and fresh, as the vendor sees it."""
    with tenancy.as_staff():
        rows = Session.objects.select_for_update(no_key=True, of=("self",)).select_related("host")
        yield rows.get(pk=session.pk)


def sign_up(
    session: Session, customer: Customer, person: User, seats: int = 1, at: datetime | None = None
) -> SignUp:
    """Take seats for her and colleagues, or a place on the waiting list where so many are not free; nobody is
    overtaken there. Raises the refusal of the answer, SessionCancelled, SessionOver, WrongSeats,
    SignedUpAlready."""
    at = at or timezone.now()
    with holding(session) as row:
        _require_coming(row, at)
        access.require_session(customer, row, at)
        _require_seats(row, seats)
        if SignUp.objects.open().filter(session=row, user=person).exists():
            raise SignedUpAlready
        free = seats <= row.free and not row.sign_ups.waiting().exists()
        made = SignUp.objects.create(
            session=row,
            customer=customer,
            user=person,
            seats=seats,
            state=State.SEATED if free else State.WAITING,
            signed_up_at=at,
            seated_at=at if free else None,
        )
        if free:
            _take(row, seats)
            telling.seated(made, joining.sent_by_now(row, at), moved_up=False)
        return made


def withdraw(session: Session, person: User, at: datetime | None = None) -> SignUp:
    """Give the seats back, or the place on the waiting list; who waits moves up. Raises NotSignedUp,
    SessionCancelled, SessionOver."""
    at = at or timezone.now()
    with holding(session) as row:
        _require_coming(row, at)
        found = _of(row, person)
        _end(row, found, State.WITHDRAWN, at)
        move_up(row, at)
        return found


def change_seats(session: Session, person: User, seats: int, at: datetime | None = None) -> SignUp:
    """Take more or fewer. More only where they are free and nobody waits; who waits keeps her place. Raises
    NotSignedUp, SessionCancelled, SessionOver, WrongSeats, SeatsTaken, FewerThanCame."""
    at = at or timezone.now()
    with holding(session) as row:
        _require_coming(row, at)
        found = _of(row, person)
        _require_seats(row, seats)
        if found.attended is not None and seats < found.attended:
            raise FewerThanCame(came=found.attended)
        more = seats - found.seats if found.is_seated else 0
        if more > 0 and (more > row.free or row.sign_ups.waiting().exists()):
            raise SeatsTaken(seats=found.seats)
        if seats != found.seats:
            found.seats = seats
            found.save(update_fields=["seats"])
            _take(row, more)
            if found.is_seated:
                telling.seats_changed(found, joining.sent_by_now(row, at), at)
        move_up(row, at)
        return found


def move_up(session: Session, at: datetime) -> list[SignUp]:
    """Seat who waits, in order, as far as seats are free; the session is held. Who is not entitled any more is
    left out and told why (R16.3), who has left her company is left out."""
    seated = []
    _let_go(session, session.sign_ups.waiting(), at)
    for waiting in session.sign_ups.waiting().select_related("customer", "user"):
        waiting.session = session
        if access.why_not(waiting.customer, session, at):
            lose(session, waiting, at)
        elif waiting.seats > session.free:
            break
        else:
            waiting.state, waiting.seated_at = State.SEATED, at
            waiting.save(update_fields=["state", "seated_at"])
            _take(session, waiting.seats)
            telling.seated(waiting, joining.sent_by_now(session, at), moved_up=True)
            seated.append(waiting)
    return seated


def lose(session: Session, found: SignUp, at: datetime) -> None:
    """End what her company's subscription does not include any more, and tell her why; the session is held."""
    found.session = session
    _end(session, found, State.LOST, at)
    with override(found.user.language):
        telling.lost(found, str(access.why_not(found.customer, session, at) or ""))


def release_lost(session: Session, at: datetime) -> int:
    """End the sign-ups of customers who are not entitled any more, and of people who have left theirs, and let move
    up who waits. Gives how many ended. One answer a customer."""
    with holding(session) as row:
        left = _let_go(row, row.sign_ups.open(), at)
        rows = list(row.sign_ups.open().select_related("customer", "user"))
        companies = {each.customer_id: each.customer for each in rows}
        lost = {key for key, customer in companies.items() if access.why_not(customer, row, at)}
        gone = [each for each in rows if each.customer_id in lost]
        for each in gone:
            lose(row, each, at)
        if left or gone:
            move_up(row, at)
        return left + len(gone)


def place(sign_up: SignUp) -> int:
    """Which place she has on the waiting list, from 1."""
    with tenancy.as_staff():
        return SignUp.objects.waiting().filter(session=sign_up.session_id, pk__lte=sign_up.pk).count()


def full(sign_up: SignUp) -> SessionFull:
    """What is said to who waits."""
    return SessionFull(n=place(sign_up))


def _let_go(session: Session, among: SignUpQuerySet, at: datetime) -> int:
    """End those of people who are at their company no more: what comes to an address of theirs is nobody's there.
    How many they were."""
    gone = among.exclude(pk__in=access.still_there(among).order_by().values("pk"))
    for each in gone:
        _end(session, each, State.WITHDRAWN, at)
    return len(gone)


def _require_coming(session: Session, at: datetime) -> None:
    if session.is_cancelled:
        raise SessionCancelled
    if session.ends_at <= at:
        raise SessionOver


def _require_seats(session: Session, seats: int) -> None:
    most = min(BriefingRules.current().most_seats, session.capacity)
    if not 1 <= seats <= most:
        raise WrongSeats(most=most)


def _of(session: Session, person: User) -> SignUp:
    """Her row, locked: its host may be noting who came."""
    rows = session.sign_ups.open().filter(user=person).select_related("user", "customer")
    found: SignUp | None = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise NotSignedUp
    found.session = session
    return found


def _take(session: Session, seats: int) -> None:
    """So many more are taken, or fewer."""
    session.taken += seats
    session.save(update_fields=["taken"])


def _end(session: Session, found: SignUp, state: State, at: datetime) -> None:
    if found.is_seated:
        _take(session, -found.seats)
    found.state, found.ended_at = state, at
    found.save(update_fields=["state", "ended_at"])
