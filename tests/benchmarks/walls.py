"""What the second wall costs: the same pages of the same database, with role and policies for each request and,
from a server beside it, without. The first wall stays, as it is what a page shows.
"""

from collections.abc import Iterator
from contextlib import closing

import psycopg

from tests.benchmarks.readers import Readers
from tests.benchmarks.rounds import Side, alternate
from tests.benchmarks.web import PRODUCT, served
from tests.benchmarks.works import ours
from xtreme.embedded import addresses

PAGES = ("queue", "incident", "subscription")
TIMES = 300  # of each page, with and without in turn
SETTINGS = "tests.benchmarks.unwalled.settings"
FORCED = "select oid::regclass::text from pg_class where relforcerowsecurity"


def measured(readers: Readers) -> Iterator[tuple[Side, Side]]:
    """Each page with and without. Raises NotMeasured."""
    _let_the_owner_read()
    with served("unwalled", SETTINGS, ready="/health/ready", module=PRODUCT) as site:
        for work in ours(readers.people):
            if work.name not in PAGES:
                continue
            walled = readers.side(work, 1)
            with closing(walled.visitors[0].at(site.port)) as same:
                unwalled = Side(work, [same])
                alternate(walled, unwalled, TIMES)
            yield walled, unwalled


def _let_the_owner_read() -> None:
    """The roles keep their policies; only the login role, which owns the tables, passes them."""
    with psycopg.connect(addresses.database_url(), autocommit=True) as connection:
        for (table,) in connection.execute(FORCED).fetchall():
            connection.execute(f"alter table {table} no force row level security")
