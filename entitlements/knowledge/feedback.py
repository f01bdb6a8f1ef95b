"""What a reader says of an article: whether it was useful, and that a known issue is hers, too. Each verb is one
transaction; that she may read it is asked before."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Min
from django.utils import timezone

from entitlements.knowledge.models import AffectedCompany, Article, Kind, Vote
from entitlements.knowledge.refusals import NotKnownIssue
from subscriptions import texts
from subscriptions.models import Customer, ProductLine, Tier, User
from subscriptions.refusals import TextTooLong

SENTENCE = 500  # characters


def vote(
    article: Article,
    contact: User,
    customer: Customer,
    *,
    useful: bool,
    sentence: str = "",
    at: datetime | None = None,
) -> Vote:
    """Her answer to "was this useful" for the company she acts for; a later one takes the place of the first.
    Raises TextTooLong."""
    said = texts.line(sentence)
    if len(said) > SENTENCE:
        raise TextTooLong("sentence", length=len(said), limit=SENTENCE)
    kept: Vote = Vote.objects.update_or_create(
        article=article,
        user=contact,
        customer=customer,
        defaults={
            "useful": useful,
            "sentence": said,
            "at": at or timezone.now(),
        },
    )[0]
    return kept


def affects_us(article: Article, contact: User, customer: Customer, at: datetime | None = None) -> None:
    """The known issue is her company's, too; the first contact who says so stands for it. Raises NotKnownIssue."""
    if article.kind != Kind.KNOWN_ISSUE:
        raise NotKnownIssue
    AffectedCompany.objects.get_or_create(
        article=article, customer=customer, defaults={"user": contact, "at": at or timezone.now()}
    )


def affects_us_no_more(article: Article, customer: Customer) -> None:
    """Her company is not counted any more."""
    AffectedCompany.objects.filter(article=article, customer=customer).delete()


@dataclass(frozen=True)
class TierCount:
    """How many affected customers have a tier; None: no line in force."""

    tier: Tier | None
    customers: int


def by_tier(article: Article, at: datetime) -> list[TierCount]:
    """The customers affected by a known issue by the highest tier they have for its products, the highest first.
    For the vendor's people, who see every company's answer."""
    companies = list(AffectedCompany.objects.filter(article=article).values_list("customer", flat=True))
    lines = ProductLine.objects.active(at).filter(customer__in=companies)
    if products := [row.product_id for row in article.affected.all()]:
        lines = lines.filter(product__in=products)
    ranks = dict(lines.order_by().values_list("customer").annotate(rank=Min(F("tier__rank"))))
    counted = Counter(ranks.get(company) for company in companies)
    tiers = {tier.rank: tier for tier in Tier.objects.filter(rank__in=[rank for rank in counted if rank])}
    named = [TierCount(tiers[rank], counted[rank]) for rank in sorted(tiers)]
    return [*named, TierCount(None, counted[None])] if counted[None] else named
