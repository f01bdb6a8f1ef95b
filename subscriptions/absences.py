"""Who of the vendor's people is out of office. The room that keeps absences says so here when it is wired
(`learn_from`): rooms below it ask, and know nothing of it."""

from collections.abc import Callable
from datetime import datetime

type Source = Callable[[datetime], set[int]]
"""The keys of the people who are out of office at an instant."""

_sources: list[Source] = []


def learn_from(source: Source) -> None:
    """Ask this one from now on, too."""
    if source not in _sources:
        _sources.append(source)


def absent(at: datetime) -> set[int]:
    """The keys of those who are out of office at `at`."""
    return set().union(*(source(at) for source in _sources))
