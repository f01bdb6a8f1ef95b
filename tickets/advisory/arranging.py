"""Meetings as the advisor arranges them: arranged, changed, cancelled (R20.1). Everybody who is invited has it in
her calendar by the mail she gets, and is told of each change.

One transaction each, with the meeting locked. Rooms above (reviews, upgrade plans) arrange theirs by the same
verbs; what is asked of a meeting of their kind they ask themselves.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from subscriptions import texts
from subscriptions.models import Customer, User
from subscriptions.models.people import time_zones
from tickets.advisory import access, meeting_kinds, meeting_telling
from tickets.advisory.meeting_places import place_of
from tickets.advisory.models import AgendaPoint, IdentifiedResource, Meeting, Participant
from tickets.advisory.models.meetings import LONGEST, SHORTEST
from tickets.advisory.refusals import (
    AnothersParticipant,
    ChangedMeanwhile,
    MeetingCancelled,
    MeetingHeld,
    MeetingInPast,
    MeetingOver,
    MeetingTooFar,
    NobodyOfOurs,
    SubjectMissing,
    UnknownZone,
    WrongLength,
)

SUBJECT, POINT, REASON = 160, 200, 2000  # characters
FARTHEST = timedelta(days=2 * 365)


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What somebody types of a meeting. `place` is an https address or a phone number that the vendor calls; an
    empty zone is the customer's. `agenda` are the points in order. Where no instant could be read there is none."""

    subject: str
    starts_at: datetime | None
    minutes: int
    place: str
    participants: Sequence[IdentifiedResource]
    agenda: Sequence[str] = ()
    time_zone: str = ""


@contextmanager
def changing(meeting: Meeting) -> Iterator[Meeting]:
    """The meeting, locked and fresh; the block saves what it changes."""
    with transaction.atomic():
        rows = Meeting.objects.select_for_update(no_key=True, of=("self",)).select_related("customer")
        yield rows.get(pk=meeting.pk)


def arrange(
    customer: Customer, kind: str, wanted: Invitation, by: User, at: datetime | None = None
) -> Meeting:
    """Arrange a meeting of that kind; everybody is invited.

    Raises ViaAdvisor or NotHerAdvisor unless `by` advises the customer; SubjectMissing, MeetingInPast,
    MeetingTooFar, WrongLength, NotAPlace, UnknownZone, NobodyOfOurs, AnothersParticipant.
    """
    at = at or timezone.now()
    access.require_advisor(customer, by, at)
    facts = _facts(customer, wanted, at)
    people = _participants(customer, wanted.participants)
    with transaction.atomic():
        meeting = Meeting.objects.create(
            customer=customer, kind=kind, arranged_by=by, arranged_at=at, **facts
        )
        _set_agenda(meeting, wanted.agenda)
        invited = _invite(meeting, people)
        meeting_telling.invited(meeting, invited)
        return meeting


def change(
    meeting: Meeting, wanted: Invitation, by: User, at: datetime | None = None, *, seen: int | None = None
) -> Meeting:
    """Move or change a meeting on its own page, as far as its kind allows. `seen` is the `sequence` that the writer
    saw.

    Raises as `rearrange`, and what its kind asks; ChangedMeanwhile where somebody else was quicker.
    """
    at = at or timezone.now()
    with _open(meeting, by, at) as row:
        if seen is not None and seen != row.sequence:
            raise ChangedMeanwhile
        meeting_kinds.require(row, wanted)
        return _change(row, wanted, at)


def rearrange(meeting: Meeting, wanted: Invitation, by: User, at: datetime | None = None) -> Meeting:
    """The same for the room that arranged it, which asks itself what its kind asks. Who was invited and still is
    has her entry moved, who is new is invited, who is left out is told so.

    Raises as `arrange`; MeetingHeld, MeetingCancelled, MeetingOver.
    """
    at = at or timezone.now()
    with _open(meeting, by, at) as row:
        return _change(row, wanted, at)


@contextmanager
def _open(meeting: Meeting, by: User, at: datetime) -> Iterator[Meeting]:
    """The meeting, locked, for who may change it."""
    access.require_advisor(meeting.customer, by, at)
    with changing(meeting) as row:
        require_planned(row)
        if row.ends_at <= at:
            raise MeetingOver(date=day_of(row))
        yield row


def cancel(meeting: Meeting, by: User, reason: str, at: datetime | None = None) -> Meeting:
    """Cancel a meeting that was not held; everybody is told why, and it leaves their calendars. Where the customer
    has no advisor any more, who leads may. Raises ViaAdvisor or NotHerAdvisor, MeetingHeld, MeetingCancelled,
    ReasonMissing, TextTooLong."""
    access.require_cancelling(meeting.customer, by, at or timezone.now())
    return call_off(meeting, texts.reason(reason, REASON))


def call_off(meeting: Meeting, reason: str) -> Meeting:
    """Cancel it for what it was to serve, whoever ended that. Raises MeetingHeld, MeetingCancelled."""
    with changing(meeting) as row:
        require_planned(row)
        row.state, row.cancel_reason = Meeting.State.CANCELLED, reason
        row.sequence += 1
        row.save(update_fields=["state", "cancel_reason", "sequence"])
        meeting_telling.cancelled(row, _people(row))
        return row


