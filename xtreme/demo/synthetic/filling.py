"""Fills an installation with synthetic incidents: drawn and written down by several processes, brought in by one
transaction, in the order in which they were logged."""

import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import batched, chain
from multiprocessing import get_context
from random import Random
from typing import Any

from django.utils.translation import gettext_lazy as _

from entitlements import starting_data
from entitlements.models import Severity
from subscriptions import kept, tenancy
from subscriptions import starting_data as people_and_places
from subscriptions.refusals import Refusal
from xtreme.demo.synthetic import articles as written_articles
from xtreme.demo.synthetic import rows, summing
from xtreme.demo.synthetic.companies import TABLES as COMPANY_TABLES
from xtreme.demo.synthetic.companies import Registry, World, others_there
from xtreme.demo.synthetic.copying import copy, take_keys, unhindered
from xtreme.demo.synthetic.courses import SEVERITIES, STATUSES, Course, course, drawn
from xtreme.demo.synthetic.searching import words_at_the_end
from xtreme.demo.synthetic.terms import Terms, know_the_holidays

CHUNK = 10_000  # incidents that one process makes at a time
AHEAD = 4  # chunks made before they are needed: memory stays bounded

type Written = list[tuple[int, str]]
"""The number of rows and their text, for each of rows.TABLES."""


class DataThere(Refusal):
    """The filling would mix with somebody's data."""

    code = "data_there"
    sentence = _("This installation has customers already. Use --add to fill in beside them.")


@dataclass(frozen=True)
class Job:
    """What every process knows of the filling."""

    world: World
    terms: Terms
    seed: int
    now: int
    number: int
    milestone: int

    def draw(self, part: int, count: int) -> list[bytes]:
        """Courses, packed. The same part draws the same, whichever process draws it."""
        random = Random(f"{self.seed} courses {part}")
        companies = random.choices(range(len(self.world.companies)), cum_weights=self.world.weights, k=count)
        return [self._course(random, company) for company in companies]

    def _course(self, random: Random, place: int) -> bytes:
        company = self.world.companies[place]
        line = random.randrange(len(company.lines))
        severity = SEVERITIES[drawn(random, SEVERITIES)][0]
        held = company.lines[line]
        case = self.terms.case(company.region, held.tier, severity, held.product)
        status = drawn(random, STATUSES)
        return course(
            random,
            self.now,
            case.timetable,
            case.promises,
            status=status,
            severity=severity,
            company=place,
            line=line,
        ).packed()

    def write(self, part: int, courses: Iterable[bytes]) -> Written:
        """The courses as rows; the first incident of a part follows the last one of the part before."""
        scribe = rows.Scribe(Random(f"{self.seed} rows {part}"), self.world, self.terms, self.now)
        for place, packed in enumerate(courses, part * CHUNK):
            key = self.milestone + place * rows.MILESTONES_AT_MOST
            scribe.write(self.number + place, key, Course.unpacked(packed))
        return [table.taken() for table in rows.TABLES]


def fill(
    *, incidents: int, customers: int, seed: int, now: datetime, articles: int = 0, add: bool = False
) -> dict[str, Any]:
    """Fill in that many; returns the counts of rows and the seconds. The same seed and `now` give the same data.
    Nobody can use the tables meanwhile.

    Raises DataThere, unless `add`.
    """
    started = time.monotonic()
    counts: Counter[str] = Counter()
    with tenancy.as_staff(), kept.settled():
        if others_there() and not add:
            raise DataThere
        people_and_places.load(now.date())
        starting_data.load()
        know_the_holidays(now)
    with tenancy.as_staff(), kept.settled():
        world = Registry(Random(seed), now, customers).world()
        terms = Terms(now)
        _look_up(world, terms)
        first_article = written_articles.write(articles, seed, world, int(now.timestamp()))
        ahead = (*COMPANY_TABLES, *(written_articles.TABLES if articles else ()))
        searched = (rows.TEXTS, *([written_articles.DOCUMENTS] if articles else []))
        with ExitStack() as stack:
            stack.enter_context(unhindered([*ahead, *rows.TABLES, *searched, *summing.TABLES]))
            number = take_keys(rows.INCIDENTS.name, incidents)
            milestone = take_keys(rows.MILESTONES.name, incidents * rows.MILESTONES_AT_MOST)
            job = Job(world, terms, seed, int(now.timestamp()), number, milestone)
            stack.enter_context(words_at_the_end(number))
            stack.enter_context(summing.summed_at_the_end())
            for table in ahead:
                count, text = table.taken()
                counts[table.name] += count
                copy(table, text)
            if articles:
                written_articles.have_found(first_article)
            for written in _written(job, incidents):
                for table, (count, text) in zip(rows.TABLES, written, strict=True):
                    counts[table.name] += count
                    copy(table, text)
    return {
        "incidents": incidents,
        "customers": customers,
        "articles": articles,
        "rows": dict(counts),
        "seconds": round(time.monotonic() - started, 1),
    }


def _look_up(world: World, terms: Terms) -> None:
    """Every case there can be: the processes have no database."""
    for company in world.companies:
        for line in company.lines:
            for severity in Severity.values:
                terms.case(company.region, line.tier, severity, line.product)


def _written(job: Job, count: int) -> Iterator[Written]:
    sizes = [len(part) for part in batched(range(count), CHUNK)]
    with _processes(job, len(sizes)) as each:
        drawn_parts = each(_draw, list(enumerate(sizes)))
        courses = sorted(chain.from_iterable(drawn_parts))
        yield from each(_write, enumerate(batched(courses, CHUNK)))


type Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]


@contextmanager
def _processes(job: Job, parts: int) -> Iterator[Each]:
    """Gives what does something for each of many, in order, in as many processes as there are processors; where
    there is one part only, here."""
    global _job
    _job = job
    if parts < 2:
        yield map
        return
    with get_context("fork").Pool(len(os.sched_getaffinity(0))) as pool:

        def each(work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
            underway: deque[Any] = deque()
            for item in items:
                underway.append(pool.apply_async(work, (item,)))
                if len(underway) > AHEAD:
                    yield underway.popleft().get()
            while underway:
                yield underway.popleft().get()

        yield each


_job: Job


def _draw(part: tuple[int, int]) -> list[bytes]:
    return _job.draw(*part)


def _write(part: tuple[int, tuple[bytes, ...]]) -> Written:
    return _job.write(*part)
