"""The database roles behind the second wall. No Django here: the starter of the embedded server calls it too.

Made once per cluster by an account that may create roles: `manage.py prepare_database`.
"""

from psycopg import Connection, sql

CONTACT = "xtreme_contact"
STAFF = "xtreme_staff"
LIMITED = "xtreme_limited"  # of the vendor, with a scope (subscriptions.scope)
ROLES = (CONTACT, STAFF, LIMITED)
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gin", "btree_gist")


def prepare(connection: Connection, login: str) -> None:
    """Make the roles, let `login` take them on (but not inherit them), and create the extensions.

    Runs twice without harm. Raises psycopg.errors.InsufficientPrivilege without the right to create roles.
    """
    for role in ROLES:
        if not connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone():
            connection.execute(sql.SQL("create role {} nologin").format(sql.Identifier(role)))
        connection.execute(
            sql.SQL("grant {} to {} with inherit false, set true").format(
                sql.Identifier(role), sql.Identifier(login)
            )
        )
    for extension in EXTENSIONS:
        connection.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(extension)))
