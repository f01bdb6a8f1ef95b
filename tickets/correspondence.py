"""Messages and notes of an incident, and what they do to its clocks (LIFECYCLE.md, 2 and 5)."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from subscriptions import texts
from subscriptions.models import User
from tickets import articles, followers, signals, targets, telling
from tickets.attachments import attach
from tickets.closing import count_rejection, is_handed_over, may_reopen
from tickets.intake import follow_up
from tickets.lifecycle import back_to_work, changing, check, move, own_if_free
from tickets.models import Channel, Incident, Status, TimelineEntry
from tickets.models.incidents import ENDED
from tickets.targets import FR, NR
from tickets.timeline import check_read, sent_before, write
from tickets.waking import wake
from tickets.writing import by_agent

Files = list[UploadedFile]


def reply(
    incident: Incident,
    agent: User,
    body: str,
    *,
    asks: bool = False,
    channel: str = Channel.PORTAL,
    at: datetime | None = None,
    files: Files | None = None,
    submission: UUID | None = None,
    seen: int | None = None,
    **mail: Any,
) -> TimelineEntry:
    """L3, L4: a person of the vendor writes to the contact; that is the response (R8.7).

    With `asks` the incident waits for her from the same instant on. On a closed incident nothing reopens. The entry
    keeps `mail` with it: `quoted` and `left_out` of a message that came so. Raises WrittenMeanwhile where others
    have written after the entry `seen`.
    """
    at = at or timezone.now()
    with changing(incident, at) as row:
        text, moved = texts.message(body), {"facts__asks": True} if asks else {"facts__asks__isnull": True}
        if same := sent_before(row, submission, author=agent, body=text, public=True, **moved):
            return same
        check_read(row, seen, agent)
        own_if_free(row, agent, at)
        if asks and row.status != Status.WAITING_CUSTOMER:
            check(row, Status.WAITING_CUSTOMER)
        entry = by_agent(
            row,
            agent,
            text,
            at,
            files=files,
            submission=submission,
            channel=channel,
            asks=asks or None,
            **mail,
        )
        articles.note_sent(row, text, agent, at)
        _responded(row, at, asks=asks, agent=agent)
        telling.reply(row, entry, asks=asks)
        followers.wrote(row, agent, at)
        return entry


def _responded(incident: Incident, at: datetime, *, asks: bool, agent: User) -> None:
    wake(incident, at, "answer", agent)
    targets.meet(incident, [FR, NR], at)
    if asks and incident.status != Status.WAITING_CUSTOMER:
        move(incident, Status.WAITING_CUSTOMER, at, agent)
        targets.pause(incident, at, Status.WAITING_CUSTOMER)
    elif incident.status in (Status.IN_PROGRESS, Status.WAITING_DEVELOPMENT):
        targets.start(incident, [NR], at, "message")


def spoken(
    incident: Incident,
    agent: User,
    summary: str,
    *,
    answered: bool = True,
    phone: str = "",
    at: datetime | None = None,
    submission: UUID | None = None,
) -> TimelineEntry:
    """A call to or from the contact, `phone` the number called. Spoken with her it is a response; one not answered
    is on the timeline as a try to phone (R10.6), and its summary may be empty."""
    at = at or timezone.now()
    with changing(incident, at) as row:
        text = texts.message(summary) if answered else texts.optional(summary, field="body")
        if same := sent_before(row, submission, author=agent, body=text, facts__answered=answered):
            return same
        entry = write(
            row,
            TimelineEntry.Kind.CALL,
            at,
            author=agent,
            body=text,
            channel=Channel.PHONE,
            answered=answered,
            phone=texts.line(phone)[:40],
            submission=submission and str(submission),
        )
        if answered:
            own_if_free(row, agent, at)
            _responded(row, at, asks=False, agent=agent)
        return entry


def note(
    incident: Incident,
    agent: User,
    body: str,
    *,
    at: datetime | None = None,
    files: Files | None = None,
    submission: UUID | None = None,
) -> TimelineEntry:
    """An internal note: never seen by the customer, no response, no clock. Told to colleagues whom it names and to
    those who follow the incident."""
    at = at or timezone.now()
    with changing(incident, at) as row:
        text = texts.message(body)
        if same := sent_before(row, submission, author=agent, body=text, public=False):
            return same
        entry = by_agent(row, agent, text, at, public=False, files=files, submission=submission)
        telling.note(row, entry)
        followers.wrote(row, agent, at)
        return entry


def contact_reply(
    incident: Incident,
    contact: User,
    body: str,
    *,
    channel: str = Channel.PORTAL,
    at: datetime | None = None,
    files: Files | None = None,
    submission: UUID | None = None,
    **mail: Any,
) -> TimelineEntry:
    """A contact writes: ends a pause (L5), counts as not accepting a proposal (L10), reopens what was closed
    lately (L11), opens a linked follow-up of what was closed long ago or withdrawn. What consulting has stays
    there: her message reaches who answers, and reopens nothing (R11.6).

    The entry returned is on the incident that took the message; pressing twice gives the one of that
    `submission` and text. It keeps `mail` with it: `quoted` and `left_out` of a message that came so.
    """
    at = at or timezone.now()
    text = texts.message(body)

    later = partial(
        follow_up, incident, contact, text, channel=channel, at=at, files=files or [], submission=submission
    )
    if _is_over(incident, at):
        return _beginning(later())
    with changing(incident, at) as row:
        if same := sent_before(row, submission, author=contact, body=text):
            return same
        if _is_over(row, at):  # since it was read
            return _beginning(later())
        handed_over, proposed = is_handed_over(row), row.status == Status.SOLUTION_PROPOSED
        reopens = row.status == Status.CLOSED and not handed_over
        entry = write(
            row,
            TimelineEntry.Kind.MESSAGE,
            at,
            author=contact,
            body=text,
            channel=channel,
            reopens=reopens or None,
            submission=submission and str(submission),
            **mail,
        )
        attach(entry, files or [])
        row.held_open_until = None
        wake(row, at, "contact", contact)
        if handed_over:
            signals.written_to_consulting.send(Incident, entry=entry.pk)
        elif row.status in (Status.WAITING_CUSTOMER, Status.SOLUTION_PROPOSED, Status.CLOSED):
            back_to_work(row, at, contact, reason="reopened" if reopens else "answered")
        if reopens:
            telling.reopened(row, entry)
        else:
            telling.contact_reply(row, entry)
        if proposed:
            count_rejection(row, at)
        followers.wrote(row, contact, at)
        return entry


def _is_over(incident: Incident, at: datetime) -> bool:
    """Whether it takes no message any more."""
    return incident.status in ENDED and not may_reopen(incident, at)


def _beginning(follow_up: Incident) -> TimelineEntry:
    """The entry that has the message by which it was opened."""
    return follow_up.timeline.get(kind=TimelineEntry.Kind.LOGGED)
