"""What becomes of a meeting: who answers that she comes, and afterwards what came of it; actions become tasks of an
action plan (R18.1, R20, R22.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from subscriptions import tenancy, texts
from subscriptions.models import User
from tickets.advisory import access, meeting_telling, planning
from tickets.advisory.arranging import changing, day_of, require_planned
from tickets.advisory.models import ActionPlan, Meeting, Participant
from tickets.advisory.planning import NewTask
from tickets.advisory.refusals import MeetingCancelled, MeetingOver, NotBegun, NotInvited

MINUTES = 20_000  # characters


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """What somebody notes of a meeting. `results` by the position of the agenda's point; `actions` become tasks of
    `plan`, or of a new plan where there is none."""

    notes: str = ""
    decisions: str = ""
    results: Mapping[int, str] = field(default_factory=dict)
    actions: Sequence[NewTask] = ()
    plan: ActionPlan | None = None


def hold(meeting: Meeting, minutes: Minutes, by: User, at: datetime | None = None) -> Meeting:
    """Note that it was held and what came of it; its actions are given to their owners.

    Raises ViaAdvisor or NotHerAdvisor, MeetingHeld, MeetingCancelled, NotBegun, TextTooLong, and what
    `planning.add_task` raises.
    """
    at = at or timezone.now()
    access.require_advisor(meeting.customer, by, at)
    return keep_held(meeting, minutes, by, at)


def keep_held(meeting: Meeting, minutes: Minutes, by: User, at: datetime) -> Meeting:
    """The same for the room that arranged it, which asks itself who may. Raises as `hold`, but for ViaAdvisor and
    NotHerAdvisor."""
    with changing(meeting) as row:
        require_planned(row)
        if row.starts_at > at:
            raise NotBegun(date=day_of(row))
        row.state, row.held_at = Meeting.State.HELD, at
        _note(row, minutes, by, at)
        return row


def note(meeting: Meeting, minutes: Minutes, by: User, at: datetime | None = None) -> Meeting:
    """Correct or complete the minutes, before, during and after it. Raises as `hold`, but for MeetingHeld and
    NotBegun."""
    at = at or timezone.now()
    access.require_advisor(meeting.customer, by, at)
    with changing(meeting) as row:
        if row.is_cancelled:
            raise MeetingCancelled
        _note(row, minutes, by, at)
        return row


def agree(meeting: Meeting, action: NewTask, by: User, at: datetime | None = None) -> Meeting:
    """One more action: a task of the meeting's plan, which is opened where there is none. Raises as `note`, and
    what `planning.add_task` raises."""
    at = at or timezone.now()
    access.require_advisor(meeting.customer, by, at)
    with changing(meeting) as row:
        if row.is_cancelled:
            raise MeetingCancelled
        _agree(row, [action], None, by, at)
        row.save(update_fields=["plan"])
        return row


def respond(meeting: Meeting, person: User, response: str, at: datetime | None = None) -> Participant:
    """She says whether she comes, also again. Raises NotInvited, MeetingHeld, MeetingCancelled, MeetingOver."""
    at = at or timezone.now()
    with tenancy.as_staff(), changing(meeting) as row:
        require_planned(row)
        if row.ends_at <= at:
            raise MeetingOver(date=day_of(row))
        found = row.participants.select_related("resource").filter(resource__person=person).first()
        if found is None:
            raise NotInvited(name=row.arranged_by.name)
        before = found.response
        found.response, found.responded_at = Participant.Response(response), at
        found.save(update_fields=["response", "responded_at"])
        meeting_telling.answered(row, found, before, at)
        return found


def _note(row: Meeting, minutes: Minutes, by: User, at: datetime) -> None:
    row.notes = texts.optional(minutes.notes, MINUTES, field="notes")
    row.decisions = texts.optional(minutes.decisions, MINUTES, field="decisions")
    for point in row.agenda.all():
        if point.position in minutes.results:
            point.result = texts.optional(minutes.results[point.position], MINUTES, field="results")
            point.save(update_fields=["result"])
    _agree(row, minutes.actions, minutes.plan, by, at)
    row.save()


def _agree(row: Meeting, actions: Sequence[NewTask], plan: ActionPlan | None, by: User, at: datetime) -> None:
    """Make the actions tasks of the meeting's plan, else of `plan`, else of a new one."""
    if not actions:
        return
    row.plan = row.plan or plan or planning.open_plan(row.customer, _plan_subject(row), by, at=at)
    for action in actions:
        planning.add_task(row.plan, action, by, at)


def _plan_subject(meeting: Meeting) -> str:
    """In the customer's language."""
    with override(meeting.customer.language):
        return _("From the meeting: {subject}").format(subject=meeting.subject)
