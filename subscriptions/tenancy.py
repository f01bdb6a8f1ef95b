"""Who may see whose rows. Two walls: querysets that ask for `visible_to(user)`, and PostgreSQL's row-level
security under every table with a customer.

A request, task, command or test names the role it acts in, through `as_staff`, `as_contact` or `as_limited`;
outside of them the login role sees no row of a customer at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.apps import apps
from django.db import connection, migrations, models, transaction
from psycopg import ClientCursor

from subscriptions.prepared import prepared
from subscriptions.scope import Scope
from subscriptions.tenancy_roles import CONTACT, LIMITED, ROLES, STAFF

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from subscriptions.models import User


class Acting(NamedTuple):
    """A role, and what its policies ask: the customer of a contact and herself, the scope of a limited person."""

    role: str
    customer: str = ""
    scope: Scope | None = None
    person: str = ""


NOBODY = Acting("none")
LOCK_SECONDS = 2  # as `migrate` waits for a table, and tries again
# SQL: the person of a contact's transaction.
HERSELF = "(select nullif(current_setting('xtreme.person', true), '')::bigint)"

# Tables without a customer that a contact's request may change, as her own account.
OWN_ACCOUNT = frozenset(
    {
        "subscriptions_user",
        "account_emailaddress",
        "mfa_authenticator",
        "usersessions_usersession",
        "socialaccount_socialaccount",
        "sign_in_failedsignin",
        "django_session",
        "notifications_preference",
        "notifications_mailtimes",
        "notifications_device",
        "briefings_watchposition",
        "briefings_calendarfeed",
    }
)


@contextmanager
def as_staff() -> Iterator[None]:
    """Act as the vendor inside: every customer's rows. Opens a transaction."""
    with _acting(Acting(STAFF)):
        yield


@contextmanager
def as_limited(scope: Scope) -> Iterator[None]:
    """Act as one of the vendor's people who is limited to this scope. Opens a transaction."""
    with _acting(Acting(LIMITED, scope=scope)):
        yield


@contextmanager
def as_colleague(person: User) -> Iterator[None]:
    """Act as this one of the vendor's people inside: within her scope where she has one. Opens a transaction."""
    with as_limited(person.scope) if person.scope else as_staff():
        yield


@contextmanager
def as_contact(customer_id: int, person_id: int | None = None) -> Iterator[None]:
    """Act as a contact of this customer inside: her company's rows and no other's, and of what is one person's
    alone the rows of `person_id`. Opens a transaction."""
    with _acting(_contact(customer_id, person_id)):
        yield


@contextmanager
def as_owner() -> Iterator[None]:
    """Act as the login role inside, which owns the tables: for what changes their structure."""
    with _acting(NOBODY):
        yield


def become_staff(by: str = "", scope: Scope | None = None) -> None:
    """Change the role inside a transaction that is already open, until it ends. `by` says who acts in it, for the
    triggers of the audit trail (subscriptions.acting); a `scope` limits her to a part of the customers."""
    _set_role(Acting(LIMITED, scope=scope) if scope else Acting(STAFF), by)


def become_contact(customer_id: int, person_id: int | None) -> None:
    """The same for a contact of this customer."""
    _set_role(_contact(customer_id, person_id))


def _contact(customer_id: int, person_id: int | None) -> Acting:
    return Acting(CONTACT, str(customer_id), person=str(person_id or ""))


@contextmanager
def looking_as_staff() -> Iterator[None]:
    """As `as_staff`, to read, or to write what belongs to the transaction that is open: without a savepoint, and
    with nothing to do where that is the role already. Whatever goes wrong inside ends that transaction."""
    if connection.in_atomic_block and _role() == Acting(STAFF):
        yield
    else:
        with _acting(Acting(STAFF), savepoint=False):
            yield


def read_only() -> None:
    """Nothing is written any more inside the transaction that is open, whoever asks for it."""
    with connection.cursor() as cursor:
        cursor.execute("set transaction read only")


def change_as_staff(statement: str, parameters: Mapping[str, Any]) -> None:
    """One statement as the vendor, in a transaction of its own and in one trip to the server: for what is done very
    often. Inside a transaction it is part of that."""
    if connection.in_atomic_block:
        with as_staff(), connection.cursor() as cursor:
            cursor.execute(statement, parameters)
        return
    connection.ensure_connection()
    with connection.wrap_database_errors, ClientCursor(connection.connection) as cursor:
        cursor.execute(f"select set_config('role', '{STAFF}', true); {statement}", parameters)


@contextmanager
def role_restored(*, savepoint: bool = True) -> Iterator[None]:
    """A transaction that gives back the role which an outer one had, whatever happened inside."""
    before = _role() if connection.in_atomic_block else None
    try:
        with transaction.atomic(savepoint=savepoint):
            yield
            if before and not connection.needs_rollback:  # what is rolled back has its role back
                _set_role(before)
    finally:
        connection.xtreme_role = before or NOBODY  # type: ignore[attr-defined]


@contextmanager
def _acting(acting: Acting, *, savepoint: bool = True) -> Iterator[None]:
    with role_restored(savepoint=savepoint):
        _set_role(acting)
        yield


def _role() -> Acting:
    return getattr(connection, "xtreme_role", NOBODY)


def _set_role(acting: Acting, by: str = "") -> None:
    """In one statement. What a role's policies do not ask is left as it was."""
    settings = {"role": acting.role, "xtreme.customer": acting.customer, "xtreme.person": acting.person}
    if acting.scope:
        settings |= acting.scope.settings()
    if by:
        settings["xtreme.by"] = by
    with prepared(), connection.cursor() as cursor:
        each = ", ".join(["set_config(%s, %s, true)"] * len(settings))
        cursor.execute(f"select {each}", [part for setting in settings.items() for part in setting])
    connection.xtreme_role = acting  # type: ignore[attr-defined]


