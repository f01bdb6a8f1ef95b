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
from subscriptions import tenancy
from subscriptions.models import Customer
from tickets.models import Words
from tickets.models.incidents import IncidentQuerySet
from tickets.text_parts import newest_first

# How many of the newest are looked through, and how many must be found there to look through more of them. Of a
# company's fewer: her matches are soon read from the index.
NEWEST, NEWEST_OF_A_COMPANY, ENOUGH = 2_000, 1_000, 10
MORE = 8_000
# How far back from the newest of all these are looked for, where no company narrows it: what a filter leaves may be
# little among very many.
REACH = 20_000

NO_NUMBER = 2**62

# `{found}` stands for those who are asked, `{bounded}` for what keeps to those from the first on. A company's
# own are followed by its index, which a bound would lead away from.
# About the newest number there is, the first that is looked at, and the last of the next so many.
FIRST_AND_LAST = """
select newest, first, (
  select pk from ({found}) as found where {bounded}pk < %s order by pk desc offset %s limit 1
) from (
  select last_value as newest, greatest(last_value - %s, 0) as first from tickets_incident_id_seq
) as reach
"""
LOOKED_THROUGH = """
select pk from ({found}) as found join tickets_incidenttext on incident_id = pk
where pk < %s and pk >= %s and incident_id < %s and incident_id >= %s and words @@ cast(%s as tsquery)
order by pk desc limit %s
"""
# Each is looked up by its number: for a large company PostgreSQL would go through all of hers.
AMONG = """
select number from (
  select number from unnest(cast(%s as bigint[])) as number where number < %s order by number desc
) as numbers, lateral (select from ({found}) as found where pk = number limit 1) as own
order by number desc limit %s
"""
# `offset 0` is a fence: the index of words is asked before the order. No customers: whosever they are.
MATCHES = """
select incident_id from (
  select incident_id, customer_id from tickets_incidenttext
  where incident_id >= %s and incident_id < %s and words @@ cast(%s as tsquery) offset 0
) as matches where customer_id = any(%s) is not false order by 1 desc
"""

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


def newest(
    found: IncidentQuerySet,
    words: Words,
    most: int,
    before: int | None = None,
    customer: Customer | None = None,
) -> list[int]:
    """The numbers of those of `found` with all the words, the newest first, at most so many; of those below the
    number `before` where there is one. `customer`: whose they all are; of the matches of the index only hers are
    looked at, which are sooner read than her next texts."""
    asked = _Asked(found, words, before, customer)
    numbers, whole = asked.among_the_next(NEWEST_OF_A_COMPANY if customer else NEWEST, most)
    if customer is None and ENOUGH <= len(numbers) < most and not whole and asked.reaches_as_far_again():
        more, whole = asked.among_the_next(MORE, most - len(numbers))
        numbers += more
    return numbers if whole or len(numbers) == most else numbers + asked.by_the_index(most - len(numbers))


def snippets(words: Words, numbers: Sequence[int]) -> dict[int, SafeString]:
    """Where the words stand in each incident, of what the reader may read: escaped, with the words marked."""
    if not numbers:
        return {}
    query = in_all_forms(words.read.query, words.read.forms)
    asked: dict[str, Any] = {"numbers": list(numbers), "query": query, "internal": words.internal}
    with connection.cursor() as cursor:
        cursor.execute(SNIPPETS, asked)
        return {number: marked(text) for number, text in cursor.fetchall()}


class _Asked:
    """What is looked for among whom, each look where the one before ended. Composed once and sent as often as it is
    needed: Django took longer to compose each statement than PostgreSQL to answer it."""

    def __init__(
        self, found: IncidentQuerySet, words: Words, before: int | None, customer: Customer | None
    ) -> None:
        self._found, self._narrowed = found.order_by().values("pk").query.sql_with_params()
        self._words, self._below = words, before or NO_NUMBER
        self._customers = [customer.pk] if customer else None

    def among_the_next(self, count: int, most: int) -> tuple[list[int], bool]:
        """Those among the next `count`, the newest first, and whether these are the last there are."""
        reach, bounded = (REACH, "pk >= first and ") if self._words.internal else (NO_NUMBER, "")
        statement = FIRST_AND_LAST.replace("{bounded}", bounded)
        asked = (*self._narrowed, self._below, count - 1, reach)
        self._newest, first, last = self._row(statement, *asked)
        least = last or first
        bounds = (self._below, least, self._below, least)
        numbers = self._numbers(LOOKED_THROUGH, *self._narrowed, *bounds, self._words.query.text, most)
        self._looked = min(self._newest, self._below) - least
        self._left = least - first
        self._below = least
        return numbers, last is None and not first

    def reaches_as_far_again(self) -> bool:
        """Whether as many numbers are left to be looked through as were; else the index is sooner there."""
        return self._left >= self._looked

    def by_the_index(self, most: int) -> list[int]:
        numbers: list[int] = []
        for part in newest_first(min(self._newest, self._below)):
            for some in batched(self._matches(part), NEWEST):
                asked = (list(some), self._below, *self._narrowed, most - len(numbers))
                numbers += self._numbers(AMONG, *asked)
                if len(numbers) == most:
                    return numbers
        return numbers

    def _matches(self, part: range) -> list[int]:
        """The numbers of the customer's incidents of a part with the words, the newest first.

        As the vendor: under a policy with a condition the index is left aside. Which of them are shown is asked in
        the reader's own role.
        """
        with tenancy.looking_as_staff():
            asked = (part.start, part.stop, self._words.query_of_index.text, self._customers)
            return self._numbers(MATCHES, *asked)

    def _numbers(self, statement: str, *asked: Any) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(statement.format(found=self._found), asked)
            return [number for (number,) in cursor.fetchall()]

    def _row(self, statement: str, *asked: Any) -> tuple[Any, ...]:
        with connection.cursor() as cursor:
            cursor.execute(statement.format(found=self._found), asked)
            return tuple(cursor.fetchone())