def require_planned(meeting: Meeting) -> None:
    """Raise MeetingHeld or MeetingCancelled unless it is planned."""
    if meeting.is_cancelled:
        raise MeetingCancelled
    if not meeting.is_planned:
        raise MeetingHeld(date=day_of(meeting))


def day_of(meeting: Meeting) -> str:
    """Its day in its own zone, in words."""
    return date_format(meeting.starts_at.astimezone(meeting.zone), "DATE_FORMAT")


def _change(row: Meeting, wanted: Invitation, at: datetime) -> Meeting:
    was_at = row.starts_at
    facts = _facts(row.customer, wanted, at)
    people = _participants(row.customer, wanted.participants)
    for field, value in facts.items():
        setattr(row, field, value)
    row.sequence += 1
    row.save()
    _set_agenda(row, wanted.agenda)
    before = {each.resource_id: each for each in _people(row)}
    keys = {each.pk for each in people}
    left_out = [each for key, each in before.items() if key not in keys]
    Participant.objects.filter(pk__in=[each.pk for each in left_out]).delete()
    if row.starts_at != was_at:  # who answered for another time answers again
        row.participants.update(response=Participant.Response.NONE, responded_at=None)
    _invite(row, [each for each in people if each.pk not in before])
    stay = [each for each in _people(row) if each.resource_id in before]
    come = [each for each in _people(row) if each.resource_id not in before]
    meeting_telling.left_out(row, left_out)
    meeting_telling.changed(row, stay, was_at)
    meeting_telling.invited(row, come)
    return row


def checks(customer: Customer, wanted: Invitation, at: datetime) -> tuple[Callable[[], object], ...]:
    """What is asked of a meeting, each part by itself: a form says all that is refused, a verb the first."""
    return (
        *checks_without_people(customer, wanted, at),
        partial(_participants, customer, wanted.participants),
    )


def checks_without_people(
    customer: Customer, wanted: Invitation, at: datetime
) -> tuple[Callable[[], object], ...]:
    """The same, where others take part than those who are chosen of the identified ones."""
    return (
        partial(_subject, wanted),
        partial(_minutes, wanted),
        partial(_starts_at, wanted, at),
        partial(_zone, wanted, customer),
        partial(place_of, wanted.place, customer.country),
    )


def _subject(wanted: Invitation) -> str:
    subject = texts.line(wanted.subject)[:SUBJECT]
    if not subject:
        raise SubjectMissing
    return subject


def _minutes(wanted: Invitation) -> int:
    if not SHORTEST <= wanted.minutes <= LONGEST:
        raise WrongLength
    return wanted.minutes


def _starts_at(wanted: Invitation, at: datetime) -> datetime:
    if wanted.starts_at is None or wanted.starts_at <= at:
        raise MeetingInPast
    if wanted.starts_at > at + FARTHEST:
        raise MeetingTooFar
    return wanted.starts_at


def _zone(wanted: Invitation, customer: Customer) -> str:
    zone = wanted.time_zone or customer.time_zone
    if zone not in time_zones():
        raise UnknownZone(zone=zone)
    return zone


def _facts(customer: Customer, wanted: Invitation, at: datetime) -> dict[str, Any]:
    """The fields of the meeting. Raises the first refusal of `checks_without_people`."""
    subject, minutes, starts_at = _subject(wanted), _minutes(wanted), _starts_at(wanted, at)
    return {
        "subject": subject,
        "starts_at": starts_at,
        "minutes": minutes,
        "ends_at": starts_at + timedelta(minutes=minutes),
        "time_zone": _zone(wanted, customer),
        "place": place_of(wanted.place, customer.country),
    }


def _participants(customer: Customer, chosen: Sequence[IdentifiedResource]) -> list[IdentifiedResource]:
    """Those who are identified for the customer now, each once."""
    keys = {each.pk for each in chosen}
    found = list(IdentifiedResource.objects.current().whole().filter(customer=customer, pk__in=keys))
    if len(found) != len(keys):
        raise AnothersParticipant(customer=customer)
    if not any(each.is_vendors for each in found):
        raise NobodyOfOurs
    return found


def _set_agenda(meeting: Meeting, points: Sequence[str]) -> None:
    """The points in their order; one that stays keeps its result."""
    wanted = [line for line in (texts.line(point)[:POINT] for point in points) if line]
    results = {point.text: point.result for point in meeting.agenda.all()}
    meeting.agenda.all().delete()
    AgendaPoint.objects.bulk_create(
        AgendaPoint(
            meeting=meeting,
            customer_id=meeting.customer_id,
            position=position,
            text=text,
            result=results.get(text, ""),
        )
        for position, text in enumerate(wanted, 1)
    )


def _invite(meeting: Meeting, people: Sequence[IdentifiedResource]) -> list[Participant]:
    return Participant.objects.bulk_create(
        Participant(meeting=meeting, customer_id=meeting.customer_id, resource=each) for each in people
    )


def _people(meeting: Meeting) -> list[Participant]:
    return list(meeting.participants.select_related("resource__person"))
