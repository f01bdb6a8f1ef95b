"""What the queue feels of other work: its first page, and the next incident locked as an agent takes it, by a
process of its own, as an agent's page has.

`python -m tests.benchmarks.beside` visits until it is ended and prints the milliseconds of each visit.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

import django

PAGE = 51
ALONE = 20  # visits before the other work
PAUSE = 0.02  # seconds between two visits


@contextmanager
def queue_visited() -> Iterator[dict[str, float]]:
    """Visit it before the block and all through it; afterwards what is given holds the milliseconds of a visit."""
    found: dict[str, float] = {}
    visitor = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.beside"], stdout=subprocess.PIPE, text=True
    )
    assert visitor.stdout is not None
    try:
        alone = [float(visitor.stdout.readline()) for _visit in range(ALONE)]
        yield found
    finally:
        visitor.terminate()
        beside = [float(line) for line in visitor.stdout]
        visitor.wait()
    found["queue_alone_ms"] = round(median(alone), 1)
    found["queue_p50_ms"] = round(median(beside), 1)
    found["queue_max_ms"] = round(max(beside), 1)


def worked_off(verb: Callable[[], object], go_on: Callable[[], bool]) -> dict[str, Any]:
    """Do it as staff, then batch after batch what it leaves to a worker: seconds of all, milliseconds of the verb
    and of the longest batch, and those of the queue beside it."""
    from subscriptions import tenancy
    from xtreme import garbage

    garbage.set_aside()  # as every worker does
    with queue_visited() as queue:
        begun, cpu, batches, more = time.perf_counter(), time.thread_time(), [], True
        with tenancy.as_staff():
            verb()
        asked = time.perf_counter() - begun
        while more:
            since = time.perf_counter()
            with tenancy.as_staff():
                more = go_on()
            batches.append(time.perf_counter() - since)
        seconds, cpu = time.perf_counter() - begun, time.thread_time() - cpu
    return {
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "verb_ms": round(asked * 1000, 1),
        "batches": len(batches),
        "batch_max_ms": round(max(batches) * 1000, 1),
        **queue,
    }


def visit() -> None:
    """Until the process is ended. The incident that was locked is given back."""
    from django.db import transaction

    from subscriptions import tenancy
    from tickets.models import Incident

    while True:
        begun = time.perf_counter()
        with tenancy.as_staff():
            list(Incident.objects.queue()[:PAGE])
            with transaction.atomic():
                Incident.objects.queue().unassigned().for_change(skip_locked=True).first()
        print(f"{(time.perf_counter() - begun) * 1000:.2f}", flush=True)
        time.sleep(PAUSE)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")
    django.setup()
    visit()
