"""The sums of the dashboards counted anew over all rows: to put in place of those kept, and to compare."""

from django.db import connection

from tickets.dashboards.models import SUMS, KeptSum
from tickets.dashboards.triggers import COUNTED

ALL_OVER = """
select {keys}, sum(number)::int as number from ({rows}) as counted group by {keys} having sum(number) <> 0
"""
PUT = "insert into {table} ({keys}, number, summed) select *, true from ({counted}) as counted"


def counted_anew(sums: type[KeptSum]) -> str:
    """The statement that counts `sums` over all rows: its keys, and `number`."""
    rows = COUNTED[sums].format(
        sign=1, incidents="tickets_incident as the_row", milestones="tickets_milestone as the_row"
    )
    return ALL_OVER.format(keys=", ".join(sums.keys()), rows=rows)


def count_anew() -> None:
    """Put sums counted over all rows in place of those kept. Nobody changes an incident meanwhile."""
    for each in SUMS:
        table, keys = each._meta.db_table, ", ".join(each.keys())
        each._default_manager.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(PUT.format(table=table, keys=keys, counted=counted_anew(each)))


def differences() -> list[str]:
    """Where a kept sum is not what is counted over all rows, in words."""
    found = []
    for each in SUMS:
        keys = ", ".join(each.keys())
        kept, counted = ALL_OVER.format(keys=keys, rows=f"table {each._meta.db_table}"), counted_anew(each)
        for first, second, verb in ((kept, counted, "kept"), (counted, kept, "counted")):
            with connection.cursor() as cursor:
                cursor.execute(f"({first}) except ({second})")
                found += [
                    f"{each._meta.verbose_name} {_said(row)} is only {verb}" for row in cursor.fetchall()
                ]
    return found


def _said(row: tuple[object, ...]) -> str:
    return " ".join(str(value) for value in row[:-1]) + f": {row[-1]}"
