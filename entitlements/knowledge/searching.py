"""Finding articles by their words, each language by its own stems, by their number, or by the code of the fix; and
those that are related to one. The one search over everything is elsewhere (entitlements.documents)."""

import re
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q
from django.db.models.functions import Coalesce

from entitlements.knowledge.models import Article, ArticleText
from entitlements.knowledge.models.articles import ArticleQuerySet
from subscriptions import paging

CONFIGURATIONS = {"en": "english", "da": "danish"}
MOST_WORDS = 12
FOUND = 50
RELATED = 5
WORD = re.compile(r"\w{2,40}")


def search(among: ArticleQuerySet, words: str, *, drafts: bool = False) -> list[Article]:
    """The articles with every one of the words, the best first; the beginning of a word is enough for its last one.
    A number or the code of a fix finds its article whatever else it says; with `drafts` also what stands in a title
    that is not published."""
    wanted = _words(words)
    exact = Q(fix_code__iexact=words.strip()) if words.strip() else Q(pk__in=())
    if drafts and wanted:
        rows = ArticleText.objects.filter(article=OuterRef("pk"))
        exact |= Q(Exists(rows.filter(current__title__icontains=words.strip())))
    if number := paging.key(words.strip()):
        exact |= Q(pk=number)
    if not wanted:
        return list(among.filter(exact)[:FOUND])
    every = " & ".join([*wanted[:-1], f"{wanted[-1]}:*"])
    found = _ranked(among, every, exact)
    return list(found.order_by("-rank", "-pk")[:FOUND])


def related(among: ArticleQuerySet, article: Article, title: str) -> list[Article]:
    """Those of its products, or of every product, that share most words with its title."""
    if codes := [row.product.code for row in article.affected.all()]:
        among = among.about(*codes)
    return like(among.exclude(pk=article.pk), title)


def like(among: ArticleQuerySet, text: str) -> list[Article]:
    """The few that share most words with the text, whichever those are."""
    wanted = _words(text)
    if not wanted:
        return []
    found = _ranked(among, " | ".join(wanted), Q(pk__in=()))
    return list(found.order_by("-rank", "-score", "-pk")[:RELATED])


def _ranked(among: ArticleQuerySet, query: str, exact: Q) -> Any:
    queries = {
        language: SearchQuery(query, config=config, search_type="raw")
        for language, config in CONFIGURATIONS.items()
    }
    matches = Q(pk__in=())
    for language, asked in queries.items():
        matches |= Q(texts__language=language, texts__words=asked)
    ranks = [
        Coalesce(
            Max(_Rank(F("texts__words"), asked), filter=Q(texts__language=language)),
            0.0,
            output_field=models.FloatField(),
        )
        for language, asked in queries.items()
    ]
    best = models.Case(models.When(exact, then=models.Value(10.0)), default=ranks[0] + ranks[1])
    return among.filter(matches | exact).annotate(rank=best)


class _Rank(models.Func):
    function = "ts_rank"
    output_field = models.FloatField()


def _words(typed: str) -> list[str]:
    """The words of a question as the search takes them: nothing in them means anything to it."""
    return WORD.findall(typed.lower())[:MOST_WORDS]
