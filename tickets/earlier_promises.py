"""A raise never moves a due time later: the earliest that a milestone was ever given holds (R8.10, R26.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from entitlements.special_events.windows import HoursTakenBack
from tickets import targets
from tickets.models import Milestone


@dataclass(frozen=True)
class Given:
    """A due time that a milestone was given at `at`."""

    milestone: Milestone
    at: datetime
    due_at: datetime

    def rested_on(self, gone: HoursTakenBack) -> bool:
        """Whether it would have been later without the hours. At the instant at which they were taken back it may
        have been given before that, or by it."""
        if not gone.since <= self.at <= gone.until:
            return False
        ordinary = self.milestone.ordinary_hours.covered_between
        if (
            self.at == gone.until
            and ordinary(self.milestone.started_at, self.due_at) >= self.milestone.allowed
        ):
            return False
        start = max(gone.window.start, self.milestone.started_at)
        end = min(gone.window.end, self.due_at)
        return start < end and ordinary(start, end) < end - start


def hold(new: Milestone, at: datetime) -> bool:
    """Have the due time of `new`, which takes another's place after a raise at `at`, be the earliest that is ahead
    of all that its chain was given at no higher a severity and tier. Hours of a weekend that were taken back since
    give none (R23.16). Asks once an incident where there is an earlier one.
    Says whether there is one that holds."""
    ahead = [
        each for each in _given(new, at) if each.due_at > at and (not new.due_at or each.due_at < new.due_at)
    ]
    if not ahead:
        return False
    gone = new.incident.hours_taken_back
    stands = [each for each in ahead if not any(each.rested_on(hours) for hours in gone)]
    if stands:
        _promise(new, min(stands, key=lambda each: each.due_at), at)
    return bool(stands)


def _given(new: Milestone, at: datetime) -> Iterator[Given]:
    """All that the chain was given; of a paused one also when it would be due if it went on at `at`: what it was
    given before leaves the pause out."""
    link = new.replaces
    while link is not None:
        if link.severity >= new.severity and link.tier.rank >= new.tier.rank:
            yield from (Given(link, given_at, due_at) for given_at, due_at in link.given)
            if link.paused_at and (due_at := targets.due_if_resumed(link, at)):
                yield Given(link, at, due_at)
        link = link.replaces


def _promise(new: Milestone, given: Given, at: datetime) -> None:
    """Where hours that changed since have none just before the due time, those by which it was given go on."""
    if new.hours.add(at, new.hours.covered_between(at, given.due_at)) != given.due_at:
        old = given.milestone
        new.calendar, new.clock, new.windows = old.calendar, old.clock, old.windows
    new.allowed, new.due_at = new.hours.covered_between(at, given.due_at), given.due_at
