"""Putting an incident aside until an instant: out of the order of work and silent, and no due time moves (R8.5,
R9.3).

While it is snoozed nobody is reminded of its targets, nothing escalates by itself and nobody is paged. It wakes at
the instant, and at once by what waking.py's callers do: the contact writes, an agent answers, the status, the
severity or a target changes, it is escalated. What silence.py holds open is another thing: an incident that waits
for the customer.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst

from entitlements.models import Severity
from subscriptions import texts
from subscriptions.models import User
from subscriptions.wording import moment_words
from tickets import telling
from tickets.duty import paging
from tickets.lifecycle import FURTHEST_AHEAD, changing, saving
from tickets.models import Incident, Milestone, TimelineEntry
from tickets.models.incidents import WORK_ORDER
from tickets.refusals import NobodyHasIt, NotForWork, NotSnoozed, PastWhatIsExpected, SnoozeOutOfRange
from tickets.shown import shown_to
from tickets.timeline import write
from tickets.waking import wake

BATCH = 50


def snooze(
    incident: Incident, agent: User, until: datetime | None, reason: str, at: datetime | None = None
) -> Incident:
    """Put it aside from `at` until `until`, with a reason for colleagues; a second time moves the end.

    Raises SnoozeOutOfRange; PastWhatIsExpected where the customer expects something until then; NobodyHasIt for a
    severity 1 that looks for somebody; NotForWork where the vendor is not to act; ReasonMissing, TextTooLong.
    """
    at = at or timezone.now()
    with changing(incident, at) as row:
        why = texts.reason(reason)
        row.snoozed_until = end = _checked(row, until, at)
        write(
            row,
            TimelineEntry.Kind.SNOOZE,
            at,
            author=agent,
            public=False,
            until=end.isoformat(),
            reason=why,
        )
        return row


def wake_now(incident: Incident, agent: User, at: datetime | None = None) -> Incident:
    """An agent takes it up again before its time. Raises NotSnoozed."""
    at = at or timezone.now()
    with changing(incident, at) as row:
        if wake(row, at, "agent", agent) is None:
            raise NotSnoozed
        return row


def wake_due(at: datetime | None = None) -> int:
    """Wake a batch of those whose instant has come by `at`; returns how many. Call it until it returns 0; several
    may run at once: what another holds is skipped."""
    at = at or timezone.now()
    with transaction.atomic():
        due = Incident.objects.filter(snoozed_until__lte=at).order_by("snoozed_until", "pk")
        incidents = list(due.for_change(skip_locked=True)[:BATCH])
        for row in incidents:
            with saving(row, at):
                entry = wake(row, at, "time")
                assert entry is not None
                telling.woken(row, entry)
        return len(incidents)


def expected_first(incident: Incident) -> Milestone | None:
    """The running milestone that is due first of those the customer is shown (R8.9); None where none has a due
    time."""
    return _first(m for m in incident.running if m.kind in shown_to(incident.tier))


def due_first(incident: Incident) -> Milestone | None:
    """The same of all whose time runs, shown to her or not."""
    return _first(m for m in incident.running if not m.paused_at)


def _first(milestones: Iterable[Milestone]) -> Milestone | None:
    due = (m for m in milestones if m.due_at)
    return min(due, key=lambda milestone: (milestone.due_at, milestone.pk), default=None)


def _checked(incident: Incident, until: datetime | None, at: datetime) -> datetime:
    """The instant, where the incident may be snoozed until it."""
    if incident.status not in WORK_ORDER:
        raise NotForWork(status=incident.get_status_display())
    if incident.severity == Severity.CRITICAL and (incident.owner_id is None or paging.is_running(incident)):
        raise NobodyHasIt
    if until is None or not at < until <= at + FURTHEST_AHEAD:
        raise SnoozeOutOfRange
    first = expected_first(incident)
    if first is not None and first.due_at is not None and until >= first.due_at:
        due = moment_words(first.due_at, at, timezone.get_current_timezone())
        raise PastWhatIsExpected(milestone=capfirst(first.get_kind_display()), due=due)
    return until
