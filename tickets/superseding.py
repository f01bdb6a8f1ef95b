"""What takes the place of an incident's running milestones when its severity, tier or product changes: each is
superseded by change + new target (R8.10, TARGETS.md, 6). Of many incidents together by as many statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from subscriptions import arrays
from subscriptions.known_rows import keep_none
from tickets import earlier_promises, targets
from tickets.models import Incident, Milestone, Pause
from tickets.models.incidents import GOAL_PAUSED
from tickets.promising import Promises
from tickets.targets import FR, NR, SG
from tickets.waking import wake


@dataclass(frozen=True)
class Superseding:
    """What takes the place of all that runs on an incident whose severity or tier changed at `at`; not written."""

    incident: Incident
    at: datetime
    old: list[Milestone]
    begun: list[Milestone]

    @property
    def pairs(self) -> list[tuple[Milestone, Milestone]]:
        """The old milestones that have a new one in their place."""
        return [(new.replaces, new) for new in self.begun if new.replaces in self.old]


def retarget(
    incident: Incident, at: datetime, *, cause: str, raised: bool
) -> list[tuple[Milestone, Milestone]]:
    """Severity or tier changed at `at`: each running milestone is superseded by change + new target.

    A raise never moves a due time later: the earliest of the new time and of every due time still ahead that the
    milestone has had at the same or a lower severity and tier holds (R8.10). Returns (old, new) pairs.
    """
    incident.tier_rank = incident.tier.rank
    wake(incident, at, "targets")
    planned = supersede(incident, Promises(at), raised=raised)
    replace([planned], cause)
    keep_none((milestone for milestone in planned.begun if not milestone.paused_at), "pauses")
    return planned.pairs


def supersede(incident: Incident, promises: Promises, *, raised: bool) -> Superseding:
    """What `retarget` would put in place, as of the instant of the promises. Asks nothing of an incident whose
    milestones have been read with the due times that they were given."""
    at = promises.at
    running = {m.kind: m for m in incident.running}
    begun = []
    last_goal = None if SG in running else _last_goal(incident)
    for kind in (FR, NR, SG):
        old = running.get(kind)
        if old is None and not (kind == SG and _goal_may_begin(last_goal)):
            continue
        old = old or last_goal
        new = promises.to(incident, kind)
        if new is None:
            continue
        if old is not None:
            new.replaces = old
            if raised and earlier_promises.hold(new, at):
                targets.schedule_reminder(new, [])
        begun.append(new)
    return Superseding(incident, at, list(running.values()), begun)


def _last_goal(incident: Incident) -> Milestone | None:
    goals = (milestone for milestone in incident.milestones.all() if milestone.kind == SG)
    return max(goals, key=lambda milestone: milestone.pk, default=None)


def _goal_may_begin(last: Milestone | None) -> bool:
    """Whether an incident without a running goal gets one: it never had one, or the last was superseded by a
    severity without a target."""
    return last is None or last.result == Milestone.Result.SUPERSEDED


def replace(planned: Sequence[Superseding], cause: str) -> None:
    """Write what takes the place of what ran, of all these incidents together; where the goal stands still in the
    incident's status, the new one does from the start."""
    for at in {each.at for each in planned}:
        ended = [milestone for each in planned if each.at == at for milestone in each.old]
        targets.end_many(ended, at, Milestone.Result.SUPERSEDED)
    begun = [milestone for each in planned for milestone in each.begun]
    paused = [m for m in begun if m.kind == SG and m.incident.status in GOAL_PAUSED]
    for milestone in paused:
        milestone.paused_at = milestone.started_at
    arrays.insert(begun)
    arrays.insert(
        [
            Pause(
                milestone=m,
                customer_id=m.customer_id,
                started_at=m.started_at,
                reason=m.incident.status,
            )
            for m in paused
        ]
    )
    targets.record(begun, cause=cause)
    for milestone in begun:
        milestone.incident.running.append(milestone)
