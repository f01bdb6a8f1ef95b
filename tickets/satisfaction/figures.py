"""How satisfied contacts are: of those asked lately, how many answered and how many of these are satisfied."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Q

from subscriptions.models import User
from tickets.satisfaction.models import SatisfactionQuestion

COUNTED = timedelta(days=90)


class Figure(NamedTuple):
    """Numbers of questions; `percent` of those answered, None where there are none."""

    asked: int
    answered: int
    satisfied: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.satisfied / self.answered) if self.answered else None


def of_late(reader: User, at: datetime) -> Figure:
    """The figure of the questions of the last 90 days that the reader may see, read from an index alone."""
    asked = SatisfactionQuestion.objects.visible_to(reader).filter(
        asked_at__gt=at - COUNTED, asked_at__lte=at
    )
    numbers = asked.aggregate(
        asked=Count("*"),
        answered=Count("satisfied"),
        satisfied=Count("satisfied", filter=Q(satisfied=True)),
    )
    return Figure(**numbers)
