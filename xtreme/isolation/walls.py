"""A check of the database itself: no table leads to a customer without standing behind the second wall.

It asks the catalogue, not the models: a table that a migration made, a partition or a history counts as well.
`manage.py check --database default` runs it, so `make check` and each `migrate` do.
"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from subscriptions.tenancy import walled_models
from subscriptions.tenancy_roles import CONTACT, LIMITED, STAFF

# Tables that lead to a customer: by a column of that name, by a key to a table that does, or named by a model. Of
# each: whether its rows are walled for its owner too, whether a contact reaches it at all, and what the policies of
# the three roles say.
REACHING = """
with recursive reaching as (
  select attrelid as id from pg_attribute join pg_class on pg_class.oid = attrelid
  where attname = 'customer_id' and not attisdropped and relkind in ('r', 'p')
  union
  select to_regclass(name)::oid from unnest(%(named)s::text[]) as name where to_regclass(name) is not null
  union
  select conrelid from pg_constraint join reaching on confrelid = reaching.id where contype = 'f'
)
select pg_class.oid::regclass::text, relrowsecurity and relforcerowsecurity,
  has_schema_privilege(%(contact)s, relnamespace, 'usage'),
  (select string_agg(pg_get_expr(polqual, polrelid), ' ') from pg_policy
   where polrelid = pg_class.oid and %(contact)s::regrole = any (polroles)),
  (select string_agg(pg_get_expr(polqual, polrelid), ' ') from pg_policy
   where polrelid = pg_class.oid and %(staff)s::regrole = any (polroles)),
  (select string_agg(pg_get_expr(polqual, polrelid), ' ') from pg_policy
   where polrelid = pg_class.oid and %(limited)s::regrole = any (polroles))
from reaching join pg_class on pg_class.oid = reaching.id
where relnamespace not in (select oid from pg_namespace where nspname like 'pg\\_temp%%') order by 1
"""
MIGRATED = "select to_regclass('subscriptions_customer') is not null"
OWN = "xtreme.customer"  # the setting by which a contact's policy knows her company


@register(Tags.database)
def second_wall(databases: Sequence[str] | None, **kwargs: Any) -> list[CheckMessage]:
    """Errors for tables that another customer's contact could read by a query without a filter."""
    return [error for alias in databases or () for error in _of(alias)]


def _of(alias: str) -> list[CheckMessage]:
    with connections[alias].cursor() as cursor:
        cursor.execute(MIGRATED)
        if not cursor.fetchone()[0]:
            return []
        named: Any = [model._meta.db_table for model in walled_models()]
        roles = {"contact": CONTACT, "staff": STAFF, "limited": LIMITED}
        cursor.execute(REACHING, {"named": named} | roles)
        return [error for row in cursor.fetchall() if (error := _error(*row))]


def _error(
    table: str, forced: bool, reached: bool, contact: str | None, staff: str | None, limited: str | None
) -> Error | None:
    """What is wrong with one table; None where it stands behind the wall, or in a schema that no contact enters."""
    if not reached:
        return None
    if not forced:
        what = "has no row-level security"
    elif OWN not in (contact or "") or staff != "true":
        what = "lacks the policy of a contact or of the vendor"
    elif limited in (None, "true"):
        what = "lacks the policy of the vendor's people with a scope (subscriptions.scope_policies)"
    else:
        return None
    return Error(
        f"The table {table} leads to a customer and {what}.",
        hint="Add subscriptions.tenancy.Wall to its migration, and a field `customer` where it has none.",
        id="isolation.E001",
    )
