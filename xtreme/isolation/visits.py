"""One visit: what is asked, and what the answer was, in the form in which two are compared."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from subscriptions.audit.models import Entry
from xtreme.isolation.marks import walled_tables
from xtreme.isolation.visitors import Visitor

# What differs from answer to answer and says nothing: keys of forms, signed tokens, identifiers of submissions;
# keys of second factors, their pictures and challenges.
PASSING = re.compile(
    r"\b[A-Za-z0-9]{64}\b|[\w.=-]+:[\w-]{6}:[\w-]{43}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|\b[A-Z2-7]{32}\b|base64,[\w+/=]+|\"challenge\": \"[\w-]+\""
)
LENGTH = re.compile(r"^Content-Length: \d+$", re.MULTILINE)  # the body's, which is compared itself
JSON = "application/json"
BY_KEY = ("/api/", "/downloads/manifest.json")  # where a key signs in, no session
# Of statements: values, however many there are of them, and names of cursors.
VALUES = re.compile(r"'(?:[^']|'')*'|\b\d+\b|\b_django_curs_\w+")
LISTS = re.compile(r"\?(?:, \?)+")
# By the functions behind pg_stat_xact_user_tables: the view reads the catalogue of all tables with each visit.
WRITTEN = """
select coalesce(sum(pg_stat_get_xact_tuples_inserted(id) + pg_stat_get_xact_tuples_updated(id)
    + pg_stat_get_xact_tuples_deleted(id)), 0)
from unnest(%s::oid[]) as id
"""


@dataclass(frozen=True)
class Answer:
    """`statements` are those that the answer took, without their values: the class of time that it took.
    `written` counts rows of customers that were changed for it; `written_there` are the tables in which rows of
    the customer who is watched were."""

    status: int
    leads_to: str
    headers: str
    cookies: str
    body: str
    statements: tuple[str, ...]
    written: int
    written_there: tuple[str, ...] = ()

    def text(self, typed: Iterable[str]) -> str:
        """All that the visitor is given, as people read it, but what she had typed herself."""
        text = f"{self.headers}\n{self.cookies}\n{unescape(self.body)}"
        for each in typed:
            text = text.replace(each, "…")
        return text

    def without(self, values: Iterable[Any]) -> str:
        """As it is compared with another: without what passes, and without these values that were asked for."""
        return _without(self._compared(), values)

    def differs_from(self, other: "Answer", values: Iterable[Any]) -> bool:
        """Whether the two are not the same `without` these values. Of most lines, which are the same as they stand,
        nothing has to be left out; nothing that is spans two of them."""
        lines, others = self._compared().split("\n"), other._compared().split("\n")
        if len(lines) != len(others):
            return True
        values = list(values)
        return any(
            _without(line, values) != _without(its, values)
            for line, its in zip(lines, others, strict=True)
            if line != its
        )

    def _compared(self) -> str:
        return LENGTH.sub("", f"{self.status}\n{self.headers}\n{self.body}")


def _without(text: str, values: Iterable[Any]) -> str:
    text = PASSING.sub("…", text)
    for value in sorted({str(value) for value in values}, key=len, reverse=True):
        text = text.replace(value, "…")
    return text


class Browser:
    """A visitor's own: signed in once, by session and by key. `watched` is the key of a customer whose rows are
    looked at after each visit that changed any."""

    def __init__(self, visitor: Visitor, watched: int | None = None) -> None:
        self.client = Client(raise_request_exception=False)
        self.visitor, self.key, self.watched = visitor, visitor.key, watched
        if visitor.user:
            self.client.force_login(visitor.user)
        self.signed_in = self.client.cookies.output(header="", sep=";")
        self.written = _written()

    def visit(self, method: str, address: str, fields: Mapping[str, Any] | None = None) -> Answer:
        """The answer; whatever it changed is taken back, and she is signed in as before."""
        of_api = address.startswith(BY_KEY)
        headers = {"Authorization": f"Token {self.key}"} if of_api and self.key else {}
        self.client.cookies = SimpleCookie(self.signed_in)
        connection.queries_log.clear()  # it holds a few thousand statements and forgets the first
        with transaction.atomic():
            begun = _transaction(self.visitor) if self.watched else 0
            with CaptureQueriesContext(connection) as asked:
                sent: Any = dict(fields or {})
                if of_api and method != "GET":
                    response: Any = self.client.generic(
                        method, address, json.dumps(sent), JSON, headers=headers, secure=settings.HTTPS
                    )
                elif method == "POST":
                    response = self.client.post(address, sent, headers=headers, secure=settings.HTTPS)
                else:
                    response = self.client.generic(method, address, headers=headers, secure=settings.HTTPS)
                body = (response.getvalue() if response.streaming else response.content).decode(
                    errors="replace"
                )
            written, self.written = self.written, _written()
            count = self.written - written
            there = _written_of(self.watched, begun) if self.watched and count else ()
            answer = _answer(response, body, asked, count, there)
            transaction.set_rollback(True)
        return answer


def _answer(
    response: Any, body: str, asked: CaptureQueriesContext, written: int, there: tuple[str, ...]
) -> Answer:
    return Answer(
        response.status_code,
        response.headers.get("Location", ""),
        "\n".join(f"{name}: {value}" for name, value in response.headers.items()),
        response.cookies.output(),
        body,
        tuple(
            LISTS.sub("?", VALUES.sub("?", query["sql"]))
            for query in asked.captured_queries
            if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))
        ),
        written,
        there,
    )


@cache
def _tables(database: str) -> str:
    """The keys of all but the audit trail, to which a refusal adds, as PostgreSQL reads them: ninety names would be
    looked up with each visit."""
    tables = [table for table, _column in walled_tables() if table != Entry._meta.db_table]
    with connection.cursor() as cursor:
        cursor.execute("select (%s::regclass[])::oid[]::text", [tables])
        return str(cursor.fetchone()[0])


def _written() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, [_tables(connection.settings_dict["NAME"])])
        return int(cursor.fetchone()[0])


def _transaction(visitor: Visitor) -> int:
    """The number by which PostgreSQL knows what is written from now on: a row of hers is written, and says it."""
    assert visitor.user is not None
    with connection.cursor() as cursor:
        cursor.execute(
            "update subscriptions_apitoken set name = name where user_id = %s returning xmin::text::bigint",
            [visitor.user.pk],
        )
        return int(cursor.fetchone()[0])


def _written_of(customer: int, since: int) -> tuple[str, ...]:
    """The tables in which rows of this customer were written since."""
    each = [
        f"select '{table}' where exists (select from {table} where {column} = %(customer)s"  # noqa: S608  our own
        " and xmin::text::bigint >= %(since)s)"
        for table, column in walled_tables()
        if table != Entry._meta.db_table
    ]
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(each), {"customer": customer, "since": since})
        return tuple(sorted(table for (table,) in cursor.fetchall()))
