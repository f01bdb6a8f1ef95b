"""Response targets: starting, pausing, meeting and moving the milestones of an incident (R8, TARGETS.md, 6).

Rows are a ledger: each start, pause, due time and result is an entry. The arithmetic of covered time is
subscriptions.clock's; which target applies is entitlements.targets'.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from entitlements import targets as promised
from entitlements.models import MilestoneKind
from subscriptions import clock
from subscriptions.calendars import NoCoveredTime
from tickets.models import DueTime, Incident, Milestone, Pause, TimelineEntry
from tickets.models.incidents import NEVER
from tickets.models.milestones import MilestoneQuerySet
from tickets.timeline import write

FR, NR, SG = MilestoneKind.FIRST_RESPONSE, MilestoneKind.NEXT_REPLY, MilestoneKind.SOLUTION_GOAL

# Per cent of the covered target at which somebody is told (LIFECYCLE.md, 4); 100 is a miss.
THRESHOLDS = {FR: (50, 75, 90, 100, 200), NR: (50, 75, 90, 100), SG: (50, 75, 90, 100, 150)}


def start(incident: Incident, kind: str, at: datetime, cause: str) -> Milestone | None:
    """Begin a milestone at `at` under the policy and calendar in force then; None where the table has no target."""
    milestone = _promise(incident, kind, at)
    if milestone is None:
        return None
    _set_due(milestone, _due(milestone, []), at, cause)
    return milestone


def preview(incident: Incident, kind: str, at: datetime) -> Milestone | None:
    """What `start` would begin at `at`, with its due time, not saved; `incident` need not be either (R8.1)."""
    milestone = _promise(incident, kind, at)
    if milestone is not None:
        milestone.due_at = _due(milestone, [])
    return milestone


def meet(incident: Incident, kinds: Iterable[str], at: datetime) -> list[Milestone]:
    """A person of the vendor answered at `at`: the running ones of `kinds` are met, or missed if that was late."""
    met = list(_running(incident, kinds))
    for milestone in met:
        end(milestone, at, Milestone.Result.MET)
    return met


def stop(incident: Incident, at: datetime, kinds: Iterable[str] = (FR, NR, SG)) -> None:
    """End the running ones as neither met nor missed, unless they were missed already."""
    for milestone in _running(incident, kinds):
        end(milestone, at, Milestone.Result.STOPPED)


def end(milestone: Milestone, at: datetime, result: str) -> None:
    """Close a milestone at `at`. Late is late: a met or stopped one whose due time had passed is missed."""
    if milestone.is_missed(at):
        _note_miss(milestone)
        if result != Milestone.Result.SUPERSEDED:
            result = Milestone.Result.MISSED
    if milestone.paused_at:
        _close_pause(milestone, at)
    milestone.result, milestone.ended_at = result, at
    milestone.next_reminder_at = milestone.next_reminder = None
    milestone.save()


def settle(incident: Incident, at: datetime) -> None:
    """An accepted or expired proposal: the solution goal is met or missed as of the proposal (L9)."""
    for milestone in _running(incident, [SG]):
        proposed_at = milestone.paused_at or at
        if milestone.paused_at:
            _close_pause(milestone, at)
        end(milestone, proposed_at, Milestone.Result.MET)


def pause(incident: Incident, at: datetime, reason: str) -> None:
    """The solution goal does not count from `at` on; a pause within a pause changes nothing."""
    for milestone in _running(incident, [SG]).filter(paused_at=None):
        if milestone.is_missed(at):
            _note_miss(milestone)
        Pause.objects.create(
            milestone=milestone, customer_id=milestone.customer_id, started_at=at, reason=reason
        )
        milestone.paused_at = at
        milestone.save()


def resume(incident: Incident, at: datetime) -> None:
    """The vendor is to act again: paused milestones go on with the covered time that was left."""
    for milestone in _running(incident, [SG]).exclude(paused_at=None):
        _close_pause(milestone, at)
        _set_due(milestone, _due(milestone, pauses_of(milestone)), at, "resumed")


def reopen(incident: Incident, at: datetime) -> None:
    """After closing the solution goal goes on as promised, the closed and proposed time left out (L11)."""
    last = incident.milestones.filter(kind=SG).order_by("pk").last()
    if last is None or not last.result or last.ended_at is None:
        return
    again = Milestone.objects.get(pk=last.pk)
    again.pk, again.replaces, again.result, again.ended_at = None, last, "", None
    again._state.adding = True
    again.save()
    for entry in last.pauses.all():
        Pause.objects.create(
            milestone=again,
            customer_id=again.customer_id,
            started_at=entry.started_at,
            ended_at=entry.ended_at or last.ended_at,
            reason=entry.reason,
        )
    Pause.objects.create(
        milestone=again, customer_id=again.customer_id, started_at=last.ended_at, ended_at=at, reason="closed"
    )
    _set_due(again, _due(again, pauses_of(again)), at, "reopened")


def retarget(
    incident: Incident, at: datetime, *, cause: str, raised: bool
) -> list[tuple[Milestone, Milestone]]:
    """Severity or tier changed at `at`: each running milestone is superseded by change + new target.

    A raise never moves a due time later: the earliest of the new time and of every due time still ahead that the
    milestone has had at the same or a lower severity and tier holds (R8.10). Returns (old, new) pairs.
    """
    pairs = []
    running = {m.kind: m for m in _running(incident, (FR, NR, SG))}
    for kind in (FR, NR, SG):
        old = running.get(kind)
        if old is None and not (kind == SG and not incident.milestones.filter(kind=SG).exists()):
            continue
        if old is not None:
            paused_for = old.pauses.filter(ended_at=None).values_list("reason", flat=True).first()
            end(old, at, Milestone.Result.SUPERSEDED)
        new = _promise(incident, kind, at)
        if new is None:
            continue
        new.replaces = old
        due = _due(new, [])
        if raised and old is not None:
            due = _earliest(new, due, at)
        _set_due(new, due, at, cause)
        if old is not None:
            pairs.append((old, new))
            if paused_for:
                pause(incident, at, paused_for)
    return pairs


def place(incident: Incident) -> None:
    """Keep the incident's place in the queue: its next response that is due, else its solution goal."""
    running = sorted(
        (m for m in _running(incident, (FR, NR, SG)) if m.due_at and not m.paused_at),
        key=lambda m: (m.kind == SG, m.due_at),
    )
    incident.due_milestone = running[0] if running else None
    incident.due_at = running[0].due_at if running and running[0].due_at else NEVER
    incident.tier_rank = incident.tier.rank


