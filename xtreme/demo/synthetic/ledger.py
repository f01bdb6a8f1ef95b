"""The milestones of one synthetic incident, kept as tickets.targets keeps those of a real one, in whole seconds."""

from dataclasses import dataclass, field
from typing import NamedTuple

from tickets.models import Milestone
from tickets.targets import FR, NR, SG, THRESHOLDS
from xtreme.demo.synthetic.timetable import Timetable

Result = Milestone.Result


class Promise(NamedTuple):
    """A target: its rule and its covered seconds."""

    rule: int
    covered: int


class Pause(NamedTuple):
    start: int
    end: int | None
    reason: str


class Due(NamedTuple):
    at: int
    due: int
    cause: str


@dataclass(slots=True)
class Kept:
    """A milestone."""

    kind: str
    promise: Promise
    started: int
    due: int
    dues: list[Due]
    pauses: list[Pause] = field(default_factory=list)
    paused: int | None = None
    ended: int | None = None
    result: str = ""
    missed: int | None = None
    told: list[tuple[int, int]] = field(default_factory=list)  # per cent, instant
    next_percent: int | None = None
    next_at: int | None = None

    def told_of(self, percent: int) -> bool:
        """Whether so much of the target had passed when it was last looked at."""
        return any(told >= percent for told, _at in self.told)


class Ledger:
    """All milestones of an incident, in the order they began."""

    def __init__(self, timetable: Timetable, promises: dict[str, Promise]) -> None:
        self.timetable, self.promises = timetable, promises
        self.kept: list[Kept] = []
        self._running: dict[str, Kept] = {}

    def start(self, kind: str, at: int, cause: str) -> None:
        """Begin a milestone, where there is a target for it."""
        promise = self.promises.get(kind)
        if promise is None:
            return
        due = self.timetable.add(at, promise.covered)
        kept = Kept(kind, promise, at, due, [Due(at, due, cause)])
        self._running[kind] = kept
        self.kept.append(kept)

    def end(self, kind: str, at: int, result: str, *, as_of: int | None = None) -> None:
        """End the running one of this kind at `at`, judged as of an earlier instant where that is given."""
        kept = self._running.pop(kind, None)
        if kept is None:
            return
        if kept.paused is not None:
            kept.pauses[-1] = kept.pauses[-1]._replace(end=at)
        ended = at if as_of is None else as_of
        late = kept.due < (ended if kept.paused is None else kept.paused)
        kept.paused = None
        kept.ended, kept.result = ended, Result.MISSED if late else result
        kept.missed = kept.due if late else None

    def answered(self, at: int, *, again: bool) -> None:
        """A person of the vendor wrote; `again`: she owes the next reply."""
        self.end(FR, at, Result.MET)
        self.end(NR, at, Result.MET)
        if again:
            self.start(NR, at, "message")

    def pause(self, at: int, reason: str) -> None:
        """The solution goal stands still."""
        kept = self._running.get(SG)
        if kept is not None and kept.paused is None:
            kept.paused = at
            kept.pauses.append(Pause(at, None, reason))

    def resume(self, at: int) -> None:
        """In progress again: the solution goal goes on, a next reply is due."""
        kept = self._running.get(SG)
        if kept is not None and kept.paused is not None:
            kept.pauses[-1] = kept.pauses[-1]._replace(end=at)
            kept.paused = None
            kept.due = self._at_share(kept, 100)
            kept.dues.append(Due(at, kept.due, "resumed"))
        self.start(NR, at, "in_progress")

    def accepted(self, at: int) -> None:
        """Closed: the solution goal counts as of the proposal."""
        kept = self._running.get(SG)
        if kept is not None:
            self.end(SG, at, Result.MET, as_of=kept.paused)

    def stop(self, at: int) -> None:
        for kind in (FR, NR, SG):
            self.end(kind, at, Result.STOPPED)

    def settle(self, now: int) -> None:
        """What running ones passed by `now` is told; the next threshold is set."""
        for kept in self._running.values():
            until = now if kept.paused is None else kept.paused
            for percent in THRESHOLDS[kept.kind]:  # type: ignore[index]
                at = self._at_share(kept, percent)
                if at > until:
                    kept.next_percent, kept.next_at = percent, at
                    break
                kept.told.append((percent, at))
                if percent == 100:
                    kept.missed = kept.due

    def next_due(self) -> Kept | None:
        """The milestone that gives the incident its place in the queue."""
        waiting = [kept for kept in self._running.values() if kept.paused is None]
        return min(waiting, key=lambda kept: (kept.kind == SG, kept.due), default=None)

    def _at_share(self, kept: Kept, percent: int) -> int:
        """When so much of the target has passed, closed pauses left out."""
        start, covered = kept.started, kept.promise.covered * percent // 100
        for pause in kept.pauses:
            if pause.end is None:
                break
            run = self.timetable.passed(pause.start) - self.timetable.passed(start)
            if run >= covered:
                break
            start, covered = pause.end, covered - run
        return self.timetable.add(start, covered)
