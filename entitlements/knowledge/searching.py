"""Finding articles by their words, through the one search over everything (entitlements.searching); and those that
are like one."""

import re

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language

from entitlements import searching
from entitlements.knowledge.models import Article, ArticleText
from entitlements.knowledge.models.articles import ArticleQuerySet
from entitlements.models import Document
from entitlements.readers import Reader
from entitlements.searching import Asked

LIKE = 5
MOST_WORDS = 12
WORD = re.compile(r"\w{4,40}")


def search(among: ArticleQuerySet, words: str, reader: Reader, *, drafts: bool = False) -> list[Article]:
    """Those of `among` with the words, the best first; by the number or the code of the fix, too. With `drafts`
    also what has the words in a title that is not published."""
    numbers = _numbers(words, reader)
    found = _in_order(among, numbers)
    if len(found) < len(numbers):  # the best of all may be others than the best of these
        found = _in_order(among, _numbers(words, reader, among))
    if not drafts:
        return found
    titles = ArticleText.objects.filter(article=OuterRef("pk"), current__title__icontains=words.strip())
    others = among.filter(Exists(titles)).exclude(pk__in=[each.pk for each in found])
    return [*found, *others.order_by("-pk")[: searching.BEST]]


def related(among: ArticleQuerySet, article: Article, title: str, reader: Reader) -> list[Article]:
    """Those of its products, or of every product, that share most words with its title."""
    if codes := [row.product.code for row in article.affected.all()]:
        among = among.about(*codes)
    return like(among.exclude(pk=article.pk), title, reader)


def like(among: ArticleQuerySet, text: str, reader: Reader) -> list[Article]:
    """The few that share most words with the text, whichever those are."""
    words = WORD.findall(text)[:MOST_WORDS]
    return _in_order(among, _numbers(" or ".join(words), reader))[:LIKE] if words else []


def _numbers(words: str, reader: Reader, among: ArticleQuerySet | None = None) -> list[int]:
    keys = None if among is None else among.values("pk")
    asked = Asked(words, kind=Document.Kind.ARTICLE, keys=keys)
    found, _alike = searching.best(asked, reader, (get_language() or "en")[:2])
    return [int(each.code) for each in found]


def _in_order(among: ArticleQuerySet, numbers: list[int]) -> list[Article]:
    by_number = {each.pk: each for each in among.filter(pk__in=numbers)}
    return [by_number[number] for number in numbers if number in by_number]
