"""The numbers that are kept of articles, counted anew."""

from collections.abc import Iterator

from django.db.models import Count, Q

from entitlements.knowledge.models import Article
from subscriptions.kept_numbers import differing

KEPT = {
    "useful": Count("votes", filter=Q(votes__useful=True)),
    "not_useful": Count("votes", filter=Q(votes__useful=False)),
    "affected_companies": Count("affected_customers"),
}


def differences() -> Iterator[str]:
    """Articles whose votes, or whose companies affected, are others than those kept."""
    for kept, counted in KEPT.items():
        yield from differing(Article.objects.all(), kept, counted)
