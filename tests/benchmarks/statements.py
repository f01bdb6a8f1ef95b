"""What the SQL of a page costs in PostgreSQL, statement by statement.

Run by itself: `python -m tests.benchmarks.statements AGENT [PATH]`, without a path the first page of the queue;
prints one line of JSON. The statements are those that the page sends, explained with ANALYZE in the role they
are sent in; each is planned anew, as there.
"""

import json
import os
import re
import sys
from statistics import median
from typing import Any

import django

from tests.benchmarks.visitors import HOST

QUEUE = "/desk/queue/"
TIMES = 9
KIND, SHOWN = 40, 160  # characters
READS = re.compile(r"\s*\(?\s*(select|with)\b", re.IGNORECASE)


def statements(email: str, path: str) -> dict[str, Any]:
    """Milliseconds of planning and of execution of all statements, and of the dearest by themselves."""
    from django.db import connection

    from subscriptions import tenancy

    sent = _sent(email, path)
    with tenancy.as_staff(), connection.cursor() as cursor:
        costs = [(*_cost(cursor, sql), sql) for sql in sent if READS.match(sql)]
    dearest = sorted(costs, key=lambda cost: cost[0] + cost[1], reverse=True)[:5]
    return {
        "p50_ms": round(sum(planning + execution for planning, execution, _sql in costs), 3),
        "planning_ms": round(sum(planning for planning, _execution, _sql in costs), 3),
        "execution_ms": round(sum(execution for _planning, execution, _sql in costs), 3),
        "statements": len(sent),
        "dearest": [{"planning_ms": p, "execution_ms": e, "sql": shortened(sql)} for p, e, sql in dearest],
    }


def shortened(sql: str) -> str:
    """Enough of a statement to know it by, without the columns it reads."""
    columns, word, rest = sql.partition(" FROM ")
    return f"{columns[:KIND]} ...{word}{rest[:SHOWN]}" if word else sql[:SHOWN]


def _sent(email: str, path: str) -> list[str]:
    """The statements of a visit; one before it fills what a process keeps."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from subscriptions.models import User

    client = Client(SERVER_NAME=HOST)
    client.force_login(User.objects.get(email=email))
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(path)
    assert page.status_code == 200, page.status_code
    return [query["sql"] for query in captured]


def _cost(cursor: Any, sql: str) -> tuple[float, float]:
    plans = []
    for _time in range(TIMES):
        cursor.execute(f"explain (analyze, timing off, format json) {sql}")
        [plan] = json.loads(found) if isinstance(found := cursor.fetchone()[0], str) else found
        plans.append(plan)
    return median(plan["Planning Time"] for plan in plans), median(plan["Execution Time"] for plan in plans)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")
    django.setup()
    print(json.dumps(statements(sys.argv[1], next(iter(sys.argv[2:]), QUEUE))))
