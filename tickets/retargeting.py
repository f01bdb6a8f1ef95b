"""Moving what runs to a version in force, or to the support region that its customer has now: an administrator's
explicit act, recorded, and only to an earlier time (TARGETS.md, 6 and W7; R8.2, R8.10, R27.3).

`begin` records the act; `go_on`, which any number of workers may call, works it off, a batch a transaction. A batch
that was interrupted is done again from where the act had reached. Nobody is mailed. Whether a milestone may move is
versions.py's.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from entitlements import targets as promised
from entitlements.models import TargetPolicy
from notifications import outbox
from subscriptions import texts
from subscriptions.models import CalendarVersion, Customer, User
from tickets import targets
from tickets.lifecycle import changing
from tickets.models import EventMove, Incident, Milestone, Retargeting, TimelineEntry
from tickets.refusals import NotInForce
from tickets.regions import RegionHours
from tickets.shown import shown_to
from tickets.timeline import due_change, write
from tickets.versions import HoursVersion, TargetVersion, Terms, Version
from tickets.waking import wake

type Act = Retargeting | EventMove
type Moved = (
    TargetPolicy | CalendarVersion | Customer
)  # a customer stands for the support region that she has now

WORK = "tickets.tasks.move_open_incidents"

LOOKED_AT = 500  # incidents of which a batch looks whether they move
BATCH = 50  # incidents that a batch moves: as many are locked until it is done
WHICH: dict[type[Any], str] = {TargetPolicy: "policy", CalendarVersion: "calendar", Customer: "customer"}


def begin(
    version: Moved, by: User, reason: str, *, stops: bool = False, at: datetime | None = None
) -> Retargeting:
    """Record that `by` moves what runs to `version`; a worker does it after the commit. With `stops` the milestones
    that have no target any more end. Raises ReasonMissing, TextTooLong, NotInForce."""
    at = at or timezone.now()
    why = texts.reason(reason)
    if not in_force(version, at):
        raise NotInForce(version=version)
    where = {"region": version.region} if isinstance(version, Customer) else {}
    made = Retargeting.objects.create(
        by=by, at=at, reason=why, stops=stops, **{which(version): version}, **where
    )
    outbox.nudge_after_commit(WORK)
    return made


def which(version: Moved) -> str:
    """The field of an act that names `version`."""
    return WHICH[type(version)]


def in_force(version: Moved, at: datetime) -> bool:
    """Whether milestones that start at `at` start under `version`."""
    if isinstance(version, Customer):
        return version.region.calendar_versions.filter(in_force_from__lte=at).exists()
    if version.in_force_from > at:
        return False
    if isinstance(version, TargetPolicy):
        return promised.policy_at(at) == version
    return version.region.calendar_at(at) == version


def of(version: Moved) -> QuerySet[Retargeting]:
    """The acts that moved what ran to this version, or what the customer had open, the latest first."""
    return Retargeting.objects.filter(**{which(version): version}).select_related("by", "region")


def met(version: Moved, at: datetime) -> Version:
    """A saved version, or the region that a customer has at `at`, as running milestones meet it."""
    if isinstance(version, TargetPolicy):
        return TargetVersion(version.rules.all())
    if isinstance(version, Customer):
        return RegionHours(version, version.region, at)
    return HoursVersion(version)


def go_on(at: datetime | None = None) -> bool:
    """Move a batch of the oldest unfinished act that no other worker holds; says whether there was one.

    1. lock the act;
    2. look from where it has reached for incidents of which something moves;
    3. lock them, then move each, looked at afresh: the instant is taken when nothing is waited for any more;
    4. write how far it has reached; commit.
    """
    return work_off(Retargeting.objects.all(), _version_of, at)


def _version_of(act: Retargeting) -> Version:
    if act.customer and act.region:
        return RegionHours(act.customer, act.region, act.at)
    version = act.policy or act.calendar
    assert version
    return met(version, act.at)


def work_off[A: Act](acts: QuerySet[A], version_of: Callable[[A], Version], at: datetime | None) -> bool:
    """The same of any acts, each with what it moves milestones to."""
    with transaction.atomic():
        unfinished = acts.filter(finished_at=None).order_by("pk")
        act = unfinished.select_for_update(skip_locked=True, of=("self",)).first()
        if act is None:
            return False
        _batch(act, version_of(act), at)
        return True


def _batch(act: Act, version: Version, at: datetime | None) -> None:
    """Move the next batch of a locked act to `version`, and write how far it has reached."""
    looked_at = version.incidents(act.reached, LOOKED_AT)
    concerned = _concerned(version, act, looked_at, at or timezone.now())
    for number in _locked(concerned[:BATCH]):
        _move(version, act, number, at or timezone.now())
    if len(concerned) > BATCH:
        act.reached = concerned[BATCH - 1]
    elif looked_at:
        act.reached = looked_at[-1]
    else:
        act.finished_at = at or timezone.now()
    act.save()


def _concerned(version: Version, act: Act, numbers: list[int], at: datetime) -> list[int]:
    """Those of which something would move or stop; all, where the incident itself goes along."""
    if version.with_incident:
        return numbers
    rows = version.reach().filter(incident__in=numbers).prefetch_related("pauses")
    return sorted({m.incident_id for m in rows if _change(version, act, m, at)})


def _locked(numbers: list[int]) -> list[int]:
    """The incidents, locked in the order of their numbers."""
    rows = Incident.objects.filter(pk__in=numbers).order_by("pk").select_for_update()
    return list(rows.values_list("pk", flat=True))


def _change(
    version: Version, act: Act, milestone: Milestone, at: datetime
) -> tuple[Terms | None, datetime | None] | None:
    """The terms and the due time that the act gives a milestone, both None where it ends it; None where it leaves
    it as it is, as it does what began after it."""
    if not version.concerns(milestone, act.at):
        return None
    terms = version.terms(milestone)
    if terms is None:
        return (None, None) if act.stops else None
    then = version.moves_to(milestone, terms, at)
    return (terms, then) if then else None


def _move(version: Version, act: Act, number: int, at: datetime) -> None:
    """What moves of one incident, with one entry on its timeline."""
    due, stopped = [], []
    with changing(Incident(pk=number), at) as row:
        prefetch_related_objects(row.running, "pauses")
        for milestone in list(row.running):
            change = _change(version, act, milestone, at)
            if change is None:
                continue
            terms, then = change
            if terms is None or then is None:
                targets.end(milestone, at, Milestone.Result.STOPPED)
                stopped.append(milestone.kind)
            else:
                due += _moved(milestone, terms, then, at, version.cause)
        along = version.take_along(row)
        if due or stopped:
            wake(row, at, "targets", act.by)
        if due or stopped or along:
            _tell(row, act, at, due, stopped, version.facts(act) | along)
    act.moved += len(due)
    act.stopped += len(stopped)


def _moved(
    milestone: Milestone, terms: Terms, then: datetime, at: datetime, cause: str
) -> list[dict[str, Any]]:
    """The change of its due time; none where only what it counts by is another."""
    before = milestone.due_at
    milestone.rule, milestone.policy_id = terms.rule, terms.rule.policy_id
    milestone.calendar = terms.hours
    milestone.covered, milestone.allowed = terms.covered, terms.allowed
    milestone.windows = terms.windows
    targets.move(milestone, then, at, cause)
    change = due_change(milestone.kind, before, then) | {"paused": milestone.paused_at is not None}
    return [change] if then != before else []


def _tell(
    incident: Incident,
    act: Act,
    at: datetime,
    due: list[dict[str, Any]],
    stopped: list[str],
    facts: dict[str, Any],
) -> None:
    """On the timeline, before the customer where it is of what she is shown (R8.9, R8.10)."""
    kinds = {*stopped, *(each["milestone"] for each in due)}
    write(
        incident,
        TimelineEntry.Kind.INFORMATION,
        at,
        author=act.by,
        public=not kinds.isdisjoint(shown_to(incident.tier)),
        due=due,
        stopped=stopped,
        **facts,
    )
