"""A contact says whether she is satisfied with the help (LIFECYCLE.md, L9). No clock moves by it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from subscriptions import texts
from subscriptions.models import User
from tickets.models import Incident, TimelineEntry
from tickets.satisfaction import telling
from tickets.satisfaction.asking import may_answer
from tickets.satisfaction.models import SatisfactionQuestion
from tickets.satisfaction.refusals import AnswerMissing, NotAsked
from tickets.timeline import write

LONGEST = 2_000  # characters of her words


def answer(
    incident: Incident, contact: User, satisfied: bool | None, text: str = "", at: datetime | None = None
) -> SatisfactionQuestion:
    """Keep her answer, or the one she gives instead; the vendor reads on the timeline that she gave it. Of a "no"
    those in charge are told. The same answer once more changes nothing.

    Raises NotAsked, AnswerMissing, TextTooLong.
    """
    at = at or timezone.now()
    with transaction.atomic():
        row = Incident.objects.for_change().get(pk=incident.pk)
        question = SatisfactionQuestion.objects.of(row)
        if question is None or not may_answer(question, row, contact, at):
            raise NotAsked
        if satisfied is None:
            raise AnswerMissing
        words = texts.optional(text, LONGEST, field="text")
        if (question.satisfied, question.text) == (satisfied, words):
            return question
        question.satisfied, question.text, question.answered_at = satisfied, words, at
        question.save(update_fields=["satisfied", "text", "answered_at"])
        code = "satisfied" if satisfied else "not_satisfied"
        entry = write(row, TimelineEntry.Kind.INFORMATION, at, author=contact, public=False, code=code)
        if not satisfied:
            telling.not_satisfied(row, entry, words)
        return question
