"""The sums of dashboards over many incidents at once: counted over all at the end, not row by row."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from tickets.dashboards import counting
from tickets.dashboards.models import SUMS
from xtreme.demo.synthetic.copying import Table, untriggered

TABLES = [Table(sums._meta.db_table, {}) for sums in SUMS]
THEIR_TRIGGERS = """
select tgrelid::regclass::text, tgname from pg_trigger join pg_proc on pg_proc.oid = tgfoid
where not tgisinternal and proname in ('count_promises', 'count_company_promises', 'count_queue')
"""


@contextmanager
def summed_at_the_end() -> Iterator[None]:
    """Inside, the triggers that keep the sums do not run; at the end they are counted anew."""
    with connection.cursor() as cursor:
        cursor.execute(THEIR_TRIGGERS)
        triggers = cursor.fetchall()
    with untriggered(triggers):
        yield
        counting.count_anew()
