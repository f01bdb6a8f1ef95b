"""What the upgrade of a customer with 2,000 open incidents takes, and what the queue feels of it (R26.1).

Run by itself: `python -m tests.benchmarks.upgrade [INCIDENTS]`; prints one line of JSON. It logs the incidents of a
customer by the verb, upgrades her, and lets her incidents follow as the worker does, a batch a transaction.
Meanwhile another connection reads the first page of the queue and takes the next incident, which it gives back.
"""

import json
import os
import sys
import threading
import time
from datetime import datetime, timedelta
from statistics import median
from typing import Any

import django

INCIDENTS = 2_000
PAGE = 51


def upgraded(number: int) -> dict[str, Any]:
    """Seconds of the upgrade with all that follows, and milliseconds of the queue beside it."""
    from django.utils import timezone

    from subscriptions import tenancy
    from subscriptions.life.tiers import upgrade
    from subscriptions.models import Tier
    from tickets import following
    from tickets.models import Milestone

    at = timezone.now()
    with tenancy.as_staff():
        line = _logged(number, at - timedelta(days=2))
    alone, beside, ended = [], [], threading.Event()
    _visit(alone, 20)
    watcher = threading.Thread(target=_watch, args=(beside, ended))
    watcher.start()
    begun, cpu, batches = time.perf_counter(), time.thread_time(), []
    with tenancy.as_staff():
        upgrade(line, Tier.objects.get(code="XTE"), None, at)
    asked, more = time.perf_counter() - begun, True
    while more:
        since = time.perf_counter()
        with tenancy.as_staff():
            more = following.go_on(timezone.now())
        batches.append(time.perf_counter() - since)
    seconds, cpu = time.perf_counter() - begun, time.thread_time() - cpu
    ended.set()
    watcher.join()
    with tenancy.as_staff():
        moved = Milestone.objects.running().filter(customer=line.customer_id, tier__code="XTE").count()
    return {
        "open": number,
        "milestones": moved,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "verb_ms": round(asked * 1000, 1),
        "batches": len(batches),
        "batch_max_ms": round(max(batches) * 1000, 1),
        "queue_alone_ms": round(median(alone) * 1000, 1),
        "queue_p50_ms": round(median(beside) * 1000, 1),
        "queue_max_ms": round(max(beside) * 1000, 1),
    }


def _logged(number: int, at: datetime) -> Any:
    """A line under Support whose customer has that many more open incidents of its product."""
    from django.utils import timezone

    from entitlements.models import Severity
    from subscriptions.models import Customer, ProductLine
    from tickets.intake import NewIncident, log_incident

    known = ProductLine.objects.active(at).active(timezone.now())
    known = known.filter(tier__code="XT", customer__memberships__role="manager")
    old = known.select_related("customer", "product", "tier").order_by("pk").first()
    customer = Customer.objects.get(pk=old.customer_id)
    contact = customer.memberships.select_related("user").first().user
    for each in range(number):
        log_incident(
            NewIncident(
                customer=customer,
                product=old.product,
                contact=contact,
                title=f"Posting stops no. {each}",
                description="It stops with error 4711.",
                severity=Severity.HIGH + each % 3,
            ),
            at + timedelta(seconds=each),
        )
    return old


def _watch(found: list[float], ended: threading.Event) -> None:
    from django.db import connection

    while not ended.is_set():
        _visit(found, 1)
    connection.close()


def _visit(found: list[float], times: int) -> None:
    """The first page of the queue, and the next incident locked as an agent takes it, then let go."""
    from django.db import transaction

    from subscriptions import tenancy
    from tickets.models import Incident

    for _time in range(times):
        begun = time.perf_counter()
        with tenancy.as_staff():
            list(Incident.objects.queue()[:PAGE])
            with transaction.atomic():
                Incident.objects.queue().unassigned().for_change(skip_locked=True).first()
        found.append(time.perf_counter() - begun)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")
    django.setup()
    print(json.dumps(upgraded(int(next(iter(sys.argv[1:]), INCIDENTS)))))
