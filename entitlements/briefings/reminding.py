"""What happens to sessions by themselves: who has a seat is reminded, and whoever is not entitled any more
makes room (R16.1, R16.3).

Beat calls both; each session is one transaction, each reminder of it once (`SessionReminder`), however often
and late this runs.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from entitlements.briefings import seats, telling
from entitlements.briefings.models import BriefingRules, Session, SessionReminder


def soon(at: datetime) -> QuerySet[Session]:
    """The sessions of which a reminder may be due."""
    first = max(BriefingRules.current().reminders, default=0)
    return Session.objects.planned().filter(starts_at__gt=at, starts_at__lte=at + timedelta(minutes=first))


def coming(at: datetime) -> QuerySet[Session]:
    """The sessions that have not begun."""
    return Session.objects.planned().filter(starts_at__gt=at)


def remind(session: Session, at: datetime) -> bool:
    """Give the reminder that is due, if one is; says whether there was one. Entitlement is asked first (R16.3).

    What was passed while nobody looked is given once, by the reminder nearest to the start.
    """
    with seats.holding(session) as row:
        minutes = _due(row, at)
        if minutes is None:
            return False
        seats.release_lost(row, at)
        last = minutes == BriefingRules.current().last_reminder
        rows = row.sign_ups.seated()
        if not last:  # who signed up later knows it
            rows = rows.filter(seated_at__lte=row.starts_at - timedelta(minutes=minutes))
        telling.reminded(row, rows, minutes, row.link if last else "")
        return True


def _due(session: Session, at: datetime) -> int | None:
    """The minutes before the start of the reminder to be given now; all that are due are put down as given."""
    if session.is_cancelled or session.starts_at <= at:
        return None
    reminders = BriefingRules.current().reminders
    due = sorted(each for each in reminders if session.starts_at - timedelta(minutes=each) <= at)
    given = set(session.reminders.filter(starts_at=session.starts_at).values_list("minutes", flat=True))
    new = [minutes for minutes in due if minutes not in given]
    for minutes in new:
        SessionReminder.objects.create(session=session, starts_at=session.starts_at, minutes=minutes, at=at)
    return new[0] if new and new[0] == due[0] else None
