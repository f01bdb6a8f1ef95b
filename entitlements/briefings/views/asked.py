"""What the pages of a session say of its questions (R16.1)."""

from datetime import datetime, timedelta
from typing import Any

from entitlements.briefings.models import Question, Session, SignUp, Vote
from subscriptions.models import User

LIVE_BEFORE = timedelta(minutes=30)
SHOWN = 200


def of_session(session: Session, reader: User, at: datetime) -> dict[str, Any]:
    """What the template of the questions says. Who has not signed up reads those that were answered, once it is
    over."""
    signed_up = SignUp.objects.visible_to(reader).open().filter(session=session, user=reader).exists()
    is_over = session.ends_at <= at
    rows = Question.objects.filter(session=session).in_order()
    if not signed_up:
        rows = rows.filter(answered_at__isnull=False) if is_over else rows.none()
    own = Vote.objects.filter(question__session=session, user=reader)
    return {
        "session": session,
        "questions": rows[:SHOWN],
        "voted": set(own.values_list("question", flat=True)),
        "may_ask": signed_up and not is_over and not session.is_cancelled,
        "live": signed_up and session.starts_at - LIVE_BEFORE <= at < session.ends_at,
    }


def at_the_desk(session: Session, at: datetime) -> dict[str, Any]:
    """The same for the host: all of them."""
    rows = Question.objects.filter(session=session).in_order()
    live = not session.is_cancelled and session.starts_at - LIVE_BEFORE <= at < session.ends_at
    return {"session": session, "questions": rows.select_related("answered_by")[:SHOWN], "live": live}
