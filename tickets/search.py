"""Incidents by their words, newest first, as fast for common words as for rare ones, and where the words stand.

Common words are soon found among the newest; rarer ones by the index of words, the newest part of it first. Left to
itself PostgreSQL takes one of both ways by statistics, and seconds where it takes the wrong one.
"""

from collections.abc import Sequence
from itertools import batched
from typing import Any

from django.db import connection
from django.utils.safestring import SafeString

from entitlements.full_text import HEADLINE, in_all_forms, marked
from tickets.models import Incident, IncidentText, Words
from tickets.models.incidents import IncidentQuerySet
from tickets.text_parts import newest_first

# How many of the newest are looked through, and how many must be found there to look through more of them.
NEWEST, ENOUGH = 2_000, 10
MORE = 10_000
# How far back from the newest of all these are looked for, where no company narrows it: what a filter leaves may be
# little among very many.
REACH = 20_000

# Of each incident the text that has most of the words, and of it the part that has most.
SNIPPETS = f"""
select asked.id, ts_headline('simple', left(best.body, 20000), words.query,
  '{HEADLINE}')
from unnest(cast(%(numbers)s as bigint[])) as asked (id),
  (select cast(%(query)s as tsquery) as query) as words,
  cast(replace(cast(words.query as text), ' & ', ' | ') as tsquery) as any_word,
  lateral (
    select body from (
      select description as body, 0 as place from tickets_incident where id = asked.id
      union all
      select body, id from tickets_timelineentry
        where incident_id = asked.id and body <> '' and (public or %(internal)s)
    ) as texts
    order by ts_rank(to_tsvector('simple', body), any_word) desc, place
    limit 1
  ) as best
"""  # noqa: S608  made of constants


def newest(found: IncidentQuerySet, words: Words, most: int) -> list[int]:
    """The numbers of those of `found` with all the words, the newest first, at most so many."""
    first = _reach() if words.internal else 0
    numbers, whole = _among_the_newest(found, words, first, NEWEST, most)
    if ENOUGH <= len(numbers) < most and not whole:
        numbers, whole = _among_the_newest(found, words, first, MORE, most)
    return numbers if whole or len(numbers) == most else _by_the_index(found, words, most)


def snippets(words: Words, numbers: Sequence[int]) -> dict[int, SafeString]:
    """Where the words stand in each incident, of what the reader may read: escaped, with the words marked."""
    if not numbers:
        return {}
    query = in_all_forms(words.read.query, words.read.forms)
    asked: dict[str, Any] = {"numbers": list(numbers), "query": query, "internal": words.internal}
    with connection.cursor() as cursor:
        cursor.execute(SNIPPETS, asked)
        return {number: marked(text) for number, text in cursor.fetchall()}


def _among_the_newest(
    found: IncidentQuerySet, words: Words, first: int, count: int, most: int
) -> tuple[list[int], bool]:
    """Those among the newest `count` of `found` from the number `first` on, and whether these are all of them."""
    last = found.filter(pk__gte=first).order_by("-pk").values_list("pk", flat=True)[count - 1 : count].first()
    looked_at = found.filter(pk__gte=last or first, text__pk__gte=last or first)
    return _numbers(looked_at.filter(text__words=words.query), most), last is None and not first


def _reach() -> int:
    """The number from which on the newest are looked for; 0 where that is all of them."""
    newest = Incident.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return max(newest - REACH, 0)


def _by_the_index(found: IncidentQuerySet, words: Words, most: int) -> list[int]:
    numbers: list[int] = []
    newest = found.order_by("-pk").values_list("pk", flat=True).first() or 0
    for part in newest_first(newest):
        for some in batched(_matches(words, part), NEWEST):
            numbers += _numbers(found.filter(pk__in=some), most - len(numbers))
            if len(numbers) == most:
                return numbers
    return numbers


def _matches(words: Words, part: range) -> list[int]:
    """The numbers of the incidents of a part with the words, whoever may see them, the newest first. `offset 0` is
    a fence: the index of words is asked before the order."""
    texts = IncidentText.objects.filter(pk__gte=part.start, pk__lt=part.stop, words=words.query)
    matches, asked = texts.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"select * from ({matches} offset 0) as matches order by 1 desc", asked)  # noqa: S608  Django's
        return [number for (number,) in cursor.fetchall()]


def _numbers(found: IncidentQuerySet, most: int) -> list[int]:
    return list(found.order_by("-pk").values_list("pk", flat=True)[:most])
