"""What a version of the targets or of a calendar would do to the milestones that run (TARGETS.md, 8.2; R27.3).

Writes nothing. Milestones of one case (target, calendar, clock, allowance) are judged together, and one by one only
where the case does not tell. What a version is to one milestone is versions.py's, moving them retargeting.py's.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from heapq import nsmallest
from itertools import batched
from typing import Any, NamedTuple

from django.db.models import BooleanField, Case, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from entitlements.models import MilestoneKind
from subscriptions import clock
from tickets.models import Incident, Milestone, Pause
from tickets.models.incidents import NEVER
from tickets.versions import Fate, Terms, Version, fate_of

ONE_BY_ONE = 40_000  # milestones computed each for itself; where more would be, the most urgent SAMPLE are
SAMPLE = 5_000
LISTED = 50
CHUNK = 2_000

CASE = (
    "kind",
    "rule_id",
    "calendar_id",
    "clock",
    "windows",
    "tier_id",
    "severity",
    "product_id",
    "covered",
    "allowed",
)


@dataclass(frozen=True)
class Move:
    """A milestone that would be due earlier; the due times of one that is `paused` go on with its clock."""

    incident: Incident
    kind: MilestoneKind
    due_at: datetime | None
    then: datetime
    paused: bool


class Mover(NamedTuple):
    """The same before its incident is read, in the order of urgency."""

    paused: bool
    then: datetime
    incident_id: int
    kind: str
    due_at: datetime | None


@dataclass
class Outlook:
    """How many open incidents there are for each milestone and fate, and the most urgent of those that would move
    and of those that would be `late` at once. `uncounted` milestones were too many to be computed and are in no
    number."""

    counts: dict[str, Counter[Fate]] = field(
        default_factory=lambda: {kind.value: Counter() for kind in MilestoneKind}
    )
    moves: list[Move] = field(default_factory=list)
    late: list[Move] = field(default_factory=list)
    uncounted: int = 0

    def number(self, fate: Fate) -> int:
        """Milestones of this fate."""
        return sum(count[fate] for count in self.counts.values())

    @property
    def lost(self) -> int:
        """Milestones without a target any more."""
        return self.number(Fate.LOST)

    @property
    def changes(self) -> bool:
        """Whether a person may have anything moved or stopped."""
        return bool(self.lost or self.number(Fate.EARLIER) or self.uncounted)

    def lists(self) -> list[tuple[str, list[Move]]]:
        """What is listed one by one, each with its title."""
        return [
            (_("The most urgent that would move"), self.moves),
            (_("The most urgent that would be late at once, and keep their due time"), self.late),
        ]

    def table(self) -> list[tuple[str, list[int]]]:
        """A line a milestone, with the numbers in the order of `Fate`."""
        return [(str(kind.label), [self.counts[kind][fate] for fate in Fate]) for kind in MilestoneKind]


def outlook(version: Version, at: datetime) -> Outlook:
    """What `version` would do to all that runs, if it were moved at `at`."""
    found, undecided, number = Outlook(), {}, 0
    for case, missed, count in _cases(version, at):
        milestone = Milestone(**dict(zip(CASE, case, strict=True)))
        terms = version.terms(milestone)
        fate = _fate_of_case(version, milestone, terms, missed=missed)
        if fate:
            found.counts[milestone.kind][fate] += count
        elif terms:
            undecided[case] = terms
            number += count
    movers: dict[Fate, list[Mover]] = {fate: [] for fate in Fate}
    for fate, mover in _each(version, undecided, number, at):
        found.counts[mover.kind][fate] += 1
        number -= 1
        if fate in (Fate.EARLIER, Fate.LATE):
            movers[fate].append(mover)
    found.uncounted = max(number, 0)
    found.moves, found.late = _listed(movers[Fate.EARLIER]), _listed(movers[Fate.LATE])
    return found


def _cases(version: Version, at: datetime) -> Iterator[tuple[tuple[Any, ...], bool, int]]:
    """Every case that runs, those late already apart, with the number of its milestones."""
    missed = Case(When(_missed(at), then=True), default=False, output_field=BooleanField())
    rows = version.reach().annotate(was_missed=missed).order_by().values_list(*CASE, "was_missed")
    for *case, was_missed, count in rows.annotate(number=Count("pk")):
        yield tuple(case), was_missed, count


def _missed(at: datetime) -> Q:
    """As Milestone.is_missed has it, of those that run."""
    return Q(missed_at__isnull=False) | Q(due_at__lt=Coalesce("paused_at", Value(at)))


def _fate_of_case(
    version: Version, milestone: Milestone, terms: Terms | None, *, missed: bool
) -> Fate | None:
    """The fate of all milestones of a case; None where it differs among them."""
    if terms is None:
        return Fate.LOST
    if missed:
        return Fate.MISSED
    if version.calendar_of(milestone) != terms.calendar:
        return None
    if terms.allowed == milestone.allowed:
        return Fate.SAME
    return Fate.LATER if terms.allowed > milestone.allowed else None


def _each(
    version: Version, cases: dict[tuple[Any, ...], Terms], number: int, at: datetime
) -> Iterator[tuple[Fate, Mover]]:
    """Each milestone of `cases` with its fate; of the most urgent only, where they are too many."""
    if not cases:
        return
    rows: QuerySet[Milestone, Any] = (
        version.reach()
        .exclude(_missed(at))
        .filter(rule__in={case[1] for case in cases}, calendar__in={case[2] for case in cases})
        .order_by()
        .values_list("pk", "incident_id", "started_at", "due_at", "paused_at", *CASE)
    )
    if number > ONE_BY_ONE:
        rows = rows.order_by(F("due_at").asc(nulls_last=True), "pk")[:SAMPLE]
    for chunk in batched(rows.iterator(chunk_size=CHUNK), CHUNK):
        pauses = _pauses([row[0] for row in chunk if row[5] == MilestoneKind.SOLUTION_GOAL])
        for pk, incident, started_at, due_at, paused_at, *case in chunk:
            if terms := cases.get(tuple(case)):
                then = terms.due(started_at, pauses.get(pk, ()))
                mover = Mover(paused_at is not None, then or NEVER, incident, case[0], due_at)
                yield fate_of(due_at, then, paused_at or at), mover


def _pauses(milestones: list[int]) -> dict[int, list[clock.Pause]]:
    """The pauses that are over; only the solution goal is ever paused."""
    found: dict[int, list[clock.Pause]] = {}
    rows = Pause.objects.filter(milestone__in=milestones, ended_at__isnull=False).order_by()
    for milestone, started_at, ended_at in rows.values_list("milestone_id", "started_at", "ended_at"):
        found.setdefault(milestone, []).append(clock.Pause(started_at, ended_at))
    return found


def _listed(movers: list[Mover]) -> list[Move]:
    """The most urgent of them."""
    first = nsmallest(LISTED, movers, key=lambda mover: mover[:3])
    incidents = (
        Incident.objects.defer("description")
        .select_related("customer")
        .in_bulk([mover.incident_id for mover in first])
    )
    return [
        Move(incidents[mover.incident_id], MilestoneKind(mover.kind), mover.due_at, mover.then, mover.paused)
        for mover in first
    ]
