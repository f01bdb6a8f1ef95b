"""Who is told what about a meeting, and the entry by which it stands in calendars. Writing and sending is
notifications'.

Each is called inside the verb's transaction; the event of the outbox names the step, so that it is told once. Who
has no account is told nothing: the meeting's page says so, and offers the calendar file to be sent to her.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from notifications.invitations import Attendee, Entry
from notifications.outbox import tell
from subscriptions import advisors
from subscriptions.models import User
from tickets.advisory.models import Meeting, Participant

ANSWERS = {
    Participant.Response.NONE: "NEEDS-ACTION",
    Participant.Response.ACCEPTED: "ACCEPTED",
    Participant.Response.DECLINED: "DECLINED",
}


def entry(meeting: Meeting, people: Sequence[Participant], *, cancelled: bool = False) -> Entry:
    """The meeting as a calendar has it, with those of `people` who have an address."""
    return Entry(
        uid=f"meeting-{meeting.uid}@xtreme-support",
        sequence=meeting.sequence,
        title=meeting.subject,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        url=meeting.get_absolute_url(),
        about=_about(meeting, people),
        cancelled=cancelled or meeting.is_cancelled,
        time_zone=meeting.time_zone,
        place=meeting.place,
        organizer=meeting.arranged_by.name,
        attendees=tuple(
            Attendee(each.resource.name, each.resource.address, ANSWERS[Participant.Response(each.response)])
            for each in people
            if each.resource.address
        ),
    )


def invited(meeting: Meeting, people: Sequence[Participant]) -> None:
    """Those who are new in it."""
    _told(meeting, "invited", people, everybody(meeting))


def changed(meeting: Meeting, people: Sequence[Participant], was_at: datetime) -> None:
    """Those who stay; their entry moves in their calendars."""
    _told(meeting, "changed", people, everybody(meeting), was_at=was_at.isoformat())


def cancelled(meeting: Meeting, people: Sequence[Participant]) -> None:
    _told(meeting, "cancelled", people, people, reason=meeting.cancel_reason)


def left_out(meeting: Meeting, people: Sequence[Participant]) -> None:
    """Those who are invited no more: it leaves their calendars, and theirs alone."""
    _told(meeting, "left_out", people, people, out=True)


def answered(meeting: Meeting, found: Participant, before: str, at: datetime) -> None:
    """The advisor, or her deputy; where the customer has none, who arranged it: somebody does not come, or comes
    after she had said that she does not."""
    response = Participant.Response
    if response.DECLINED not in (before, found.response) or before == found.response:
        return
    person = found.resource.person
    whom = advisors.on_hand(meeting.customer, at) or [meeting.arranged_by]
    tell(
        "meeting_answered_staff",
        [each for each in whom if each != person],
        f"meeting:{meeting.pk}:{meeting.sequence}:answered:{found.pk}:{at.isoformat()}",
        customer=meeting.customer,
        context={
            "customer": meeting.customer.name,
            "subject": meeting.subject,
            "starts_at": meeting.starts_at.isoformat(),
            "person": found.resource.name,
            "response": found.response,
            "what": f"meeting_{found.response}",
        },
        link=meeting.desk_url,
    )


def everybody(meeting: Meeting) -> list[Participant]:
    return list(meeting.participants.select_related("resource__person"))


def _told(
    meeting: Meeting,
    step: str,
    people: Sequence[Participant],
    shown: Sequence[Participant],
    *,
    out: bool = False,
    **words: Any,
) -> None:
    context = {
        "customer": meeting.customer.name,
        "subject": meeting.subject,
        "starts_at": meeting.starts_at.isoformat(),
        "minutes": meeting.minutes,
        "place": meeting.place,
        "calls": not meeting.link,
        "advisor": meeting.arranged_by.name,
        "step": step,
        "what": f"meeting_{step}",
        "was_at": None,
        "reason": "",
        "invitation": entry(meeting, shown, cancelled=out).as_words(),
        **words,
    }
    persons: list[User] = [each.resource.person for each in people if each.resource.person]
    for kind, link, staff in (
        ("meeting", meeting.get_absolute_url(), False),
        ("meeting_staff", meeting.desk_url, True),
    ):
        tell(
            kind,
            [person for person in persons if person.is_staff is staff],
            f"meeting:{meeting.pk}:{meeting.sequence}:{step}",
            customer=meeting.customer,
            context=context,
            link=link,
        )


def _about(meeting: Meeting, people: Sequence[Participant]) -> str:
    """Where and with whom, and the agenda, in the customer's language: a calendar has no other page."""
    with override(meeting.customer.language):
        where = meeting.link if meeting.link else _("We call {phone}.").format(phone=meeting.place)
        lines = [where, *(f"- {each.resource.name}, {each.resource.role}" for each in people)]
        points = [f"{point.position}. {point.text}" for point in meeting.agenda.all()]
        return "\n".join([*lines, "", _("Agenda"), *points] if points else lines)
