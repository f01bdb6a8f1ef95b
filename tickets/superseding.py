"""What takes the place of an incident's running milestones when its severity, tier or product changes: each is
superseded by change + new target (R8.10, TARGETS.md, 6). Of many incidents together by as many statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from subscriptions import arrays
from subscriptions.known_rows import keep_none
from tickets import earlier_promises, targets
from tickets.models import Incident, Milestone, Pause
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
        return [(new.replaces, new) for new in self.begun if new.replaces]


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
    for kind in (FR, NR, SG):
        old = running.get(kind)
        if old is None and not (kind == SG and _never_had_a_goal(incident)):
            continue
        new = promises.to(incident, kind)
        if new is None:
            continue
        if old is not None:
            new.replaces = old
            if raised and earlier_promises.hold(new, at):
                targets.schedule_reminder(new, [])
        begun.append(new)
    return Superseding(incident, at, list(running.values()), begun)


def _never_had_a_goal(incident: Incident) -> bool:
    return not any(milestone.kind == SG for milestone in incident.milestones.all())


def replace(planned: Sequence[Superseding], cause: str) -> None:
    """Write what takes the place of what ran, of all these incidents together; a paused goal goes on paused."""
    reasons = _reasons([m for each in planned for m in each.old if m.paused_at])
    for at in {each.at for each in planned}:
        ended = [milestone for each in planned if each.at == at for milestone in each.old]
        targets.end_many(ended, at, Milestone.Result.SUPERSEDED)
    begun = [milestone for each in planned for milestone in each.begun]
    paused = [m for m in begun if m.kind == SG and m.incident_id in reasons]
    for milestone in paused:
        milestone.paused_at = milestone.started_at
    arrays.insert(begun)
    arrays.insert(
        [
            Pause(
                milestone=m,
                customer_id=m.customer_id,
                started_at=m.started_at,
                reason=reasons[m.incident_id],
            )
            for m in paused
        ]
    )
    targets.record(begun, cause=cause)
    for milestone in begun:
        milestone.incident.running.append(milestone)


def _reasons(paused: Sequence[Milestone]) -> dict[int, str]:
    """Why they are paused, by incident."""
    if not paused:
        return {}
    lasting = Pause.objects.filter(milestone__in=[milestone.pk for milestone in paused], ended_at=None)
    return dict(lasting.values_list("milestone__incident", "reason"))
