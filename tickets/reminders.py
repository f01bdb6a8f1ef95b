"""Reminders before a target is due and escalation when it is missed (R8.5; LIFECYCLE.md, 4).

Due reminders are stored on the milestones and scanned: the cost follows what is due, not what is open. A row for
each threshold is unique, so that nothing is told twice, however often or late this runs.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from entitlements.models import MilestoneKind
from subscriptions.models import Customer
from tickets import targets, telling
from tickets.live import announcing
from tickets.models import Escalation, Incident, Milestone, Reminder, TimelineEntry
from tickets.models.incidents import WORK_ORDER
from tickets.models.milestones import MilestoneQuerySet
from tickets.shown import shown_to
from tickets.targets import FR, NR, SG
from tickets.timeline import write
from tickets.waking import wake

# Who hears of a threshold, as a level of escalation; those below 100 are level 0, the owner.
LEVELS = {(FR, 100): 1, (NR, 100): 1, (FR, 200): 2, (SG, 100): 2, (SG, 150): 3}
OPEN_TOO_LONG = 3  # a severity 1 without a solution or workaround

BATCH = 100
# Goals of severity 1 that run, of which less must pass until the heads hear of it than until what is next.
SCHEDULED_LATER = """
select milestone.id from tickets_incident incident join tickets_milestone milestone on milestone.incident_id =
  incident.id join subscriptions_tier tier on tier.id = milestone.tier_id
where incident.severity = 1 and incident.status = any(%s) and incident.snoozed_until is null
  and milestone.result = '' and milestone.kind = %s and milestone.severity = 1 and milestone.paused_at is null
  and milestone.allowed > '0' and ceil(360000.0 * tier.heads_after_hours / extract(epoch from milestone.allowed))
    < coalesce(milestone.next_reminder, %s)
  and milestone.id > %s and not exists (
    select from tickets_escalation told where told.incident_id = incident.id and told.cause like 'open:%%')
order by milestone.id limit %s
"""
# A threshold that passed so long ago was not told in time: nobody was there to tell. What an outage leaves behind
# is told in one digest a person.
OUTAGE = timedelta(minutes=15)


def remind(at: datetime | None = None, customer: Customer | None = None) -> int:
    """Tell of the thresholds that a batch of milestones has passed by `at`; returns how many milestones.

    Call it until it returns 0; several may run at once. `customer`: hers alone, for an import. What is snoozed is
    left alone: what it passed meanwhile is told when it wakes, as one.
    1. take the milestones whose next reminder is due, skipping those that another worker or a verb holds: both
       lock the incident;
    2. for each write its Reminder rows, the timeline and the outbox, and mark the incident;
    3. set its next threshold; commit.
    """
    at = at or timezone.now()
    with transaction.atomic():
        hers = {"customer": customer} if customer else {}
        due = _locked(Milestone.objects.filter(next_reminder_at__lte=at, **hers))
        milestones = list(due.order_by("next_reminder_at")[:BATCH])
        for milestone in milestones:
            _tell(milestone, at)
        return len(milestones)


def heads_sooner(beyond: int = 0, at: datetime | None = None) -> int:
    """A tier's heads are to hear sooner of a severity 1 than its goals that run have scheduled: schedule that of a
    batch of those with keys above `beyond`, and tell where so much has passed by `at`. Returns the last key, 0
    where none is left. What is snoozed or paused is looked at when it goes on."""
    at = at or timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SCHEDULED_LATER, [list(WORK_ORDER), SG, targets.NO_MORE, beyond, BATCH])
        keys = [key for (key,) in cursor.fetchall()]
        for milestone in _locked(Milestone.objects.filter(pk__in=keys)):
            _hear_sooner(milestone, at)
        return keys[-1] if keys else 0


def _hear_sooner(milestone: Milestone, at: datetime) -> None:
    percent = targets.open_too_long(milestone)
    if percent is None or percent >= (milestone.next_reminder or targets.NO_MORE):
        return
    when = targets.threshold_at(milestone, percent)
    if when and when > at:
        milestone.next_reminder, milestone.next_reminder_at = percent, when
        milestone.save(update_fields=["next_reminder", "next_reminder_at"])
    elif when:
        escalate(milestone.incident, OPEN_TOO_LONG, f"open:{milestone.pk}", at)


def _locked(rows: MilestoneQuerySet) -> MilestoneQuerySet:
    """Those that run and are neither paused nor snoozed, locked with their incidents, with what telling asks; what
    another worker or a verb holds is skipped."""
    return (
        rows.running()
        .filter(paused_at=None, incident__snoozed_until=None)
        .select_for_update(skip_locked=True, no_key=True, of=("self", "incident"))
        .select_related("incident__customer", "incident__owner", "incident__region", "calendar", "tier")
    )


def _tell(milestone: Milestone, at: datetime) -> None:
    """One message for the highest threshold that has passed; those it overtook are on record, not told."""
    late = _was_held_up(milestone.next_reminder_at, at)
    passed, pauses = [milestone.next_reminder or 0], targets.pauses_of(milestone)
    targets.schedule_reminder(milestone, pauses, after=passed[-1])
    while milestone.next_reminder and milestone.next_reminder_at and milestone.next_reminder_at <= at:
        passed.append(milestone.next_reminder)
        targets.schedule_reminder(milestone, pauses, after=passed[-1])
    milestone.save(update_fields=["next_reminder", "next_reminder_at"])
    Reminder.objects.bulk_create(
        [
            Reminder(milestone=milestone, customer_id=milestone.customer_id, percent=percent, at=at)
            for percent in passed
        ],
        ignore_conflicts=True,
    )
    incident = milestone.incident
    if incident.due_milestone_id == milestone.pk:
        incident.due_milestone = milestone
        targets.watch(incident)
        incident.save(update_fields=["at_risk", "lifted"])
    announcing.changed(incident, public=milestone.kind in shown_to(incident.tier) and passed[-1] >= 100)
    reminding = [
        percent for percent in passed if percent in targets.THRESHOLDS[MilestoneKind(milestone.kind)]
    ]
    if passed[-1] >= targets.MISS:
        # Its miss may be on record and untold: it was paused before anybody looked.
        if targets.MISS in passed or milestone.missed_at is None:
            targets.note_miss(milestone)
            telling.missed(incident, milestone, at, late=late)
    elif reminding:
        telling.reminded(incident, milestone, reminding[-1], late=late)
    for level, cause in _levels(milestone, passed):
        escalate(incident, level, cause, at, late=late)


def _levels(milestone: Milestone, passed: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Who else hears of the thresholds that have passed, each with its cause."""
    for percent in passed:
        if level := LEVELS.get((MilestoneKind(milestone.kind), percent)):
            yield level, f"milestone:{milestone.pk}:{percent}"
        if percent == targets.open_too_long(milestone):
            yield OPEN_TOO_LONG, f"open:{milestone.pk}"


