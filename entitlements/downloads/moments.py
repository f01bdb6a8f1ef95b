"""When a customer is reminded of a rule. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta


def due(days: Iterable[int], effective_on: date, published_on: date, today: date) -> list[int]:
    """Which of the reminders, so many days before the rule takes effect, have come by today: none that had when the
    update was published, and none from the day on that the rule is in effect (R3.5)."""
    if today >= effective_on:
        return []
    return [each for each in days if published_on < effective_on - timedelta(days=each) <= today]
