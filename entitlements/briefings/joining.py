"""The join link of a session: for those who have a seat and are entitled, from some minutes before it begins
(R16.1, R16.3)."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from entitlements.briefings import access
from entitlements.briefings.models import BriefingRules, Session, SignUp
from entitlements.briefings.refusals import LinkNotYet, NoLink, NotSignedUp, SessionCancelled, SessionOver
from subscriptions.models import User


def shown_from(session: Session) -> datetime:
    return session.starts_at - BriefingRules.current().link_before


def sent_by_now(session: Session, at: datetime) -> str:
    """The link, where the last reminder has brought it to those who had a seat then; else nothing."""
    last = BriefingRules.current().last_reminder
    if last is None or at < session.starts_at - timedelta(minutes=last):
        return ""
    return session.link


def was_sent(session: Session) -> bool:
    """Whether the last reminder was given, which brings the link: another one has to be told by itself."""
    last = BriefingRules.current().last_reminder
    if last is None:
        return False
    return session.reminders.filter(starts_at=session.starts_at, minutes=last).exists()


def link_for(session: Session, person: User, at: datetime | None = None) -> str:
    """The link. Raises NotSignedUp, the refusal of the answer, SessionCancelled, SessionOver, LinkNotYet,
    NoLink."""
    at = at or timezone.now()
    seats = SignUp.objects.seated().filter(session=session, user=person).select_related("customer")
    seat = seats.first()
    if seat is None:
        raise NotSignedUp(session=session)
    access.require_session(seat.customer, session, at)
    if session.is_cancelled:
        raise SessionCancelled(session=session)
    if session.ends_at <= at:
        raise SessionOver(session=session)
    if at < (begins := shown_from(session)):
        time = date_format(timezone.localtime(begins), "DATETIME_FORMAT")
        raise LinkNotYet(session=session, time=time)
    if not session.link:
        raise NoLink(session=session)
    return session.link
