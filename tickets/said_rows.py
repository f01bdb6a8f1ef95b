"""What rows of lists said lately, for as long as they say the same. One change makes every open list ask for its
rows again, and of fifty one has changed.

What is kept has all that a row is made of as its key, and is dropped with the directory that named it.
"""

from collections.abc import Hashable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from subscriptions.directory import Directory
from subscriptions.wording import MINUTE, NEAR

MOST = 500  # rows; those of some ten lists, 1.1 MB
DAY_PARTS = timedelta(minutes=15)  # a day begins on one in every zone
STEP = 1 / 200  # of a target: at one of these a whole per cent, or a colour, becomes another
LITTLE = 1e-9  # of a target
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class _Said(NamedTuple):
    since: datetime
    until: datetime
    row: dict[str, Any]


class SaidRows:
    """Those of one directory. A row that is given or taken is shared: never change it."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self._said: dict[Hashable, _Said] = {}

    def get(self, key: Hashable, at: datetime) -> dict[str, Any] | None:
        """The row as it reads at `at`, where it was said for then."""
        said = self._said.get(key)
        return said.row if said and said.since <= at < said.until else None

    def keep(self, key: Hashable, at: datetime, until: datetime, row: dict[str, Any]) -> None:
        """What it reads from `at` until `until`."""
        if len(self._said) >= MOST:
            self._said.clear()
        self._said[key] = _Said(at, until, row)


_newest: SaidRows | None = None


def of(directory: Directory) -> SaidRows:
    """Those of the directory as it is now."""
    global _newest
    rows = _newest
    if rows is None or rows.directory is not directory:
        rows = _newest = SaidRows(directory)
    return rows


def same_until(
    at: datetime, due_at: datetime | None = None, used: float = 1, allowed: timedelta = timedelta()
) -> datetime:
    """Until when a row reads as it does at `at`: days pass, the minutes to and since its due time, and its target,
    of whose covered time, `allowed`, the share `used` has passed."""
    until = at + (DAY_PARTS - (at - EPOCH) % DAY_PARTS)
    if due_at is None:
        return until
    left = due_at - at
    if left < NEAR + MINUTE:
        until = min(until, at + left % MINUTE)
    if used < 1:
        past = used % STEP
        if used and past < LITTLE:
            return at
        until = min(until, at + allowed * (STEP - past - LITTLE))
    return until