def escalate(
    incident: Incident,
    level: int,
    cause: str,
    at: datetime,
    *,
    late: bool = False,
    asked: Mapping[str, Any] | None = None,
) -> bool:
    """Bring the incident to `level` for `cause`, once; says whether it was the first time. `late`: told in a
    digest; `asked`: what the customer gives who asks for it."""
    _row, first = Escalation.objects.get_or_create(
        incident=incident, level=level, cause=cause, defaults={"customer_id": incident.customer_id, "at": at}
    )
    if first:
        if wake(incident, at, "escalation"):
            incident.save(update_fields=["snoozed_until"])
        write(
            incident, TimelineEntry.Kind.ESCALATION, at, public=False, level=level, cause=cause.split(":")[0]
        )
        telling.escalated(incident, at, level, cause, late=late, asked=asked)
    return first


def tell_of_unseen(milestone: Milestone, result: str, at: datetime) -> None:
    """A milestone was ended late at `at`, as `result`, before anybody was told that it was missed.

    Where the customer still waits it escalates as it would have; of what is answered or over the advisor alone
    hears (R17.5)."""
    incident = milestone.incident
    late = _was_held_up(milestone.missed_at, at)
    if incident.is_for_work and result != Milestone.Result.MET:
        level = LEVELS[MilestoneKind(milestone.kind), targets.MISS]
        escalate(incident, level, f"milestone:{milestone.pk}:{targets.MISS}", at, late=late)
    else:
        telling.missed_and_over(incident, milestone, at, late=late)


def _was_held_up(passed_at: datetime | None, at: datetime) -> bool:
    """Whether what passed then is told so much later that an outage held it up."""
    return passed_at is not None and passed_at < at - OUTAGE


def overdue_by(milestone: Milestone, at: datetime) -> timedelta:
    """Covered time past the due instant; 0 where it is not missed. The same before and after a pause (W31)."""
    if not milestone.is_missed(at) or milestone.due_at is None:
        return timedelta(0)
    until = milestone.ended_at or milestone.paused_at or at
    return milestone.hours.covered_between(milestone.due_at, until)
