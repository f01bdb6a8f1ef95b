"""Fills an installation with synthetic incidents, a chunk at a time: memory stays bounded, each chunk is whole."""

import time
from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from entitlements import starting_data
from subscriptions import starting_data as people_and_places
from subscriptions import tenancy
from subscriptions.refusals import Refusal
from xtreme.demo.synthetic import rows
from xtreme.demo.synthetic.companies import TABLES as COMPANY_TABLES
from xtreme.demo.synthetic.companies import Registry, World, others_there
from xtreme.demo.synthetic.copying import Writer, reserve
from xtreme.demo.synthetic.courses import SEVERITIES, STATUSES, Course, course, drawn
from xtreme.demo.synthetic.terms import Terms

CHUNK = 4_000  # larger ones keep more foreign keys waiting for the commit, and are slower


class DataThere(Refusal):
    """The filling would mix with somebody's data."""

    code = "data_there"
    sentence = _("This installation has customers already. Use --add to fill in beside them.")


def fill(*, incidents: int, customers: int, seed: int, now: datetime, add: bool = False) -> dict[str, Any]:
    """Fill in that many; returns the counts of rows and the seconds. The same seed and `now` give the same data.

    Raises DataThere, unless `add`.
    """
    started = time.monotonic()
    random = Random(seed)
    with tenancy.as_staff():
        if others_there() and not add:
            raise DataThere
        people_and_places.load(now.date())
        starting_data.load()
        world = Registry(random, now, customers).world()
        terms = Terms(now)
    _write(random, world, terms, incidents, int(now.timestamp()))
    tables = (*COMPANY_TABLES, *rows.TABLES)
    counts = {table.name: table.count for table in tables}
    for table in tables:
        table.count = 0
    return {
        "incidents": incidents,
        "customers": customers,
        "rows": counts,
        "seconds": round(time.monotonic() - started, 1),
    }


def refresh_statistics() -> None:
    """Tell the planner what has come. As the owner of the tables, outside of a transaction."""
    names = ", ".join(table.name for table in (*COMPANY_TABLES, *rows.TABLES))
    with connection.cursor() as cursor:
        cursor.execute(f"analyze {names}")


def _write(random: Random, world: World, terms: Terms, count: int, now: int) -> None:
    courses = sorted(_courses(random, world, terms, count, now))
    number = reserve(rows.INCIDENTS.name, count) if count else 0
    milestone = reserve(rows.MILESTONES.name, count * rows.MILESTONES_AT_MOST) if count else 0
    scribe = rows.Scribe(random, world, terms, now)
    with Writer() as writer:
        for place, packed in enumerate(courses):
            key = milestone + place * rows.MILESTONES_AT_MOST
            scribe.write(number + place, key, Course.unpacked(packed))
            if place % CHUNK == CHUNK - 1:
                writer.write(rows.TABLES)
        writer.write(rows.TABLES)


def _courses(random: Random, world: World, terms: Terms, count: int, now: int) -> Iterator[bytes]:
    companies = random.choices(range(len(world.companies)), cum_weights=world.weights, k=count)
    for place in companies:
        company = world.companies[place]
        line = random.randrange(len(company.lines))
        severity = SEVERITIES[drawn(random, SEVERITIES)][0]
        held = company.lines[line]
        case = terms.case(company.region, held.tier, severity, held.product)
        yield course(
            random,
            now,
            case.timetable,
            case.promises,
            status=drawn(random, STATUSES),
            severity=severity,
            company=place,
            line=line,
        ).packed()