def pauses_of(milestone: Milestone) -> list[clock.Pause]:
    """The pauses of a milestone that are over."""
    return [clock.Pause(p.started_at, p.ended_at) for p in milestone.pauses.all() if p.ended_at]


def threshold_at(milestone: Milestone, percent: int) -> datetime | None:
    """When `percent` of the target has passed, in covered time without pauses; None where no time is covered."""
    calendar = milestone.calendar.calendar(milestone.clock)
    try:
        return clock.threshold(
            calendar, milestone.started_at, milestone.allowed, percent, pauses_of(milestone)
        )
    except NoCoveredTime:
        return None


def schedule_reminder(milestone: Milestone, after: int = 0) -> None:
    """Set the next threshold above `after` per cent that has not been told yet."""
    told = set(milestone.reminders.values_list("percent", flat=True)) if milestone.pk else set()
    percent = next(
        (p for p in THRESHOLDS[MilestoneKind(milestone.kind)] if p > after and p not in told), None
    )
    milestone.next_reminder = percent
    milestone.next_reminder_at = threshold_at(milestone, percent) if percent else None


def _running(incident: Incident, kinds: Iterable[str]) -> MilestoneQuerySet:
    return (
        incident.milestones.running()
        .filter(kind__in=list(kinds))
        .select_related("calendar", "tier")
        .order_by("started_at", "pk")
    )


def _promise(incident: Incident, kind: str, at: datetime) -> Milestone | None:
    """A milestone as the policy in force promises it, not yet saved."""
    policy = promised.policy_at(at)
    rule = promised.rule_for(policy, incident.tier, incident.severity, kind, incident.product)
    if rule is None:
        return None
    calendar = incident.region.calendar_at(at)
    which, _why = promised.clock_for(incident.tier, incident.severity, incident.product, at)
    covered = rule.covered(calendar.day())
    return Milestone(
        incident=incident,
        customer_id=incident.customer_id,
        kind=kind,
        policy=policy,
        rule=rule,
        calendar=calendar,
        clock=which,
        severity=incident.severity,
        tier=incident.tier,
        product=incident.product,
        covered=covered,
        allowed=covered,
        started_at=at,
    )


def _due(milestone: Milestone, pauses: list[clock.Pause]) -> datetime | None:
    calendar = milestone.calendar.calendar(milestone.clock)
    try:
        return clock.due(calendar, milestone.started_at, milestone.allowed, pauses)
    except NoCoveredTime:
        return None


def _earliest(new: Milestone, due: datetime | None, at: datetime) -> datetime | None:
    """`due`, or the earliest due time ahead that the chain has had at no higher a severity and tier."""
    ahead = []
    link = new.replaces
    while link is not None:
        if link.severity >= new.severity and link.tier.rank >= new.tier.rank:
            ahead += [d.due_at for d in link.due_times.all() if d.due_at and d.due_at > at]
        link = link.replaces
    best = min([*ahead, due] if due else ahead, default=None)
    if best is not None and best != due:
        calendar = new.calendar.calendar(new.clock)
        new.allowed = max(calendar.covered_between(at, best), timedelta(0))
    return best


def _set_due(milestone: Milestone, due: datetime | None, at: datetime, cause: str) -> None:
    milestone.due_at = due
    if milestone.pk is None:
        milestone.save()
    schedule_reminder(milestone, after=100 if milestone.missed_at else 0)
    milestone.save()
    DueTime.objects.create(
        milestone=milestone, customer_id=milestone.customer_id, at=at, due_at=due, cause=cause
    )


def _close_pause(milestone: Milestone, at: datetime) -> None:
    milestone.pauses.filter(ended_at=None).update(ended_at=at)
    milestone.paused_at = None


def _note_miss(milestone: Milestone) -> None:
    """The miss is an entry with its instant, once (W56)."""
    if milestone.missed_at is not None or milestone.due_at is None:
        return
    milestone.missed_at = milestone.due_at
    write(
        milestone.incident,
        TimelineEntry.Kind.TARGET,
        milestone.due_at,
        public=False,
        milestone=milestone.kind,
        result="missed",
        due_at=milestone.due_at.isoformat(),
    )


def note_miss(milestone: Milestone) -> None:
    """Record that the due time passed unanswered; the reminder loop calls this at 100 per cent."""
    _note_miss(milestone)
    milestone.save(update_fields=["missed_at"])


def expected_again(milestone: Milestone, at: datetime) -> datetime | None:
    """When a response is expected at `at`, after the target was missed (R8.11): the due time that a change has
    given it since, else as much covered time again as it had. None where that has passed too, or no time is
    covered."""
    if milestone.due_at is None or milestone.due_at > at:
        return milestone.due_at
    try:
        again = milestone.calendar.calendar(milestone.clock).add(milestone.due_at, milestone.allowed)
    except NoCoveredTime:
        return None
    return again if again > at else None
