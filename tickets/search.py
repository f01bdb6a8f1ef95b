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
from subscriptions.numbers import array
from subscriptions.prepared import prepared
from tickets.models import Words
from tickets.models.incidents import IncidentQuerySet
from tickets.text_parts import newest_first

# How many of the newest are looked through at a time, and how many must be found there for the next to be looked
# through: fewer are sooner read from the index. Of a company's more: the index holds the matches of all companies.
NEXT, NEXT_OF_A_COMPANY, ENOUGH = 250, 1_000, 8
# How far back from the newest of all these are looked for, where no company narrows it: what a filter leaves may be
# little among very many.
REACH = 20_000
SOME = 2_000  # matches of the index of which those who are asked are told at a time

NO_NUMBER = 2**62

# `{found}` stands for those who are asked, `{bounded}` for what keeps to those within reach. A company's own are
# followed by its index, which a bound would lead away from. The limits are fences: each text is looked up by its
# number, where PostgreSQL would read all that have the words from their index, or all texts of a company.
LOOKED_THROUGH = """
select array_agg(pk order by pk desc) filter (where words @@ cast(%s as tsquery)), min(pk), count(*),
  (select last_value from tickets_incident_id_seq)
from (select pk from ({found}) as found where {bounded}pk < %s order by pk desc limit %s) as looked,
  lateral (select words from tickets_incidenttext where incident_id = pk limit 1) as text
"""
WITHIN_REACH = "pk >= (select last_value - %s from tickets_incident_id_seq) and "
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
    numbers, ended = asked.among_the_newest(most)
    return numbers if ended else numbers + asked.by_the_index(most - len(numbers))


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

    def among_the_newest(self, most: int) -> tuple[list[int], bool]:
        """Those among the newest, for as long as enough are found there, and whether that ends the search."""
        numbers: list[int] = []
        while True:
            some, ended = self._among_the_next(NEXT_OF_A_COMPANY if self._customers else NEXT)
            numbers += some[: most - len(numbers)]
            if ended or len(numbers) == most:
                return numbers, True
            if len(some) < ENOUGH:
                return numbers, False

    def _among_the_next(self, count: int) -> tuple[list[int], bool]:
        """Those among the next `count`, the newest first, and whether these are the last there are."""
        bounded, reach = (WITHIN_REACH, [REACH]) if self._words.internal else ("", [])
        asked = (self._words.query.text, *self._narrowed, *reach, self._below, count)
        with connection.cursor() as cursor:
            cursor.execute(LOOKED_THROUGH.format(found=self._found, bounded=bounded), asked)
            numbers, last, looked, newest = cursor.fetchone()
        self._below = last or min(self._below, newest + 1)
        return numbers or [], looked < count and not (bounded and newest > REACH)

    def by_the_index(self, most: int) -> list[int]:
        numbers: list[int] = []
        for part in newest_first(self._below):
            for some in batched(self._matches(part), SOME):
                asked = (array(some), self._below, *self._narrowed, most - len(numbers))
                with prepared():
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
