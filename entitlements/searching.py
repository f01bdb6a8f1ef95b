"""Searching what can be read: the best first, whatever its kind, as fast for common words as for rare ones.

Looked at are the titles that have the words and the newest texts; the index of all texts where these are few. The
vendor's role looks for the keys alone, so that the index of words is used (row-level security keeps it from roles
with conditions); whatever is shown is read again in the reader's own role.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from itertools import starmap
from operator import add
from typing import Any, NamedTuple

from django.contrib.postgres.search import SearchQuery, SearchQueryField, SearchRank, TrigramWordSimilarity
from django.db import connection
from django.db.models import Case, ExpressionWrapper, F, Q, QuerySet, Value, When
from django.utils.safestring import SafeString

from entitlements import readers
from entitlements.full_text import HEADLINE, STEMS, by_stem, marked
from entitlements.models import Document, DocumentQuerySet
from entitlements.readers import Reader
from entitlements.telling_words import words_of
from subscriptions import tenancy
from subscriptions.models import Customer, User
from subscriptions.texts import composed

# How many titles, how many of the newest texts are looked at, and how many of these must match to leave it at that.
TITLES, NEWEST, ENOUGH = 200, 300, 20
# Ranking a text takes longer than finding it: where few are shown, so many for each of these are ranked.
RANKED_FOR_EACH = 12
BEST = 50
ALIKE_AT_MOST = 100  # titles that read alike: comparing one takes longer than finding it
ALIKE = 0.45  # of a title to what was typed (pg_trgm), by which a misspelt word is forgiven
OWN_LANGUAGE = 2.5  # how much more a text in the reader's language counts
LONGEST = 200  # characters of what is searched for
# Of the telling words of a title: see _reads_like.
LIKE_BY_TITLE, LIKE_BY_BOTH, LIKE_BY_TEXT, WHOLE = 0.4, 0.66, 0.75, 3

# `{found}` stands for the texts that are asked, each with the query. All are looked in where the newest were few;
# the fence (`offset 0`) has the index of words asked, where PostgreSQL would go through all, the newest first.
_FIRST = "order by published_at desc, pk desc limit"
WITH_WORDS = f"""
with recent as materialized (
  select pk from (select * from ({{found}}) as found {_FIRST} {NEWEST}) as newest
  where words @@ asked limit {{ranked}}
)
(select pk from ({{found}}) as found where title_words @@ asked {_FIRST} {{ranked}})
union all select pk from recent
union all (
  select pk from (
    select pk, published_at from ({{found}}) as found
    where (select count(*) < {ENOUGH} from recent) and words @@ asked offset 0
  ) as matches {_FIRST} {{ranked}}
)
"""  # noqa: S608  made of constants
SNIPPETS = f"""
select id, ts_headline(cast(%(stems)s as regconfig), left(body, 20000),
  websearch_to_tsquery(cast(%(stems)s as regconfig), %(words)s), '{HEADLINE}')
