"""What a test with real transactions leaves is taken out again, and the starting data put back as it was.

Django empties every table by one TRUNCATE, which makes new files for each table and index, and has what follows
each migration done once more (permissions, grants): seconds, where a test wrote twenty rows. Here only tables that
hold rows are emptied, by DELETE, as the superuser of the tests' own server and with triggers and foreign keys
switched off: what never changes goes too.
"""

import psycopg
from django.db import connection
from psycopg import sql

from xtreme.embedded import addresses

KEPT = "starting"  # the schema that holds the copies
TABLES = """
    select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'django_migrations'
      and n.nspname not in ('pg_catalog', 'information_schema', %s)
    order by 1, 2
"""
COLUMNS = """
    select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped
      and attgenerated = '' order by attnum
"""


class StartingTables:
    """Copies of every row that the database of this worker holds now; `restore` brings it back to them."""

    def __init__(self) -> None:
        self.at = {
            "host": str(addresses.socket_dir()),
            "user": "postgres",
            "dbname": connection.settings_dict["NAME"],
        }
        with psycopg.connect(**self.at) as server:
            server.execute(
                sql.SQL("drop schema if exists {0} cascade; create schema {0}").format(_name(KEPT))
            )
            self.kept = _holds_rows(server, _tables(server))
            for table in self.kept:
                server.execute(sql.SQL("create table {} as table {}").format(_copy(table), _name(*table)))
            self.columns = {table: _columns(server, table) for table in self.kept}

    def restore(self) -> None:
        """Raises psycopg.OperationalError where somebody still holds a row."""
        with psycopg.connect(**self.at) as server:
            server.execute("set lock_timeout = '30s'")
            server.execute("set session_replication_role = replica")
            for table in _holds_rows(server, _tables(server)):
                server.execute(sql.SQL("delete from {}").format(_name(*table)))
            for table, columns in self.columns.items():
                server.execute(
                    sql.SQL(
                        "insert into {} ({columns}) overriding system value select {columns} from {}"
                    ).format(_name(*table), _copy(table), columns=columns)
                )


def _tables(server):
    return server.execute(TABLES, [KEPT]).fetchall()


def _holds_rows(server, tables):
    """Those of the tables that are not empty."""
    asked = [
        sql.SQL("select {}, {} where exists (select from {})").format(*table, _name(*table))
        for table in tables
    ]
    return server.execute(sql.SQL(" union all ").join(asked)).fetchall()


def _columns(server, table):
    rows = server.execute(COLUMNS, [_name(*table).as_string(server)]).fetchall()
    return sql.SQL(", ").join(_name(name) for (name,) in rows)


def _copy(table):
    return _name(KEPT, ".".join(table))


def _name(*parts):
    return sql.Identifier(*parts)
