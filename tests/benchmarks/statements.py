"""What the SQL of a page costs in PostgreSQL, statement by statement.

Run by itself: `python -m tests.benchmarks.statements AGENT [PATH]`, without a path the first page of the queue;
prints one line of JSON. The statements are those that the page sends, explained with ANALYZE in the role they
are sent in: what the page prepares is prepared, and has been asked before; the rest is planned anew, as there.
"""

import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import django

from tests.benchmarks.visitors import HOST

QUEUE = "/desk/queue/"
TIMES = 9
BEFORE = 6  # PostgreSQL plans a prepared statement anew for its first five
KIND, SHOWN = 40, 160  # characters
READS = re.compile(r"\s*\(?\s*(select|with)\b", re.IGNORECASE)
PLACE = re.compile(r"%(?:\((?P<name>\w+)\))?s|%%")


@dataclass(frozen=True)
class Sent:
    """A statement as it was sent; `prepared` once a connection, with its values bound by PostgreSQL."""

    sql: str
    values: Sequence[Any] | Mapping[str, Any]
    prepared: bool


def statements(email: str, path: str) -> dict[str, Any]:
    """Milliseconds of planning and of execution of all statements, and of the dearest by themselves."""
    from django.db import connection

    from subscriptions import tenancy

    sent = _sent(email, path)
    with tenancy.as_staff(), connection.cursor() as cursor:
        costs = [(*_cost(cursor, each), each.sql) for each in sent if READS.match(each.sql)]
    dearest = sorted(costs, key=lambda cost: cost[0] + cost[1], reverse=True)[:5]
    return {
        "p50_ms": round(sum(planning + execution for planning, execution, _sql in costs), 3),
        "planning_ms": round(sum(planning for planning, _execution, _sql in costs), 3),
        "execution_ms": round(sum(execution for _planning, execution, _sql in costs), 3),
        "statements": len(sent),
        "explained": len(costs),
        "dearest": [{"planning_ms": p, "execution_ms": e, "sql": shortened(sql)} for p, e, sql in dearest],
    }


def shortened(sql: str) -> str:
    """Enough of a statement to know it by, without the columns it reads."""
    columns, word, rest = sql.partition(" FROM ")
    return f"{columns[:KIND]} ...{word}{rest[:SHOWN]}" if word else sql[:SHOWN]


def _sent(email: str, path: str) -> list[Sent]:
    """The statements of a visit; one before it fills what a process keeps."""
    from django.db import connection
    from django.db.backends.postgresql.base import ServerBindingCursor
    from django.test import Client

    from subscriptions.models import User

    sent: list[Sent] = []

    def keep(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        sent.append(Sent(sql, values or (), isinstance(context["cursor"].cursor, ServerBindingCursor)))
        return execute(sql, values, many, context)

    client = Client(SERVER_NAME=HOST)
    client.force_login(User.objects.get(email=email))
    client.get(path)
    with connection.execute_wrapper(keep):
        page = client.get(path)
    assert page.status_code == 200, page.status_code
    return sent


def _cost(cursor: Any, sent: Sent) -> tuple[float, float]:
    """Milliseconds of planning and of execution."""
    if not sent.prepared:
        plans = [_explained(cursor, sent.sql, sent.values) for _time in range(TIMES)]
    else:
        sql, values = _for_prepare(sent)
        cursor.execute(f"prepare measured as {sql}")
        execute = f"execute measured({', '.join(['%s'] * len(values))})" if values else "execute measured"
        plans = [_explained(cursor, execute, values) for _time in range(BEFORE + TIMES)][BEFORE:]
        cursor.execute("deallocate measured")
    return median(plan["Planning Time"] for plan in plans), median(plan["Execution Time"] for plan in plans)


def _explained(cursor: Any, sql: str, values: Sequence[Any] | Mapping[str, Any]) -> dict[str, Any]:
    cursor.execute(f"explain (analyze, timing off, format json) {sql}", values or None)
    [plan] = json.loads(found) if isinstance(found := cursor.fetchone()[0], str) else found
    return dict(plan)


def _for_prepare(sent: Sent) -> tuple[str, list[Any]]:
    """Its text with numbers for places, and the value of each; a name keeps its number."""
    given: Any = sent.values  # by place or by name
    numbers: dict[str | int, int] = {}
    values: list[Any] = []

    def number(place: re.Match[str]) -> str:
        if place[0] == "%%":
            return "%"
        key = place["name"] or len(values)
        if key not in numbers:
            numbers[key] = len(values) + 1
            values.append(given[key])
        return f"${numbers[key]}"

    sql = PLACE.sub(number, sent.sql) if sent.values else sent.sql
    return sql, values


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")
    django.setup()
    print(json.dumps(statements(sys.argv[1], next(iter(sys.argv[2:]), QUEUE))))
