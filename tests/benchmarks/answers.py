"""What an entitlement answer costs, where the catalogue is known (R25), and what the one query for the customer's
lines does.

Run by itself: `python -m tests.benchmarks.answers`; prints one line of JSON. Every service is asked for, of many
customers, as a page or a verb asks: with nothing of the customer read before.
"""

import json
import os
import time
from collections.abc import Iterator
from statistics import median, quantiles
from typing import Any

import django

CUSTOMERS = 40


def answered() -> dict[str, Any]:
    """Milliseconds of an answer and of reading the lines before it, and how many statements both send at most."""
    from subscriptions import tenancy

    with tenancy.as_staff():
        costs = list(_costs())
    answering = [seconds for _reading, seconds, _queries in costs]
    return {
        "p50_ms": round(median(answering) * 1000, 4),
        "p95_ms": round(quantiles(answering, n=20, method="inclusive")[-1] * 1000, 4),
        "reading_ms": round(median(reading for reading, _seconds, _queries in costs) * 1000, 4),
        "queries": max(queries for _reading, _seconds, queries in costs),
        "answers": len(costs),
    }


def _costs() -> Iterator[tuple[float, float, int]]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from entitlements import answers
    from entitlements.models import Service
    from subscriptions.models import Customer

    now = timezone.now()
    running = Customer.objects.filter(lines__starts_at__lte=now, lines__ends_at__gt=now).distinct()
    customers = list(running.select_related("account_owner").order_by("pk")[:CUSTOMERS])
    services = list(Service.objects.values_list("code", flat=True))
    answers.may(customers[0], services[0])  # reads the catalogue
    for customer in customers:
        for service in services:
            with CaptureQueriesContext(connection) as captured:
                begun = time.perf_counter()
                facts = answers.facts(customer, now)
                read = time.perf_counter()
                facts.answer(service)
                done = time.perf_counter()
            yield read - begun, done - read, len(captured)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")
    django.setup()
    print(json.dumps(answered()))
