"""Who is on duty at an instant, and who follows (R6.5). Pure arithmetic; agents are numbers.

A shift is a stretch of the duty week on the wall clock of the roster's zone, so that it begins at the same wall
time before and after a clock change (W46). Where rows are kept is models' business, who is called where a rota
has nobody is rosters.py's.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)
AHEAD = timedelta(days=35)


@dataclass(frozen=True, slots=True)
class Shift:
    """[starts, ends) of the duty week, as the wall clock counts from its hand-over. `place`: 0 is the agent whose
    week it is, 1 the one who follows her in the rotation; `rotation` is the number of that."""

    starts: timedelta
    ends: timedelta
    place: int = 0
    rotation: int = 1


@dataclass(frozen=True, slots=True)
class Replacement:
    """In [start, end) `agent` stands in for `instead_of`; for whoever it is, where that is None."""

    agent: int
    instead_of: int | None
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Away:
    """In [start, end) the agent cannot be called; an end of None is never."""

    agent: int
    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A shift of one week, in real time; `agents` are those of its rotation, whose it is first."""

    start: datetime
    end: datetime
    agents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """[start, end) with one agent on duty; None is a gap."""

    start: datetime
    end: datetime
    agent: int | None


@dataclass(frozen=True)
class Rota:
    """The rotations of a region by their number: each duty week from hand-over to hand-over is the next agent's, in
    the shifts of her rotation.

    `first_day` is a day of a week of the first agents. Without shifts the whole week is one, of the first rotation.
    Aware datetimes in, UTC out.
    """

    time_zone: str
    first_day: date
    weekday: int
    handover: time
    rotations: Mapping[int, tuple[int, ...]]
    shifts: tuple[Shift, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    away: tuple[Away, ...] = ()

    def order(self, at: datetime) -> tuple[int, ...]:
        """Who is called at `at`, first to last, each once: those of the rotation whose shift it is; in a gap those
        of the shift that comes next. Without those who are away: empty where all are."""
        turn = self.turn(at) or self.next_turn(at)
        if turn is None:
            return ()
        ordered = [*self._whole_duty(at), *turn.agents]
        called = dict.fromkeys(self._stand_in(agent, at) for agent in ordered)
        return tuple(agent for agent in called if not self._is_away(agent, at))

    def turn(self, at: datetime) -> Turn | None:
        """The shift that runs at `at`, None in a gap."""
        return next((turn for turn in self._turns(at) if turn.start <= at < turn.end), None)

    def next_turn(self, at: datetime) -> Turn | None:
        """The first shift that begins after `at`, None where there is none at all."""
        coming = (turn for turn in self._turns(at) if turn.start > at)
        return min(coming, key=lambda turn: turn.start, default=None)

    def on_duty(self, at: datetime) -> int | None:
        """The agent on duty at `at`; None in a gap, or where nobody of the rota is there."""
        if self.turn(at) is None and not self._whole_duty(at):
            return None
        return next(iter(self.order(at)), None)

    def plan(self, start: datetime, end: datetime) -> list[Span]:
        """Who is on duty in [start, end), without holes: a gap is a span without an agent."""
        spans: list[Span] = []
        for begin, until in pairwise(sorted(self._changes(start, end))):
            agent = self.on_duty(begin)
            if spans and spans[-1].agent == agent:
                begin = spans.pop().start
            spans.append(Span(begin, until, agent))
        return spans

    def until(self, at: datetime) -> datetime | None:
        """When somebody else is on duty than at `at`; None where that is over five weeks ahead."""
        now = self.on_duty(at)
        later = (each for each in sorted(self._changes(at, at + AHEAD)) if each > at)
        return next((each for each in later if self.on_duty(each) != now), None)

    def idle(self) -> list[int]:
        """The rotations that have no shift, so that nobody of theirs is ever on duty."""
        return sorted(self.rotations.keys() - {shift.rotation for shift in self._week()})

    def deserted(self) -> list[int]:
        """The rotations that have shifts and no agents."""
        return sorted({shift.rotation for shift in self.shifts} - self.rotations.keys())

    def _changes(self, start: datetime, end: datetime) -> set[datetime]:
        """`start`, `end` and every instant between them at which another may be on duty."""
        moments = {start, end}
        at = start
        while at < end + WEEK:
            moments |= {moment for turn in self._turns(at) for moment in (turn.start, turn.end)}
            at += WEEK
        moments |= {moment for each in self.replacements for moment in (each.start, each.end)}
        moments |= {moment for each in self.away for moment in (each.start, each.end) if moment}
        return {moment.astimezone(UTC) for moment in moments if start <= moment <= end}

    def _turns(self, at: datetime) -> Iterator[Turn]:
        """The shifts of the duty week that `at` falls in and of its neighbours, a week before and two after."""
        begin = self.first_day - timedelta(days=(self.first_day.weekday() - self.weekday) % 7)
        week = (at.astimezone(ZoneInfo(self.time_zone)).date() - begin).days // 7
        for number in range(week - 1, week + 3):
            handover = datetime.combine(begin + number * WEEK, self.handover)
            for shift in self._week():
                if agents := self.rotations.get(shift.rotation):
                    first = (number + shift.place) % len(agents)
                    yield Turn(
                        instant_of_wall(handover + shift.starts, self.time_zone),
                        instant_of_wall(handover + shift.ends, self.time_zone),
                        agents[first:] + agents[:first],
                    )

    def _week(self) -> tuple[Shift, ...]:
        return self.shifts or (Shift(timedelta(0), WEEK, rotation=min(self.rotations, default=1)),)

    def _whole_duty(self, at: datetime) -> list[int]:
        """Who has taken on the whole duty, whoever's it is."""
        return [r.agent for r in self.replacements if r.instead_of is None and r.start <= at < r.end]

    def _stand_in(self, agent: int, at: datetime) -> int:
        """Who answers for `agent`: her replacement, or that one's own."""
        now = {r.instead_of: r.agent for r in self.replacements if r.start <= at < r.end}
        seen = {agent}
        while (following := now.get(agent)) is not None and following not in seen:
            agent = following
            seen.add(agent)
        return agent

    def _is_away(self, agent: int, at: datetime) -> bool:
        return any(
            each.agent == agent and each.start <= at and (each.end is None or at < each.end)
            for each in self.away
        )


@lru_cache(maxsize=4096)
def instant_of_wall(wall: datetime, time_zone: str) -> datetime:
    """The first instant at which the clock of the zone shows `wall` or, where it skips that, a later time."""
    zone = ZoneInfo(time_zone)
    found = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if _wall(found, zone) == wall:
        return found
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    seconds = range((found - before) // timedelta(seconds=1) + 1)
    skipped = bisect_left(seconds, True, key=lambda s: _wall(before + timedelta(seconds=s), zone) >= wall)
    return before + timedelta(seconds=skipped)


def wall_offset(weekday: int, at: time, from_weekday: int, from_time: time) -> timedelta:
    """How far the wall clock is past the hand-over (`from_…`) on that weekday at that time: 0 to under a week."""
    days = timedelta(days=weekday - from_weekday)
    return (days + _of_day(at) - _of_day(from_time)) % WEEK


def overlapping(shifts: Iterable[Shift]) -> tuple[Shift, Shift] | None:
    """Two shifts that share time, the first such pair; None where none do."""
    ordered = sorted(shifts, key=lambda shift: (shift.starts, shift.ends))
    return next((pair for pair in pairwise(ordered) if pair[1].starts < pair[0].ends), None)


def _wall(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def _of_day(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
