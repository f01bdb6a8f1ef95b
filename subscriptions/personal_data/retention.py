"""Removing what has been kept for long enough. The rooms say what can be removed and how; how long it is kept is
data (RetentionPeriod). A dry run counts and removes nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise

from subscriptions import tenancy
from subscriptions.personal_data.models import RetentionPeriod

BATCH = 200


@dataclass(frozen=True)
class Rule:
    """One sort of data. `count` says how many of it are older than an instant, `remove` removes at most BATCH of
    them and says how many it did. `days` holds where nothing is set; None keeps it."""

    code: str
    words: str | Promise
    days: int | None
    count: Callable[[datetime], int]
    remove: Callable[[datetime, int], int]


@dataclass(frozen=True)
class Outcome:
    """What came of one rule; `before` None: it is kept."""

    rule: Rule
    before: datetime | None
    number: int


RULES: list[Rule] = []


def add(*rules: Rule) -> None:
    """Called by a room when it is ready."""
    RULES.extend(rules)


def days_of(rule: Rule) -> int | None:
    """How many days it is kept; None for as long as the customer exists."""
    set_ = RetentionPeriod.objects.filter(code=rule.code).first()
    return set_.days if set_ else rule.days


def apply(at: datetime, *, dry: bool) -> Iterator[Outcome]:
    """Each rule after the other, a batch a transaction; what is stopped goes on the next time. Nothing with
    `dry`."""
    for rule in RULES:
        with tenancy.as_staff():
            days = days_of(rule)
            before = None if days is None else at - timedelta(days=days)
            number = 0 if before is None else rule.count(before)
        if before is not None and not dry:
            number = _remove(rule, before)
        yield Outcome(rule, before, number)


def _remove(rule: Rule, before: datetime) -> int:
    removed = 0
    while True:
        with tenancy.as_staff():
            more = rule.remove(before, BATCH)
        removed += more
        if more < BATCH:
            return removed
