"""The words that incidents and what can be read are made of: which of them are forms of one word, which begin with
it, and which is nearest to a slip.

Those of incidents are read by beat (tickets.vocabulary) from the rows of words that triggers keep: those that begin
with letters. Of letters alone are those that have forms and slips; codes and numbers are found as they stand.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from entitlements.full_text import STEMS
from subscriptions import tenancy
from subscriptions.prepared import prepared

LONGEST = 40
LETTERS = re.compile(rf"[^\W\d_]{{3,{LONGEST}}}")
FORMS = 30  # of a word at most
LAST_SIGN = 0x10FFFF  # of Unicode
BEGUN = 30  # words that begin with one at most, for all of them to be asked for one by one
SHORTEST_SLIP = 4  # letters: of three, one is a third of the word
# How many words that share trigrams with a slip are looked at, and how much of it one that may be meant has.
ALIKE_AT_MOST, ALIKE = 30, 0.75
NEAR = 3  # words that may be meant

# The stems of a word in each language, "" for one that says nothing (`the`).
STEMS_OF = ", ".join(f"coalesce((ts_lexize('{config}_stem', {{word}}))[1], '')" for config in STEMS.values())
# What is typed as PostgreSQL reads it, beside each of its words with its stems and its forms.
READ = f"""
select cast(asked.query as text), typed.lexeme, stems.english, stems.danish, array(
  select word from tickets_knownword
  where (english = stems.english and english <> '') or (danish = stems.danish and danish <> '')
  order by length(word), word limit {FORMS}
), array(
  select word from tickets_knownword
  where word ~>=~ typed.lexeme and word ~<~ (typed.lexeme || chr({LAST_SIGN}))
  limit {BEGUN} + 1
)
from (select websearch_to_tsquery('simple', cast(%(typed)s as text)) as query) as asked
left join unnest(to_tsvector('simple', cast(%(typed)s as text))) as typed on true
left join lateral (select {STEMS_OF.format(word="typed.lexeme")}) as stems (english, danish) on true
"""  # noqa: S608  made of constants
NEAREST = f"""
select word from tickets_knownword where word %% %(slip)s and word not like %(beginning)s
order by similarity(word, %(slip)s) desc, word limit {ALIKE_AT_MOST}
"""  # noqa: S608  made of constants


@dataclass(frozen=True)
class Read:
    """What was typed: as a query of words as they stand, the other forms of each, the known words that begin with
    it where these are few, and which no known one begins with. `forms` has each word of letters."""

    query: str
    forms: dict[str, frozenset[str]]
    begun: dict[str, frozenset[str]]
    unknown: tuple[str, ...]


class KnownWordQuerySet(models.QuerySet["KnownWord"]):
    """Asked in the vendor's role, whoever searches."""

    def read(self, typed: str) -> Read:
        """One statement. A word that is not known yet has its stems for forms, until it is."""
        with tenancy.looking_as_staff(), prepared(), connection.cursor() as cursor:
            cursor.execute(READ, {"typed": typed})
            rows = cursor.fetchall()
        words = [row[1:] for row in rows if LETTERS.fullmatch(row[1] or "")]
        forms = {word: frozenset({*stems, *known} - {word, ""}) for word, *stems, known, _begun in words}
        begun = {word: frozenset(known) for word, *_others, known in words if _all_that_there_are(known)}
        unknown = tuple(word for word, *_stems, known, _begun in words if not known)
        return Read(rows[0][0], forms, begun, unknown)

    def near(self, slip: str) -> list[str]:
        """The known words that may be meant by one in lower case, the nearest first: none that it begins, which are
        found with it anyway."""
        if len(slip) < SHORTEST_SLIP or not LETTERS.fullmatch(slip):
            return []
        asked: dict[str, Any] = {"beginning": f"{slip}%", "slip": slip}
        with tenancy.looking_as_staff(), connection.cursor() as cursor:
            cursor.execute(NEAREST, asked)
            return get_close_matches(slip, [word for (word,) in cursor.fetchall()], NEAR, ALIKE)


def _all_that_there_are(begun: list[str]) -> bool:
    """Whether the words that were read are all of those that begin with one, none of them cut."""
    return 0 < len(begun) <= BEGUN and all(len(word) < LONGEST for word in begun)


class KnownWord(models.Model):
    """A word of some incident or document, in lower case, cut at LONGEST, and its stem in each language; a word
    with other signs than letters has none.

    Words of all customers stand together, so a contact's role may not read them; what is found with them she must
    be able to see.
    """

    word = models.CharField(_("word"), max_length=LONGEST, primary_key=True)
    english = models.CharField(_("English stem"), max_length=LONGEST)
    danish = models.CharField(_("Danish stem"), max_length=LONGEST)

    objects = KnownWordQuerySet.as_manager()

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = {
        "staff": ("select", "insert", "delete"),
        "contact": (),
    }

    class Meta:
        verbose_name = _("known word")
        verbose_name_plural = _("known words")
        indexes = [
            models.Index(fields=["english"], name="known_words_in_english"),
            models.Index(fields=["danish"], name="known_words_in_danish"),
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="known_words_alike"),
        ]

    def __str__(self) -> str:
        return self.word


class WordsRead(models.Model):
    """How far the timeline is read for its words: to the last entry of the newest run, and of the one before. One
    row. The next run begins after the latter: who wrote before the newest entry may have committed after it."""

    up_to = models.BigIntegerField(_("last entry"), default=0)
    before = models.BigIntegerField(_("last entry of the run before"), default=0)

    class Meta:
        verbose_name = _("reading of words")
        verbose_name_plural = _("readings of words")

    def __str__(self) -> str:
        return str(self.up_to)
