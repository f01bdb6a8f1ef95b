"""The numbers that are kept of questions, counted anew."""

from collections.abc import Iterator

from django.db.models import Count, Q

from entitlements.community.models import Question
from subscriptions.kept_numbers import differing


def differences() -> Iterator[str]:
    """Questions whose answers shown, or who has them too, are others than those kept."""
    shown = Count("answers", filter=Q(answers__hidden_at=None))
    yield from differing(Question.objects.all(), "answers_shown", shown)
    yield from differing(Question.objects.all(), "same_here", Count("votes"))
