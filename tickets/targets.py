"""Response targets: starting, pausing, meeting and moving the milestones of an incident (R8, TARGETS.md, 6). What
takes the place of what runs is superseding.py's.

Rows are a ledger: each start, pause, due time and result is an entry. The arithmetic of covered time is
subscriptions.clock's; which target applies is entitlements.targets'.
"""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Value
from django.db.models.functions import Greatest

from entitlements import targets as promised
from entitlements.models import MilestoneKind, Severity
from subscriptions import arrays, clock
from subscriptions.calendars import NoCoveredTime
from subscriptions.known_rows import keep_none
from subscriptions.prepared import prepared_if_few
from tickets import webhook_events, windows
from tickets.hours import clock_of, windows_of
from tickets.live import announcing
from tickets.models import DueTime, Incident, Milestone, Pause, TimelineEntry
from tickets.models.incidents import NEVER
from tickets.timeline import add, entry

FR, NR, SG = MilestoneKind.FIRST_RESPONSE, MilestoneKind.NEXT_REPLY, MilestoneKind.SOLUTION_GOAL

# Per cent of the covered target at which somebody is told (LIFECYCLE.md, 4); 100 is a miss.
THRESHOLDS = {FR: (50, 75, 90, 100, 200), NR: (50, 75, 90, 100), SG: (50, 75, 90, 100, 150)}
MISS = 100  # per cent
RISK = 75  # per cent of a target's covered time (R8.5)
NO_MORE = 1000  # above every threshold
RECORD = f"""
insert into {DueTime._meta.db_table} (milestone_id, customer_id, at, due_at, cause)
select id, customer_id, coalesce(%s::timestamptz, started_at), due_at, %s::text from {Milestone._meta.db_table}
where id = any(%s::bigint[]) order by id
"""  # noqa: S608  made of constants
PROMISED = ("policy", "rule", "calendar", "windows", "covered", "allowed")
PLACE = ("due_at", "due_milestone_id", "at_risk", "lifted")  # of an incident, as `place` keeps them
# What hears of a milestone that was ended late, as what and when, before the reminder loop had told of the miss.
of_unseen_misses: list[Callable[[Milestone, str, datetime], None]] = []
HOW_IT_WENT = ("paused_at", "ended_at", "result", "missed_at", "next_reminder_at", "next_reminder")


def start(incident: Incident, kinds: Iterable[str], at: datetime, cause: str) -> list[Milestone]:
    """Begin milestones of these kinds at `at` under the policy and calendar in force then, those that have a
    target."""
    return start_of_many([incident], kinds, at, cause)


def start_of_many(
    incidents: Iterable[Incident], kinds: Iterable[str], at: datetime, cause: str
) -> list[Milestone]:
    """The same of many incidents, by as many statements."""
    wanted = tuple(kinds)
    promises = [_promise(incident, kind, at) for incident in incidents for kind in wanted]
    return _begin([milestone for milestone in promises if milestone], at, cause)


def preview(incident: Incident, kind: str, at: datetime) -> Milestone | None:
    """What `start` would begin at `at`, with its due time, not saved; `incident` need not be either (R8.1)."""
    milestone = _promise(incident, kind, at)
    if milestone is not None:
        milestone.due_at = _due(milestone, [])
    return milestone


def meet(incident: Incident, kinds: Iterable[str], at: datetime) -> None:
    """A person of the vendor answered at `at`: the running ones of `kinds` are met, or missed if that was late."""
    end_many(_running(incident, kinds), at, Milestone.Result.MET)


def stop(incident: Incident, at: datetime, kinds: Iterable[str] = (FR, NR, SG)) -> None:
    """End the running ones as neither met nor missed, unless they were missed already."""
    stop_of_many([incident], at, kinds)


def stop_of_many(incidents: Iterable[Incident], at: datetime, kinds: Iterable[str]) -> None:
    """The same of many incidents, by as many statements."""
    wanted = tuple(kinds)
    running = [milestone for incident in incidents for milestone in _running(incident, wanted)]
    end_many(running, at, Milestone.Result.STOPPED)


def end(milestone: Milestone, at: datetime, result: str) -> None:
    """Close a milestone at `at`. Late is late: a met or stopped one whose due time had passed is missed."""
    end_many([milestone], at, result)


