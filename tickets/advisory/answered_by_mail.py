"""An invitation that is answered in a calendar, by mail: the same as on the meeting's page (R20)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from subscriptions.models import User
from subscriptions.refusals import Refusal
from tickets.advisory import holding
from tickets.advisory.models import Meeting, Participant
from tickets.signals import invitation_answered

RESPONSES = {"ACCEPTED": Participant.Response.ACCEPTED, "DECLINED": Participant.Response.DECLINED}


def listen() -> None:
    """Once, when the room is ready."""
    invitation_answered.connect(_answered, dispatch_uid="answers to invitations to meetings")


def _answered(uid: str, sequence: int, says: str, person: int, at: datetime, **_words: Any) -> None:
    """An answer to what the invitation said before it was changed is none to what it says now; nor is “perhaps”."""
    response, meeting = RESPONSES.get(says), _meeting(uid)
    if response is None or meeting is None or sequence < meeting.sequence:
        return
    try:
        holding.respond(meeting, User.objects.get(pk=person), response, at)
    except Refusal:
        return  # she is not invited any more, or it is over: there is nothing to answer


def _meeting(uid: str) -> Meeting | None:
    begins, _at, _rest = uid.partition("@")
    try:
        key = UUID(begins.removeprefix("meeting-"))
    except ValueError:
        return None
    return Meeting.objects.filter(uid=key).first()
