"""How many incidents each list of the desk shows, kept by a trigger with every change of an incident: nothing is
ever counted over the open ones.

A change adds rows of +1 and -1, so that nobody who works waits for another; now and then they are summed up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from subscriptions.prepared import prepared

if TYPE_CHECKING:
    from subscriptions.models import User

# What follows from a row of incidents, and what a statement that wrote some of them does to the counts.
LISTS_OF_AN_INCIDENT = """
create or replace function lists_of_an_incident(status text, owner_id bigint, at_risk boolean)
returns table (list text, owner bigint) language sql immutable as $$
  select 'queue', null::bigint where status in ('new', 'in_progress', 'waiting_development')
  union all
  select 'unassigned', null where status in ('new', 'in_progress', 'waiting_development') and owner_id is null
  union all
  select 'at_risk', null where status in ('new', 'in_progress', 'waiting_development') and at_risk
  union all
  select 'waiting', null where status = 'waiting_customer'
  union all
  select 'proposed', null where status = 'solution_proposed'
  union all
  select 'snoozed', null where status = 'snoozed'
  union all
  select 'mine', owner_id where status not in ('closed', 'withdrawn') and owner_id is not null
$$
"""
# The status as the lists see it: what is snoozed is in none of those in work order.
LISTED = "case when snoozed_until is null then status else 'snoozed' end"
KEEP_COUNTS = """
create or replace function keep_list_counts()
returns trigger language plpgsql security definer set search_path from current
as $$
begin
  if tg_op = 'INSERT' then
    insert into tickets_listcount (list, owner_id, number)
      select list, owner, count(*) from added, lists_of_an_incident(listed_as, owner_id, at_risk) group by 1, 2;
  elsif tg_op = 'UPDATE' then
    insert into tickets_listcount (list, owner_id, number)
      select list, owner, sum(number) from (
        select list, owner, 1 as number from added, lists_of_an_incident(listed_as, owner_id, at_risk)
        union all
        select list, owner, -1 from removed, lists_of_an_incident(listed_as, owner_id, at_risk)
      ) as changes group by 1, 2 having sum(number) <> 0;
  elsif tg_op = 'DELETE' then
    insert into tickets_listcount (list, owner_id, number)
      select list, owner, -count(*) from removed, lists_of_an_incident(listed_as, owner_id, at_risk) group by 1, 2;
  else
    delete from tickets_listcount;
  end if;
  return null;
end $$
""".replace("listed_as", LISTED)
# Written out: on every page of the desk, and Django takes longer to compose it than PostgreSQL to answer.
NUMBERS = """
select list, sum(number) from tickets_listcount where owner_id is null or owner_id = %s group by 1
"""
# Of who is limited, over the open incidents that she sees: no sum is kept for each scope.
COUNTED = f"""
select list, count(*) from tickets_incident, lists_of_an_incident({LISTED}, owner_id, at_risk) as listed
where status not in ('closed', 'withdrawn') and (listed.owner is null or listed.owner = %s) group by 1
"""  # noqa: S608  made of constants
FRESH_SECONDS = 15  # for which what was counted so stands
SUM_UP = """
with summed as (delete from tickets_listcount returning list, owner_id, number)
insert into tickets_listcount (list, owner_id, number)
  select list, owner_id, sum(number) from summed group by 1, 2 having sum(number) <> 0
"""


# By list: how rooms above count theirs for who is limited.
WITHIN_A_SCOPE: dict[str, Callable[[], int]] = {}


def _counted(agent: User) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [agent.pk])
        return dict(cursor.fetchall()) | {name: count() for name, count in WITHIN_A_SCOPE.items()}


class ListCountQuerySet(models.QuerySet["ListCount"]):
    def of(self, agent: User) -> dict[str, int]:
        """The counts that concern `agent`, by list; a list without incidents may be missing. Those of who is
        limited are counted, at most once in FRESH_SECONDS; her lists themselves are as they are now."""
        if agent.pk and agent.scope:
            key = f"numbers-{agent.pk}-{'-'.join(agent.scope.settings().values())}"
            return cache.get_or_set(key, lambda: _counted(agent), FRESH_SECONDS) or {}
        with prepared(), connection.cursor() as cursor:
            cursor.execute(NUMBERS, [agent.pk])
            return dict(cursor.fetchall())

    def sum_up(self) -> None:
        """Make one row of all that a list has. Any number may run at once, beside whoever works."""
        with connection.cursor() as cursor:
            cursor.execute(SUM_UP)


class ListCount(models.Model):
    """A part of the number of incidents in a list; that of `mine` for each owner."""

    list = models.CharField(_("list"), max_length=12)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="+",
        verbose_name=_("owner"),
    )
    number = models.IntegerField(_("number"))

    objects = ListCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of a list")
        verbose_name_plural = _("counts of the lists")

    def __str__(self) -> str:
        return f"{self.list} {self.owner_id or ''}: {self.number}"