def end_many(milestones: Sequence[Milestone], at: datetime, result: str) -> None:
    """The same of many, by as many statements."""
    if result == Milestone.Result.MET:
        _take_back_misses([milestone for milestone in milestones if _in_time_after_all(milestone, at)], at)
    late = [milestone for milestone in milestones if milestone.is_missed(at)]
    unseen = [milestone for milestone in late if (milestone.next_reminder or NO_MORE) <= MISS]
    _note_misses(late)
    _end_pauses([milestone for milestone in milestones if milestone.paused_at], at)
    for milestone in milestones:
        missed = milestone.missed_at is not None and result != Milestone.Result.SUPERSEDED
        milestone.result, milestone.ended_at = Milestone.Result.MISSED if missed else result, at
        milestone.paused_at = milestone.next_reminder_at = milestone.next_reminder = None
        milestone.incident.running.remove(milestone)
    arrays.update(milestones, HOW_IT_WENT)
    for milestone in unseen:
        for hear in of_unseen_misses:
            hear(milestone, result, at)


def settle(incident: Incident, at: datetime) -> None:
    """An accepted or expired proposal: the solution goal is met or missed as of the proposal (L9)."""
    for milestone in _running(incident, [SG]):
        proposed_at = milestone.paused_at or at
        if milestone.paused_at:
            _end_pauses([milestone], at)
            milestone.paused_at = None
        end(milestone, proposed_at, Milestone.Result.MET)


def pause(incident: Incident, at: datetime, reason: str) -> None:
    """The solution goal does not count from `at` on, for this reason; a pause that is on for another ends there."""
    resume(incident, at)
    for milestone in _running(incident, [SG]):
        if milestone.is_missed(at):
            _note_misses([milestone])
        Pause.objects.create(
            milestone=milestone, customer_id=milestone.customer_id, started_at=at, reason=reason
        )
        milestone.paused_at = at
        milestone.save(update_fields=HOW_IT_WENT)


def resume(incident: Incident, at: datetime) -> None:
    """The vendor is to act again: paused milestones go on with the covered time that was left."""
    resume_many([incident], at)


def resume_many(incidents: Iterable[Incident], at: datetime) -> None:
    """The same of many incidents, by as many statements."""
    paused = [m for incident in incidents for m in _running(incident, [SG]) if m.paused_at]
    if not paused:
        return
    kept: dict[int, list[clock.Pause]] = {milestone.pk: [] for milestone in paused}
    _end_pauses(paused, at)
    of_these = Pause.objects.filter(milestone__in=list(kept))
    for key, begun, ended in of_these.values_list("milestone", "started_at", "ended_at"):
        kept[key].append(clock.Pause(begun, ended))
    for milestone in paused:
        milestone.paused_at, pauses = None, kept[milestone.pk]
        milestone.due_at = _due(milestone, pauses)
        schedule_reminder(milestone, pauses, after=(milestone.next_reminder or NO_MORE) - 1)
    arrays.update(paused, ["due_at", *HOW_IT_WENT])
    record(paused, at, cause="resumed")


def expect_reply(incidents: Iterable[Incident], at: datetime) -> None:
    """Back to work: of those that had their first response a new next reply is due, in place of one that runs."""
    answered = [row for row in incidents if not any(milestone.kind == FR for milestone in row.running)]
    stop_of_many(answered, at, [NR])
    start_of_many(answered, [NR], at, "in_progress")


def reopen(incident: Incident, at: datetime, closed_at: datetime | None) -> None:
    """What was closed at `closed_at` is open again: the solution goal goes on as promised, the closed and proposed
    time left out (L11). One that was superseded by a severity without a goal, or ended before, does not."""
    last = incident.milestones.filter(kind=SG).order_by("pk").last()
    if last is None or last.ended_at is None or last.result == Milestone.Result.SUPERSEDED:
        return
    if last.result == Milestone.Result.STOPPED and closed_at and last.ended_at < closed_at:
        return
    again = copy(last)
    again.pk, again.replaces, again.due_at, again.result, again.ended_at = None, last, None, "", None
    begun = [each for each in windows.read(last.windows) if each.start < last.ended_at]
    if begun:
        begun = windows.without(begun, [each.window for each in incident.hours_taken_back])
    again.windows = windows.written({*begun, *windows.read(windows_of(incident, last.clock, at))})
    pauses = [(p.started_at, p.ended_at or last.ended_at, p.reason) for p in last.pauses.all()]
    pauses.append((last.ended_at, at, "closed"))
    left_out = [clock.Pause(start, end) for start, end, _reason in pauses]
    _begin([again], at, "reopened", left_out, stood_at=last.ended_at)
    Pause.objects.bulk_create(
        Pause(milestone=again, customer_id=again.customer_id, started_at=start, ended_at=end, reason=reason)
        for start, end, reason in pauses
    )