from entitlements_document where id = any(%(ids)s)
"""  # noqa: S608  made of constants


@dataclass(frozen=True)
class Found:
    """A thing that was found, in the language that matches best."""

    kind: str
    code: str
    language: str
    title: str
    address: str
    snippet: SafeString

    @property
    def kind_in_words(self) -> str:
        return str(Document.Kind(self.kind).label)

    @property
    def kind_and_code(self) -> str:
        """With the code where people know it by that: releases."""
        known = self.kind == Document.Kind.RELEASE
        return f"{self.kind_in_words} · {self.code}" if known else self.kind_in_words


class Text(NamedTuple):
    """A document as it is ranked and told."""

    pk: int
    kind: str
    key: int
    code: str
    language: str
    title: str
    address: str


@dataclass(frozen=True)
class Asked:
    """Words, and what narrows them: a kind, a product's key, a language, the keys of a kind's things."""

    words: str
    kind: str = ""
    product: int | None = None
    language: str = ""
    keys: QuerySet[Any, Any] | None = None


def find(asked: Asked, reader: Reader, language: str, most: int = BEST) -> tuple[list[Found], bool]:
    """As `best`, each with where the words stand in it."""
    rows, alike = best(asked, reader, language, most)
    return _told(rows, asked.words), alike


def best(asked: Asked, reader: Reader, language: str, most: int = BEST) -> tuple[list[Text], bool]:
    """The best for `asked` that `reader`, who reads `language`, may see, and whether they are only like it: nothing
    has the words, so a title that reads alike is taken for a slip of the keys."""
    words = composed(asked.words)
    query = by_stem(words[:LONGEST])
    with tenancy.looking_as_staff():
        narrowed = _narrowed(asked, reader)
        keys = _with_words(narrowed, query, min(TITLES, most * RANKED_FOR_EACH))
        alike = not keys
        if alike:
            keys = _alike(narrowed, words)
    rows = _ranked(keys, words if alike else query, language)
    found = _once_each(_texts(rows), language, most)
    return found, alike and bool(found)


def begun(typed: str, reader: Reader, language: str, most: int) -> list[Found]:
    """What `reader` may see whose title has the words typed so far, the last of them perhaps not to its end."""
    if not typed:
        return []
    query = by_stem(typed[:LONGEST])
    with tenancy.looking_as_staff():
        newest_first = Document.objects.visible_to(reader).order_by("-published_at", "-pk")
        keys = list(newest_first.filter(title_words=query).values_list("pk", flat=True)[:TITLES])
    return _told(_once_each(_texts(_ranked(keys, query, language)), language, most))


def similar(
    title: str, person: User, customer: Customer | None, at: datetime, language: str, most: int
) -> list[Found]:
    """What `person` may see and reads like a title that she types (`_reads_like`), what shares most of its telling
    words first. Nothing is asked where there are none."""
    words = sorted(words_of(title))
    if not words:
        return []
    reader = readers.reader(person, customer, at)
    any_word = by_stem(" or ".join(words))
    with tenancy.looking_as_staff():
        keys = _with_words(Document.objects.visible_to(reader), any_word)
    ranked: Any = _ranked(keys, any_word, language)
    rows = ranked.annotate(shared=_shared("words", words), titled=_shared("title_words", words))
    found = rows.order_by("-shared", "-rank", "-pk").values_list("shared", "titled", *Text._fields)
    like = [
        text
        for shared, titled, *fields in found
        if _reads_like(text := Text(*fields), shared, titled, len(words))
    ]
    return _told(_once_each(like, language, most))


def _shared(field: str, words: Iterable[str]) -> Any:
    """How many of the words stand there."""
    each_word = (Case(When(**{field: by_stem(word)}, then=Value(1)), default=Value(0)) for word in words)
    return reduce(add, each_word, Value(0))


def _reads_like(text: Text, shared: int, titled: int, asked: int) -> bool:
    """Whether a text that has `shared` of `asked` telling words, `titled` of them in its title, may answer: two in
    the title, which are two fifths of the shorter title or come with two thirds in the text; one in the title and
    three quarters in the text; or all of three and more, wherever they stand. Many a long text has two words of
    any title: 28 of the demo's 47 incidents were offered 65 texts by them, most about something else, where by this
    11 are offered the 16 that are about it."""
    shorter = max(1, min(asked, len(words_of(text.title))))
    by_title = titled >= 2 and (titled >= LIKE_BY_TITLE * shorter or shared >= LIKE_BY_BOTH * asked)
    by_text = titled >= 1 and shared >= LIKE_BY_TEXT * asked
    return by_title or by_text or shared == asked >= WHOLE


def _narrowed(asked: Asked, reader: Reader) -> DocumentQuerySet:
    found = Document.objects.visible_to(reader)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.product:
        # An article of no product is one of every product.
        about_all = Q(kind=Document.Kind.ARTICLE, products=[])
        found = found.filter(Q(products__contains=[asked.product]) | about_all)
    if asked.language:
        found = found.filter(language=asked.language)
    if asked.keys is not None:
        found = found.filter(key__in=asked.keys)
    return found


def _with_words(narrowed: DocumentQuerySet, query: SearchQuery, ranked: int = TITLES) -> list[int]:
    """The keys of those that are to be ranked, at most `ranked` of each way to find them."""
    asked = ExpressionWrapper(query, SearchQueryField())
    rows = narrowed.order_by().values("pk", "published_at", "words", "title_words", asked=asked)
    found, narrowing = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(WITH_WORDS.format(found=found, ranked=ranked), narrowing * 3)
        return [key for (key,) in cursor.fetchall()]


def _alike(narrowed: DocumentQuerySet, words: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(ALIKE)])
    alike = Document.objects.filter(title__trigram_word_similar=words).values("pk")[:ALIKE_AT_MOST]
    return list(narrowed.filter(pk__in=alike).values_list("pk", flat=True))


def _ranked(keys: Sequence[int], by: SearchQuery | str, language: str) -> DocumentQuerySet:
    """In the reader's own role, the best first."""
    likeness = TrigramWordSimilarity(by, "title") if isinstance(by, str) else SearchRank(F("words"), by)
    own = Case(When(language=language, then=Value(OWN_LANGUAGE)), default=Value(1.0))
    rows = Document.objects.filter(pk__in=keys).annotate(rank=likeness * own)
    return rows.order_by("-rank", "-published_at", "-pk")


def _texts(rows: DocumentQuerySet) -> Iterable[Text]:
    return starmap(Text, rows.values_list(*Text._fields))


def _once_each(rows: Iterable[Text], language: str, most: int) -> list[Text]:
    """Of each thing the text in the reader's language, where that matches too, in the place of its best one."""
    best: dict[tuple[str, int], Text] = {}
    for row in rows:
        thing = row.kind, row.key
        if thing not in best or row.language == language:
            best[thing] = row
    return list(best.values())[:most]


def _told(rows: Sequence[Text], words: str = "") -> list[Found]:
    """The rows, with where the words stand in them if any are given."""
    where = _snippets(rows, words) if words else {}
    none = SafeString()
    return [
        Found(each.kind, each.code, each.language, each.title, each.address, where.get(each.pk, none))
        for each in rows
    ]


def _snippets(rows: Iterable[Text], words: str) -> dict[int, SafeString]:
    """Where the words stand in each, escaped, with the words marked."""
    found: dict[int, SafeString] = {}
    for language, config in STEMS.items():
        ids = [row.pk for row in rows if row.language == language]
        if ids:
            found |= _headlines(ids, config, words)
    return found


def _headlines(ids: list[int], config: str, words: str) -> dict[int, SafeString]:
    asked: dict[str, Any] = {"ids": ids, "stems": config, "words": words}
    with connection.cursor() as cursor:
        cursor.execute(SNIPPETS, asked)
        return {number: marked(text) for number, text in cursor.fetchall()}
