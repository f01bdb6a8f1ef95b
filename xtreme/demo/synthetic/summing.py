"""The sums of dashboards over many incidents at once: counted over all at the end, not row by row."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from xtreme.demo.synthetic.copying import untriggered

THEIR_TRIGGERS = """
select tgrelid::regclass::text, tgname from pg_trigger join pg_proc on pg_proc.oid = tgfoid
where not tgisinternal and proname in ('count_promises', 'count_company_promises', 'count_queue')
"""


@contextmanager
def uncounted() -> Iterator[None]:
    """Inside, the triggers that keep the sums do not run; the caller has them counted anew afterwards."""
    with connection.cursor() as cursor:
        cursor.execute(THEIR_TRIGGERS)
        triggers = cursor.fetchall()
    with untriggered(triggers):
        yield
