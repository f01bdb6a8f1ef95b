"""How the work on an incident ends, one function a move as in lifecycle.py (LIFECYCLE.md, 2 and 3): a solution that
is proposed, accepted or rejected; closing without one; withdrawing; and coming back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from subscriptions import texts
from subscriptions.models import User
from tickets import (
    articles,
    followers,
    reminders,
    signals,
    targets,
    telling,
)
from tickets.lifecycle import back_to_work, changing, check, illegal, move, own_if_free
from tickets.models import CloseReason, Incident, LifecycleRules, SolutionKind, Status, TimelineEntry
from tickets.refusals import (
    DuplicateElsewhere,
    DuplicateNotOpen,
    DuplicateOfDuplicate,
    DuplicateOfItself,
    HandedOver,
    NoReasonToClose,
    WrittenBeforeClosing,
)
from tickets.targets import FR, NR
from tickets.timeline import check_read, sent_before, write
from tickets.writing import by_agent

WITHOUT_SOLUTION = (CloseReason.DUPLICATE, CloseReason.CONSULTING, CloseReason.NOT_COVERED)


def propose_solution(
    incident: Incident,
    agent: User,
    body: str,
    kind: str = SolutionKind.ANSWER,
    at: datetime | None = None,
    files: list[UploadedFile] | None = None,
    submission: UUID | None = None,
    seen: int | None = None,
) -> Incident:
    """L8: a message that proposes a solution meets what runs and stops every clock. Raises WrittenMeanwhile where
    others have written after the entry `seen`."""
    at = at or timezone.now()
    with changing(incident, at) as row:
        text = texts.message(body)
        if sent_before(row, submission, author=agent, body=text, facts__solution=kind):
            return row
        check_read(row, seen, agent)
        check(row, Status.SOLUTION_PROPOSED)
        own_if_free(row, agent, at)
        entry = by_agent(row, agent, text, at, files=files, submission=submission, solution=kind)
        articles.note_sent(row, text, agent, at, solves=True)
        move(row, Status.SOLUTION_PROPOSED, at, agent, solution=kind)
        row.solution_kind = kind
        targets.meet(row, [FR, NR], at)
        targets.pause(row, at, Status.SOLUTION_PROPOSED)
        telling.solution(row, entry)
        followers.wrote(row, agent, at)
        return row


def accept(incident: Incident, contact: User, at: datetime | None = None) -> Incident:
    """L9: the contact accepts the solution; the goal is met or missed as of the proposal."""
    at = at or timezone.now()
    with changing(incident, at) as row:
        _needs_proposal(row)
        close(row, CloseReason.SOLVED, at, contact)
        return row


def close(
    incident: Incident, reason: str, at: datetime, author: User | None, *, why: str = "", **facts: Any
) -> TimelineEntry:
    """Inside `changing`: close, settle the clocks, tell the contact."""
    entry = move(incident, Status.CLOSED, at, author, reason=why, close_reason=reason, **facts)
    incident.closed_at, incident.close_reason = at, reason
    _end_request(incident, at, author)
    if reason == CloseReason.SOLVED:
        targets.settle(incident, at)
    targets.stop(incident, at)
    telling.closed(incident, entry)
    _tell_ended(incident, reason, at, author)
    return entry


def _end_request(incident: Incident, at: datetime, author: User | None) -> None:
    """Inside `changing`: another severity that nobody has decided on is asked for no longer, and the timeline says
    so (TARGETS.md, 1). Reopened, the incident has the severity that it had."""
    wanted, incident.requested_severity = incident.requested_severity, None
    if wanted is not None:
        write(incident, TimelineEntry.Kind.SEVERITY_REQUEST, at, author=author, ended=wanted)


def _tell_ended(incident: Incident, reason: str, at: datetime, author: User | None) -> None:
    by = author.pk if author else None
    signals.incident_ended.send(Incident, incident=incident.pk, by=by, reason=reason, at=at)


def _needs_proposal(incident: Incident) -> None:
    if incident.status != Status.SOLUTION_PROPOSED:
        raise illegal(incident, Status.CLOSED)


def reject(incident: Incident, contact: User, reason: str, at: datetime | None = None) -> Incident:
    """L10: the solution does not solve it; the owner hears why, the lead from the second time on."""
    at = at or timezone.now()
    with changing(incident, at) as row:
        _needs_proposal(row)
        why = texts.reason(reason)
        entry = write(row, TimelineEntry.Kind.MESSAGE, at, author=contact, body=why, rejects=True)
        back_to_work(row, at, contact, reason="rejected")
        telling.rejected(row, entry)
        count_rejection(row, at)
        return row


def count_rejection(incident: Incident, at: datetime) -> None:
    """Inside `changing`: a proposed solution was not accepted, by the button or by a reply on any channel; from the
    second time on the lead hears of it (L10)."""
    incident.rejections += 1
    if incident.rejections >= 2:
        reminders.escalate(incident, 1, f"rejections:{incident.rejections}", at)


def close_without_solution(
    incident: Incident,
    agent: User,
    reason: str,
    body: str,
    *,
    duplicate_of: Incident | None = None,
    at: datetime | None = None,
    seen: int | None = None,
) -> Incident:
    """L13: duplicate, handed to consulting, or not covered, with a public message that says so. Raises
    NoReasonToClose for any other, what `check_original` raises, and WrittenBeforeClosing where others have written
    after the entry `seen`."""
    at = at or timezone.now()
    with _locked(incident, duplicate_of) as original, changing(incident, at) as row:
        check(row, Status.CLOSED)
        check_read(row, seen, agent, WrittenBeforeClosing)
        if reason not in WITHOUT_SOLUTION:
            raise NoReasonToClose
        if reason == CloseReason.DUPLICATE:
            check_original(row, original)
        elif original:
            raise DuplicateElsewhere
        row.duplicate_of = duplicate_of = original
        write(row, TimelineEntry.Kind.MESSAGE, at, author=agent, body=texts.message(body))
        targets.meet(row, [FR, NR], at)
        close(row, reason, at, agent, duplicate_of=duplicate_of and duplicate_of.pk)
        return row


@contextmanager
def _locked(incident: Incident, original: Incident | None) -> Iterator[Incident | None]:
    """The original as it is now, locked with its duplicate in the order of their numbers: of two that are closed at
    once as duplicates of each other one stays open."""
    if original is None:
        yield None
        return
    with transaction.atomic():
        both = Incident.objects.filter(pk__in=[incident.pk, original.pk]).order_by("pk").for_change()
        yield {each.pk: each for each in both}.get(original.pk)


def check_original(incident: Incident, original: Incident | None) -> None:
    """Raise DuplicateElsewhere, DuplicateOfItself, DuplicateOfDuplicate or DuplicateNotOpen unless the incident may
    be closed as a duplicate of it: of the same customer, another one, on which somebody works (LIFECYCLE.md, 2)."""
    if original is None or original.customer_id != incident.customer_id:
        raise DuplicateElsewhere
    if original.pk == incident.pk:
        raise DuplicateOfItself(number=original.pk)
    if original.close_reason == CloseReason.DUPLICATE:
        raise DuplicateOfDuplicate(number=original.pk, original=original.duplicate_of_id)
    if not original.is_open:
        raise DuplicateNotOpen(number=original.pk, status=original.get_status_display())


def withdraw(incident: Incident, contact: User, reason: str = "", at: datetime | None = None) -> Incident:
    """L12: the contact no longer needs it. Final: a later message opens a follow-up."""
    at = at or timezone.now()
    with changing(incident, at) as row:
        entry = move(row, Status.WITHDRAWN, at, contact, reason=texts.optional(reason))
        _end_request(row, at, contact)
        targets.stop(row, at)
        telling.withdrawn(row, entry)
        _tell_ended(row, "", at, contact)
        return row


def may_reopen(incident: Incident, at: datetime) -> bool:
    """Whether a closed incident may still become the same incident again (LIFECYCLE.md, 3)."""
    days = timedelta(days=LifecycleRules.current().reopen_days)
    return (
        incident.status == Status.CLOSED
        and incident.closed_at is not None
        and at <= incident.closed_at + days
    )


def is_handed_over(incident: Incident) -> bool:
    """Whether the consulting service has it (L13)."""
    return incident.status == Status.CLOSED and incident.close_reason == CloseReason.CONSULTING


def reopen(
    incident: Incident, author: User, reason: str, at: datetime | None = None, *, objected: bool = False
) -> Incident:
    """L11, L14: a closed incident is worked again. Raises IllegalMove for one closed too long ago; HandedOver for a
    contact whose question consulting has: she objects, and a person decides (R11.6). `objected`: she did so in
    time, and the decision may come later."""
    at = at or timezone.now()
    with changing(incident, at) as row:
        why = texts.reason(reason)
        if is_handed_over(row) and not author.is_staff:
            raise HandedOver
        if not may_reopen(row, at) and not (objected and row.status == Status.CLOSED):
            raise illegal(row, Status.IN_PROGRESS)
        handed_off = row.close_reason in WITHOUT_SOLUTION
        write(row, TimelineEntry.Kind.MESSAGE, at, author=author, body=why, reopens=True)
        entry = back_to_work(row, at, author, reason="reopened")
        telling.reopened(row, entry)
        if author.is_staff and handed_off:
            telling.objection_upheld(row, entry, why)
        return row


def hold_open(
    incident: Incident, agent: User, until: date, reason: str, at: datetime | None = None
) -> Incident:
    """The count of silence starts at `until` instead (LIFECYCLE.md, 3). It moves the day on which the customer's
    incident is closed: she reads who holds it, until when and why, and nobody is mailed."""
    at = at or timezone.now()
    with changing(incident, at) as row:
        row.held_open_until = until
        write(
            row,
            TimelineEntry.Kind.HOLD,
            at,
            author=agent,
            reason=texts.reason(reason),
            until=until.isoformat(),
        )
        return row
