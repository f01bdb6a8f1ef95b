"""What the database shows one of the vendor's people who is limited: a policy for her role on every table behind
the second wall, drawn from its model after each migrate, as grants are. A model needs to say nothing:

- a row of an incident, or of a row of one (a pause of a milestone), where she sees that;
- another row of a customer where she sees the customer: of her regions, and with a line of her products;
- a model with `scope_by_product` only with one of her products as well;
- a row of no customer not at all, unless the model says it is the vendor's own (`scope_shows_own`);
- a model with a `scope_condition` where that holds.

Staff without limits keep a policy that is plainly true, which costs nothing and leaves every index usable.
"""

import hashlib
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from subscriptions.scope import ALL
from subscriptions.tenancy import LOCK_SECONDS, is_walled, walled_models
from subscriptions.tenancy_roles import LIMITED, STAFF

POLICY = "limited_sees_her_scope"
NOTHING = "false"  # a `scope_condition`: of all of a customer's products, and set up by administrators
ME = "(select (nullif(current_setting('xtreme.by', true), '')::jsonb->>'person')::bigint)"
# Tables without a customer that are walled for contacts all the same: posts, and what can be searched. They are the
# vendor's and the community's, for all of the vendor's people.
OPEN_TO_STAFF = """
select c.oid::regclass::text from pg_class c join pg_policy on polrelid = c.oid
where relrowsecurity and %(staff)s::regrole = any (polroles) and pg_get_expr(polqual, polrelid) = 'true'
group by c.oid
"""
AS_IT_IS = """
select polrelid::regclass::text, obj_description(pg_policy.oid, 'pg_policy') from pg_policy where polname = %s
"""


def is_all(setting: str) -> str:
    """SQL: the setting of a scope does not limit."""
    return f"(select current_setting('xtreme.{setting}', true) = '{ALL}')"


def keys(setting: str) -> str:
    """SQL: the keys of a scope's setting, null where it is missing or does not limit."""
    return (
        f"cast((select nullif(nullif(current_setting('xtreme.{setting}', true), '{ALL}'), '')) as bigint[])"
    )


def within(column: str, setting: str) -> str:
    """SQL: the column has one of the keys, or the setting does not limit."""
    return f"({is_all(setting)} or {column} = any ({keys(setting)}))"


def of_customer(column: str) -> str:
    """SQL: she sees the customer. PostgreSQL looks up the few it needs or hashes them all, whichever is less. Name
    the table with the column: a bare `id` would be the view's own."""
    return f"exists (select from scope.customers as mine where mine.id = {column})"


def of_row(table: str, column: str) -> str:
    """SQL: she sees the row of `table` with that key. As a value and not by `exists`: all incidents are never
    hashed for a page of some."""
    return f"coalesce((select true from {table} as above where above.id = {column}), false)"  # noqa: S608  names of our own


def condition(model: type[models.Model]) -> str:
    """What holds of the rows of this model that a limited person sees."""
    if own := getattr(model, "scope_condition", ""):
        return str(own)
    table, named = model._meta.db_table, {field.name for field in model._meta.fields}
    column = f"{table}.{'customer_id' if 'customer' in named else 'id'}"
    seen = of_customer(column)
    if getattr(model, "scope_shows_own", False):
        seen = f"({column} is null or {seen})"
    if getattr(model, "scope_by_product", False):
        seen = f"({within(f'{table}.product_id', 'products')} and {seen})"
    way = to_an_incident(model)
    if way is None:
        return seen
    above: Any = way.related_model
    row = of_row(above._meta.db_table, f"{table}.{way.column}")
    return f"case when {table}.{way.column} is null then {seen} else {row} end" if way.null else row


def to_an_incident(model: type[models.Model]) -> models.ForeignKey[Any, Any] | None:
    """The key of the model that leads to an incident: straight, or by a row that is itself of one."""
    if model._meta.label == "tickets.Incident":
        return None
    found = {
        field.name: field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)
    }
    if "incident" in found:
        return found["incident"]
    upward = (f for f in found.values() if not f.null and f.related_model is not model)
    return next((field for field in upward if _is_of_an_incident(field)), None)


def _is_of_an_incident(field: models.ForeignKey[Any, Any]) -> bool:
    above: Any = field.related_model
    if above._meta.label == "tickets.Incident":
        return True
    way = to_an_incident(above) if is_walled(above) else None
    return way is not None and not way.null


def conditions() -> dict[str, str]:
    """Each table behind the second wall, and what holds of the rows that a limited person sees."""
    return {model._meta.db_table: condition(model) for model in walled_models()}


def write_policies(**kwargs: Any) -> None:
    """After each migrate, for tables whose policy is not there or says something else; a table a transaction, so
    that nobody waits for more than one."""
    with connection.cursor() as cursor:
        cursor.execute("select to_regclass('scope.customers') is not null")
        if not cursor.fetchone()[0]:
            return  # a migration back, to before there were scopes
        cursor.execute(OPEN_TO_STAFF, {"staff": STAFF})
        open_to_staff = [table for (table,) in cursor.fetchall()]
        cursor.execute(AS_IT_IS, [POLICY])
        there = dict(cursor.fetchall())
    tables = set(connection.introspection.table_names())
    wanted = dict.fromkeys(open_to_staff, "true") | conditions()
    for table, sql in wanted.items():
        mark = hashlib.sha256(sql.encode()).hexdigest()[:16]
        if table in tables and there.get(table) != mark:
            _write(table, sql, mark)


def _write(table: str, sql: str, mark: str) -> None:
    check = " with check (true)" if table in _written_for_others() else ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"set local lock_timeout = '{LOCK_SECONDS}s'")
        cursor.execute(f"drop policy if exists {POLICY} on {table}")
        cursor.execute(f"create policy {POLICY} on {table} to {LIMITED} using ({sql}){check}")
        cursor.execute(f"comment on policy {POLICY} on {table} is '{mark}'")


def _written_for_others() -> set[str]:
    """Tables into which she writes rows for others that she does not see afterwards."""
    return {m._meta.db_table for m in apps.get_models() if getattr(m, "scope_writes_all", False)}
