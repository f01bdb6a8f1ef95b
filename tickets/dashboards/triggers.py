"""What is counted of an incident and of a milestone, and the triggers that keep the sums by it."""

from tickets.dashboards.models import Ages, CompanyPromises, Flow, KeptSum, Promises
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
select date_bin('15 minutes', logged_at, 'epoch') as quarter, region_id, 'logged' as happening, {sign} as number
from {incidents}
union all
select date_bin('15 minutes', closed_at, 'epoch'), region_id, 'closed', {sign}
from {incidents} where closed_at is not null
"""
IN_WORK = f"status in ({', '.join(f"'{status}'" for status in WORK_ORDER)})"
WAITING = f"""
select (logged_at at time zone 'UTC')::date as logged_on, region_id, severity, {{sign}} as number
from {{incidents}} where {IN_WORK} and snoozed_until is null
"""  # noqa: S608  names of our own
# What each sum counts: from which rows, its keys in order, how many each row is.
COUNTED: dict[type[KeptSum], str] = {
    Promises: OF_MILESTONES.replace("{whose}", "calendar.region_id"),
    CompanyPromises: OF_MILESTONES.replace("{whose}", "the_row.customer_id"),
    Flow: COMING_AND_GOING,
    Ages: WAITING,
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
# Most steps of an incident change its status and nothing that is counted.
WAITS = f"({{row}}.{IN_WORK} and {{row}}.snoozed_until is null)"
REQUEUED = " or ".join(
    f"{what.format(row='old')} is distinct from {what.format(row='new')}"
    for what in ("{row}.severity", "{row}.region_id", "{row}.closed_at", WAITS)
)
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