class TenantQuerySet(models.QuerySet[Any]):
    """Rows that belong to a customer. `tenant_field` names the way there."""

    tenant_field = "customer"

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The first wall: all rows for staff, or those within her scope; her own company's for a contact; none for
        anybody else."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff:
            return self.within(user.scope)
        from subscriptions.models import Membership

        companies = Membership.objects.active().filter(user=user).values("customer")
        return self.filter(**{f"{self.tenant_field}__in": companies})

    def within(self, scope: Scope) -> Self:
        """The same for one of the vendor's people with that scope; all rows where it limits nothing."""
        if not scope:
            return self.all()
        from subscriptions import narrowing

        return self.filter(narrowing.within(self.model, self.tenant_field, scope))


class Wall(migrations.RunSQL):
    """Migration operation: row-level security for a table with a `customer_id` (or whose key is the customer).

    Two policies, because a single one with `or` keeps full-text search from its index.
    """

    def __init__(self, table: str, column: str = "customer_id") -> None:
        self.table, self.column = table, column
        mine = "(select nullif(current_setting('xtreme.customer', true), '')::bigint)"
        super().__init__(
            sql=[
                f"alter table {table} enable row level security",
                f"alter table {table} force row level security",
                f"create policy contact_sees_her_company on {table} to {CONTACT} using ({column} = {mine})",
                f"create policy staff_sees_all on {table} to {STAFF} using (true)",
            ],
            reverse_sql=[
                f"drop policy contact_sees_her_company on {table}",
                f"drop policy staff_sees_all on {table}",
                f"alter table {table} no force row level security",
                f"alter table {table} disable row level security",
            ],
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__qualname__, [self.table, self.column], {})


class OwnWall(migrations.RunSQL):
    """Migration operation: of a table whose rows are one person's a contact's role has that person's alone, `mine`;
    all of them to read where it is `readable`. `check` is what holds of rows that it writes, where that is not the
    same.

    Not forced: the login role reads who signs in before anybody has a role. In a migration that is not atomic each
    table is walled by itself, and again where the migration is tried again: a request that uses two of them would
    else wait for one while the migration waits for the other.
    """

    def __init__(
        self, table: str, mine: str = f"user_id = {HERSELF}", check: str = "", *, readable: bool = False
    ) -> None:
        self.table, self.mine, self.check, self.readable = table, mine, check or mine, readable
        reads = f"create policy contact_reads_all on {table} for select to {CONTACT} using (true)"
        policies = ("contact_reads_all", "staff_sees_all", "contact_has_her_own")
        super().__init__(
            sql=[
                f"set local lock_timeout = '{LOCK_SECONDS}s'",
                f"alter table {table} enable row level security",
                *(f"drop policy if exists {policy} on {table}" for policy in policies),
                f"create policy contact_has_her_own on {table} to {CONTACT}"
                f" using ({mine}) with check ({self.check})",
                f"create policy staff_sees_all on {table} to {STAFF}, {LIMITED} using (true)",
                *([reads] if readable else []),
            ],
            reverse_sql=[
                f"drop policy if exists contact_reads_all on {table}",
                f"drop policy staff_sees_all on {table}",
                f"drop policy contact_has_her_own on {table}",
                f"alter table {table} disable row level security",
            ],
        )

    def database_forwards(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().database_forwards(*args, **kwargs)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__qualname__, [self.table, self.mine, self.check], {"readable": self.readable})


def walled_models() -> list[type[models.Model]]:
    """Every model whose rows belong to a customer: those with a `customer`, and the customer with her history."""
    return [model for model in apps.get_models(include_auto_created=True) if is_walled(model)]


def is_walled(model: type[models.Model]) -> bool:
    """Whether its rows belong to a customer."""
    kept = getattr(model, "pgh_tracked_model", model)
    return kept._meta.label == "subscriptions.Customer" or any(
        f.name == "customer" for f in model._meta.fields
    )


def grant_tables(**kwargs: Any) -> None:
    """After each migrate: staff may use every table; a contact reads all, and writes what is her company's or
    her own account's. A model with `table_rights` of its own gives those and no more. A limited person has the
    rights of staff, and policies that narrow them (scope_policies)."""
    walled = {model._meta.db_table for model in walled_models()}
    apart = {m._meta.db_table: m.table_rights for m in apps.get_models() if hasattr(m, "table_rights")}
    vendor = f"{STAFF}, {LIMITED}"
    with transaction.atomic(), connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        writable = [t for t in tables if t in walled | OWN_ACCOUNT]
        cursor.execute(f"grant usage on schema public to {vendor}, {CONTACT}")
        cursor.execute(f"grant usage, select on all sequences in schema public to {vendor}, {CONTACT}")
        cursor.execute(f"grant select, insert, update, delete on all tables in schema public to {vendor}")
        cursor.execute(f"grant select on all tables in schema public to {CONTACT}")
        if others := set(tables) - {*writable, *apart}:
            cursor.execute(f"revoke insert, update, delete on {', '.join(others)} from {CONTACT}")
        if writable:
            cursor.execute(f"grant insert, update, delete on {', '.join(writable)} to {CONTACT}")
        for table in apart.keys() & set(tables):
            cursor.execute(f"revoke all on {table} from {', '.join(ROLES)}")
            for roles, name in ((vendor, "staff"), (CONTACT, "contact")):
                if rights := apart[table][name]:
                    cursor.execute(f"grant {', '.join(rights)} on {table} to {roles}")
