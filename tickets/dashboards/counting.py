"""What is counted of an incident and of a milestone, as PostgreSQL functions, the triggers that keep the sums by
them, and the same counted anew over all rows."""

from django.db import connection

from tickets.dashboards.models import SUMS, Ages, CompanyPromises, Flow, KeptSum, Promises
from tickets.models.incidents import WORK_ORDER

OF_MILESTONES = """
select date_trunc('month', at at time zone region.time_zone)::date as month, the_row.product_id, the_row.tier_id,
  the_row.severity, the_row.kind, outcome, {whose}, {sign} as number
from {milestones}
cross join lateral (select
    case when missed_at is not null or result = 'missed' then 'missed' else result end as outcome,
    case when missed_at is not null then missed_at when result = 'missed' then coalesce(due_at, ended_at)
      else ended_at end as at
  ) as came_out
join subscriptions_calendarversion as calendar on calendar.id = the_row.calendar_id
join subscriptions_supportregion as region on region.id = calendar.region_id
where outcome in ('met', 'missed')
"""
COMING_AND_GOING = """
select date_trunc('hour', logged_at, 'UTC') as hour, region_id, 'logged' as happening, {sign} as number
from {incidents}
union all
select date_trunc('hour', closed_at, 'UTC'), region_id, 'closed', {sign}
from {incidents} where closed_at is not null
"""
WAITING = """
select (logged_at at time zone 'UTC')::date as logged_on, region_id, severity, {sign} as number
from {incidents} where status in ({work_order}) and snoozed_until is null
"""
# What each sum counts: from which rows, its keys in order, how many each row is.
COUNTED: dict[type[KeptSum], str] = {
    Promises: OF_MILESTONES.replace("{whose}", "calendar.region_id"),
    CompanyPromises: OF_MILESTONES.replace("{whose}", "the_row.customer_id"),
    Flow: COMING_AND_GOING,
    Ages: WAITING.replace("{work_order}", ", ".join(f"'{status}'" for status in WORK_ORDER)),
}
FUNCTION = """
create function {name}() returns trigger language plpgsql {security} set search_path from current as $$
begin
  if tg_op <> 'INSERT' then
    {before}
  end if;
  {after}
  return null;
end $$
"""
INSERT = "insert into {table} ({keys}, number) {counted};"
ALL_OVER = """
select {keys}, sum(number)::int as number from ({rows}) as counted group by {keys} having sum(number) <> 0
"""
PUT = "insert into {table} ({keys}, number, summed) select *, true from ({counted}) as counted"


def _function(name: str, security: str, *sums: type[KeptSum]) -> str:
    """A trigger's function that takes away what the old row counted and adds what the new one does."""
    before = " ".join(_written(each, "old", -1) for each in sums)
    after = " ".join(_written(each, "new", 1) for each in sums)
    return FUNCTION.format(name=name, security=security, before=before, after=after)


def _written(sums: type[KeptSum], row: str, sign: int) -> str:
    rows = f"(select {row}.*) as the_row"
    counted = COUNTED[sums].format(sign=sign, incidents=rows, milestones=rows)
    return INSERT.format(table=sums._meta.db_table, keys=", ".join(sums.keys()), counted=counted)


FUNCTIONS = (
    _function("count_promises", "security definer", Promises),
    _function("count_company_promises", "", CompanyPromises),
    _function("count_queue", "security definer", Flow, Ages),
)
CAME_OUT = "new.missed_at is not null or new.result in ('met', 'missed')"
OF_OUTCOME = "missed_at, result, ended_at, calendar_id"
CHANGED = " or ".join(f"old.{column} is distinct from new.{column}" for column in OF_OUTCOME.split(", "))
QUEUED = ("status", "severity", "region_id", "closed_at", "snoozed_until")
REQUEUED = " or ".join(f"old.{column} is distinct from new.{column}" for column in QUEUED)
TRIGGERS = (
    *(
        f"create trigger {name}_{when} after {event} on tickets_milestone for each row when ({condition})"
        f" execute function {name}()"
        for name in ("count_promises", "count_company_promises")
        for when, event, condition in (
            ("of_new", "insert", CAME_OUT),
            ("of_changed", f"update of {OF_OUTCOME}", f"({CAME_OUT}) and ({CHANGED})"),
        )
    ),
    "create trigger count_queue_of_new after insert on tickets_incident"
    " for each row execute function count_queue()",
    f"create trigger count_queue_of_changed after update of {', '.join(QUEUED)} on tickets_incident"
    f" for each row when ({REQUEUED}) execute function count_queue()",
)


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
