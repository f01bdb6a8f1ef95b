"""What happens to articles by itself: they are published at their instant, and their owners are reminded where
nobody has looked through them for long, or readers say that they do not help. An article a transaction."""

from datetime import datetime
from typing import Any

from entitlements.knowledge import telling
from entitlements.knowledge.models import Article, KnowledgeRules, State

BATCH = 500


def due(at: datetime) -> list[int]:
    """The numbers of those to be published by then."""
    return list(Article.objects.due(at).order_by("publish_at").values_list("pk", flat=True)[:BATCH])


def to_remind_of(at: datetime) -> list[int]:
    """The numbers of those whose owner is to be reminded."""
    rules = KnowledgeRules.current()
    aged = Article.objects.aged(at - rules.looked_through_every).filter(aged_told_at=None)
    voted = Article.objects.filter(state=State.PUBLISHED, failing_told_at=None, not_useful__gt=0).with_votes()
    failing = [each.pk for each in voted.iterator() if _failing(each, rules)]
    return sorted({*aged.values_list("pk", flat=True)[:BATCH], *failing[:BATCH]})


def remind(number: int, at: datetime) -> None:
    """Remind the owner of this one, of each thing once until it is looked through."""
    rules = KnowledgeRules.current()
    article = Article.objects.select_for_update().get(pk=number)
    counted: Any = Article.objects.with_votes().get(pk=number)
    age = article.age(at)
    if article.aged_told_at is None and age is not None and age > rules.looked_through_every:
        article.aged_told_at = at
        telling.aged(article, age.days, at)
    if article.failing_told_at is None and (share := _failing(counted, rules)):
        article.failing_told_at = at
        telling.failing(article, share, counted.helped + counted.failed, at)
    article.save(update_fields=["aged_told_at", "failing_told_at"])


def _failing(article: Any, rules: KnowledgeRules) -> int | None:
    """The share of “no” in per cent where the article fails; None where it does not. Read with `with_votes`."""
    helped, failed = article.helped, article.failed
    votes = helped + failed
    if votes < rules.failing_votes:
        return None
    share = round(100 * failed / votes)
    return share if share >= rules.failing_percent else None
