"""How long things took, as a distribution: how many fell into which span, and which time half of them and nine of
ten did not exceed. Arithmetic without database or clock; times are covered time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
RESPONSE = (15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR)
SOLUTION = (HOUR, 4 * HOUR, 9 * HOUR, 18 * HOUR, 45 * HOUR, 90 * HOUR)


@dataclass(frozen=True)
class Distribution:
    """`upto` are the upper ends of the spans in seconds, in them; `counts` has one number more: what took longer.
    `median` and `ninetieth` are seconds, None where there is nothing."""

    upto: tuple[int, ...]
    counts: tuple[int, ...]
    median: int | None
    ninetieth: int | None

    @property
    def number(self) -> int:
        return sum(self.counts)


def distribution(times: Iterable[timedelta], ends: Sequence[timedelta]) -> Distribution:
    """Of the times, by spans that end with `ends`, which ascend."""
    assert all(a < b for a, b in pairwise(ends))
    ordered = sorted(times)
    counts = [sum(lower < each <= upper for each in ordered) for lower, upper in _spans(ends)]
    longer = len(ordered) - sum(counts)
    return Distribution(
        tuple(_seconds(end) for end in ends),
        (*counts, longer),
        quantile(ordered, 50),
        quantile(ordered, 90),
    )


def quantile(ordered: Sequence[timedelta], percent: int) -> int | None:
    """The least of the times, in seconds, that so many per cent of them do not exceed (nearest rank); None of
    none."""
    if not ordered:
        return None
    rank = -(-len(ordered) * percent // 100)
    return _seconds(ordered[rank - 1])


def _spans(ends: Sequence[timedelta]) -> Iterable[tuple[timedelta, timedelta]]:
    return pairwise((-MINUTE, *ends))


def _seconds(time: timedelta) -> int:
    return int(time.total_seconds())