def move(milestone: Milestone, due_at: datetime, at: datetime, cause: str) -> None:
    """A running milestone that was given another target, calendar or weekend at `at` is due at `due_at`, which
    is still ahead. The thresholds that this puts behind it are not told."""
    pauses, stood_at = pauses_of(milestone), milestone.paused_at or at
    before, milestone.due_at = milestone.due_at, due_at
    schedule_reminder(milestone, pauses, after=(milestone.next_reminder or NO_MORE) - 1)
    _pass_over(milestone, pauses, stood_at)
    milestone.save(update_fields=[*PROMISED, "due_at", *HOW_IT_WENT])
    if due_at != before:
        record([milestone], at, cause=cause)


def place(incident: Incident) -> None:
    """Keep the incident's place in the queue: its next response that is due, else its solution goal."""
    due = [(m.kind == SG, m.due_at, m.pk, m) for m in incident.running if m.due_at and not m.paused_at]
    _is_goal, incident.due_at, _pk, incident.due_milestone = min(due, default=(True, NEVER, 0, None))
    watch(incident)


def watch(incident: Incident) -> None:
    """Keep what lists show of the time that its due milestone has used, by the thresholds that were told."""
    milestone = incident.due_milestone
    told = 0 if milestone is None else (milestone.next_reminder or NO_MORE) - 1
    incident.at_risk = told >= RISK
    incident.lifted = 0 if milestone and milestone.kind != SG and told >= 100 else 1


def due_if_resumed(milestone: Milestone, at: datetime) -> datetime | None:
    """When a paused one would be due if it went on at `at`; None where no time is covered."""
    assert milestone.paused_at
    now = clock.Pause(milestone.paused_at, max(milestone.paused_at, at))
    return _due(milestone, [*pauses_of(milestone), now])


def pauses_of(milestone: Milestone) -> list[clock.Pause]:
    """The pauses of a milestone that are over."""
    return [clock.Pause(p.started_at, p.ended_at) for p in milestone.pauses.all() if p.ended_at]


def threshold_at(
    milestone: Milestone, percent: int, pauses: list[clock.Pause] | None = None
) -> datetime | None:
    """When `percent` of the target has passed, in covered time without pauses; None where no time is covered."""
    calendar = milestone.hours
    left_out = pauses_of(milestone) if pauses is None else pauses
    return clock.threshold(calendar, milestone.started_at, milestone.allowed, percent, left_out)


def schedule_reminder(milestone: Milestone, pauses: list[clock.Pause], after: int = 0) -> None:
    """Set the next threshold above `after` per cent."""
    percents = (*THRESHOLDS[MilestoneKind(milestone.kind)], open_too_long(milestone) or 0)
    percent = min((percent for percent in percents if percent > after), default=None)
    milestone.next_reminder = percent
    milestone.next_reminder_at = threshold_at(milestone, percent, pauses) if percent else None


