"""What the queue feels of other work: its first page, and the next incident locked as an agent takes it, by a
process of its own, as an agent's page has.

`python -m tests.benchmarks.beside` visits until it is ended and prints the milliseconds of each visit.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

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
