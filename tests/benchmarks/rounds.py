"""Measuring in rounds: the product and the bare view take turns, so that a busy machine meets both. A round is
short, and each is compared with the one beside it: what holds a machine up lasts for seconds."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import median, quantiles
from threading import Barrier

from tests.benchmarks.visitors import Visitor
from tests.benchmarks.works import Work

ROUNDS = 20
SECONDS = 0.5  # of a round; one exchange that takes longer is still waited for


@dataclass
class Turn:
    """What one work took: seconds of every exchange, the median of each round, and the wall time of all rounds."""

    seconds: list[float] = field(default_factory=list)
    medians: list[float] = field(default_factory=list)
    wall: float = 0

    def add(self, seconds: Sequence[float], wall: float) -> None:
        """A round."""
        self.seconds += seconds
        self.medians.append(median(seconds))
        self.wall += wall

    def to(self, other: "Turn") -> float:
        """How many times as long as the other it took: the median of what each round took to the other's beside
        it."""
        return median(mine / theirs for mine, theirs in zip(self.medians, other.medians, strict=True))

    @property
    def p50_ms(self) -> float:
        return median(self.seconds) * 1000

    @property
    def p95_ms(self) -> float:
        return quantiles(self.seconds, n=20, method="inclusive")[-1] * 1000

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.wall


class Side:
    """A work with those who do it, each counting her own."""

    def __init__(self, work: Work, visitors: Sequence[Visitor]) -> None:
        self.work, self.visitors, self.turn = work, visitors, Turn()
        self._done = [0] * len(visitors)

    def warm_up(self) -> None:
        """Every web process has done it before it counts."""
        self._reconnect()
        for person in range(len(self.visitors)):
            for _again in range(2):
                self._once(person)

    def round(self, seconds: float) -> None:
        """All visitors at once, for that long. Raises NotMeasured."""
        self._reconnect()
        start = Barrier(len(self.visitors))
        begun = time.perf_counter()
        with ThreadPoolExecutor(len(self.visitors)) as pool:
            each = list(
                pool.map(lambda person: self._go_on(person, start, seconds), range(len(self.visitors)))
            )
        self.turn.add([one for several in each for one in several], time.perf_counter() - begun)
        if self.work.then:
            for visitor in self.visitors:
                visitor.get(self.work.then)

    def once(self) -> None:
        """The first visitor, alone. Raises NotMeasured."""
        took = self._once(0)
        self.turn.add([took], took)

    def _reconnect(self) -> None:
        for visitor in self.visitors:
            visitor.reconnect()

    def _go_on(self, person: int, start: Barrier, seconds: float) -> list[float]:
        start.wait()
        took: list[float] = []
        deadline = time.perf_counter() + seconds
        most = self.work.most // len(self.visitors)
        while len(took) < most and (len(took) < self.work.least or time.perf_counter() < deadline):
            took.append(self._once(person))
        return took

    def _once(self, person: int) -> float:
        number, self._done[person] = self._done[person], self._done[person] + 1
        return self.work.do(self.visitors[person], person, number)


def compare(one: Side, other: Side, rounds: int = ROUNDS, share: float = 0.5) -> None:
    """Let the two take turns; the other, which is quicker, has that share of the time. Raises NotMeasured."""
    one.warm_up()
    other.warm_up()
    for _round in range(rounds):
        one.round(SECONDS)
        other.round(SECONDS * share)


def alternate(one: Side, other: Side, times: int) -> None:
    """Each so many times, one after the other, so that a small difference between the two is seen. Raises
    NotMeasured."""
    one.warm_up()
    other.warm_up()
    for number in range(times):
        for side in (one, other) if number % 2 else (other, one):
            side.once()