def open_too_long(milestone: Milestone) -> int | None:
    """How much of the solution goal of a severity 1 has passed when it is open for so long, without a solution or a
    workaround, that the heads are told (LIFECYCLE.md, 4, level 3): whole per cent, rounded up. None of any other
    milestone, and where next to nothing was allowed: of that they are told at 150 per cent."""
    if milestone.kind != SG or milestone.severity != Severity.CRITICAL or not milestone.allowed:
        return None
    percent = -(-timedelta(hours=milestone.tier.heads_after_hours) * 100 // milestone.allowed)
    return percent if percent < NO_MORE else None


def _pass_over(milestone: Milestone, pauses: list[clock.Pause], until: datetime) -> None:
    """The thresholds that are behind it by then are not told."""
    while milestone.next_reminder and milestone.next_reminder_at and milestone.next_reminder_at <= until:
        schedule_reminder(milestone, pauses, after=milestone.next_reminder)


def _running(incident: Incident, kinds: Iterable[str]) -> list[Milestone]:
    wanted = tuple(kinds)
    return [milestone for milestone in incident.running if milestone.kind in wanted]


def _promise(incident: Incident, kind: str, at: datetime) -> Milestone | None:
    """A milestone as the policy in force promises it, not yet saved."""
    policy = promised.policy_at(at)
    rule = promised.rule_for(policy, incident.tier, incident.severity, kind, incident.product)
    if rule is None:
        return None
    calendar = incident.region.calendar_at(at)
    which, _why = clock_of(incident, at)
    covered = rule.covered(calendar.day())
    return Milestone(
        incident=incident,
        customer_id=incident.customer_id,
        kind=kind,
        policy=policy,
        rule=rule,
        calendar=calendar,
        clock=which,
        windows=windows_of(incident, which, at),
        severity=incident.severity,
        tier=incident.tier,
        product=incident.product,
        covered=covered,
        allowed=covered,
        started_at=at,
    )


def _due(milestone: Milestone, pauses: list[clock.Pause]) -> datetime | None:
    return clock.due_or_none(milestone.hours, milestone.started_at, milestone.allowed, pauses)


def _begin(
    milestones: list[Milestone],
    at: datetime,
    cause: str,
    pauses: Sequence[clock.Pause] = (),
    stood_at: datetime | None = None,
) -> list[Milestone]:
    """Save new milestones of an incident with their first due time and reminder; `pauses` are those they begin
    with, `stood_at` is up to when a former one of the same promise has told its thresholds."""
    for milestone in milestones:
        left_out = list(pauses)
        milestone.due_at = milestone.due_at or _due(milestone, left_out)
        schedule_reminder(milestone, left_out, after=100 if milestone.missed_at else 0)
        if stood_at:
            _pass_over(milestone, left_out, stood_at)
    arrays.insert(milestones)
    record(milestones, at, cause=cause)
    if not pauses:  # known without asking
        keep_none(milestones, "pauses")
    for milestone in milestones:
        milestone.incident.running.append(milestone)
    return milestones


def record(milestones: Sequence[Milestone], at: datetime | None = None, *, cause: str) -> None:
    """The due time of each, as it has just been written, given at `at`, or when it started."""
    if milestones:
        with prepared_if_few(milestones), connection.cursor() as cursor:
            cursor.execute(RECORD, [at, cause, [milestone.pk for milestone in milestones]])
    for milestone in milestones:
        milestone.__dict__.pop("given", None)


def _end_pauses(milestones: Sequence[Milestone], at: datetime) -> None:
    """End those that are on. A mail may have been received before one began: it then took no time."""
    if milestones:
        lasting = Pause.objects.filter(milestone__in=[each.pk for each in milestones], ended_at=None)
        lasting.update(ended_at=Greatest("started_at", Value(at)))


def _note_misses(milestones: Sequence[Milestone]) -> None:
    """Each miss is an entry with its instant, once (W56); the caller saves the milestones."""
    missed = [(milestone, entry) for milestone in milestones if (entry := _miss(milestone)) is not None]
    arrays.insert([entry for _milestone, entry in missed])
    for milestone, _entry in missed:
        announcing.changed(milestone.incident)
        webhook_events.missed(milestone)


def _in_time_after_all(milestone: Milestone, at: datetime) -> bool:
    """Whether it was marked as missed while an answer that had come in time was on its way, as a mail is: what is
    met is arithmetic, no poll decides it (TARGETS.md, 5.5)."""
    return milestone.due_at is not None and milestone.missed_at == milestone.due_at and at <= milestone.due_at


def _take_back_misses(milestones: Sequence[Milestone], at: datetime) -> None:
    """Each is an entry; that of the miss stays."""
    for milestone in milestones:
        milestone.missed_at = None
    kind = TimelineEntry.Kind.TARGET
    add(
        [
            entry(each.incident, kind, at, public=False, milestone=each.kind, result="met")
            for each in milestones
        ]
    )


def _miss(milestone: Milestone) -> TimelineEntry | None:
    """Mark the milestone as missed; the entry that says so, not saved. None where it was marked before."""
    if milestone.missed_at is not None or milestone.due_at is None:
        return None
    milestone.missed_at = milestone.due_at
    return entry(
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
    _note_misses([milestone])
    milestone.save(update_fields=["missed_at"])


def expected_again(milestone: Milestone, at: datetime) -> datetime | None:
    """When a response is expected at `at`, after the target was missed (R8.11): the due time that a change has
    given it since, else as much covered time again as it had. None where that has passed too, or no time is
    covered."""
    if milestone.due_at is None or milestone.due_at > at:
        return milestone.due_at
    try:
        again = milestone.hours.add(milestone.due_at, milestone.allowed)
    except NoCoveredTime:
        return None
    return again if again > at else None
