"""What the outbox does when an alert goes to very many: written, sent, overtaken by a page; and finding what is due
beside finished rows.

Run by itself: `python -m tests.benchmarks.outbox [--people 100000] [--finished 1000000]`, on servers of its own;
prints a line of JSON for each work. Part of `make bench`, which runs it once.
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from threading import Thread
from typing import Any

import django
import psycopg

from tests import leftovers
from tests.benchmarks import crowd
from tests.benchmarks.installation import manage, production, vacuum, variables
from tests.benchmarks.visitors import HOST
from xtreme.embedded import addresses, catalogues
from xtreme.embedded.servers import servers

PEOPLE, FINISHED, FEW = 100_000, 1_000_000, 1_000
SENDING = 10.0  # seconds
PAGES = 10
LEASES = 30
WORKER = "import django; django.setup(); from notifications.delivery import deliver_due; deliver_due(60)"


class Sink:
    """The mail server, in its process: when each address got its mail."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.benchmarks.sink"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.url = f"smtp://{HOST}:{self.process.stdout.readline().strip()}"
        self.taken: dict[str, float] = {}
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            at, _space, address = line.strip().partition(" ")
            self.taken[address] = float(at)

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()


def measured(people: int, finished: int) -> Iterator[dict[str, Any]]:
    """The lines, one after the other, on servers of their own."""
    with _installation() as sink:
        from subscriptions import tenancy

        with tenancy.as_staff():
            alert, publisher = crowd.gathered(people)
        vacuum(addresses.database_url())
        yield _fan_out(alert, publisher, people)
        yield _deliver(sink)
        yield _page_during_fan_out(sink)
        yield _scan_due(finished)


@contextmanager
def _installation() -> Iterator[Sink]:
    directory, sink = leftovers.new_directory(), Sink()
    try:
        with (
            variables(XTREME_STATE=directory, DATABASE_URL=None, DJANGO_SETTINGS_MODULE="xtreme.settings"),
            servers("make bench"),
            variables(**production() | {"EMAIL_URL": sink.url}),
        ):
            catalogues.compile_all()
            manage("migrate", "--verbosity", "0")
            manage("load_starting_data")
            django.setup()
            yield sink
    finally:
        sink.close()
        shutil.rmtree(directory, ignore_errors=True)


def _fan_out(alert: Any, publisher: Any, people: int) -> dict[str, Any]:
    """Seconds until an alert is published to so many, and by how much the process grows meanwhile."""
    from notifications import alerts
    from notifications.models import Notification
    from subscriptions import tenancy

    before, begun = _megabytes(), time.perf_counter()
    with tenancy.as_staff():
        alerts.publish(alert, publisher)
    seconds = time.perf_counter() - begun
    with tenancy.as_staff():
        rows = Notification.objects.count()
    assert rows == 2 * people, rows
    return {
        "work": "fan_out",
        "people": people,
        "rows": rows,
        "seconds": round(seconds, 2),
        "grown_mb": _megabytes() - before,
    }


def _deliver(sink: Sink) -> dict[str, Any]:
    """Mails a second of one worker over one connection, and what of each is the worker's own computing."""
    from notifications import delivery

    delivery.deliver_due(1)
    begun, computed = time.perf_counter(), time.process_time()
    sent = delivery.deliver_due(SENDING)
    seconds, computed = time.perf_counter() - begun, time.process_time() - computed
    return {
        "work": "deliver",
        "per_second": round(sent / seconds, 1),
        "sent": sent,
        "cpu_ms": round(1000 * computed / max(sent, 1), 2),
    }


def _page_during_fan_out(sink: Sink) -> dict[str, Any]:
    """Seconds from writing a page to its arrival while a worker of its own sends the alert."""
    from notifications import outbox
    from notifications.kinds import KINDS
    from subscriptions import tenancy
    from subscriptions.models import User

    words = dict.fromkeys(KINDS["page"].words, "")
    worker = subprocess.Popen([sys.executable, "-c", WORKER], env=os.environ | {"PYTHONPATH": "."})
    written: dict[str, float] = {}
    try:
        time.sleep(5)
        for number in range(PAGES):
            address = f"agent{number}@xtreme.example"
            with tenancy.as_staff():
                agent = User.objects.create_user(address, name="Agent", is_staff=True)
                outbox.tell("page", [agent], f"page:{number}", context=words)
            written[address] = time.time()
            time.sleep(random.uniform(0.5, 1.5))
        time.sleep(3)
    finally:
        worker.terminate()
        worker.wait()
    waits = [sink.taken.get(address, float("inf")) - at for address, at in written.items()]
    return {
        "work": "page_during_fan_out",
        "pages": PAGES,
        "p50_s": round(median(waits), 3),
        "max_s": round(max(waits), 3),
    }


def _scan_due(finished: int) -> dict[str, Any]:
    """Milliseconds to find what is due beside FEW and beside so many finished rows."""
    from notifications.models import Notification
    from subscriptions import tenancy

    with tenancy.as_staff():
        Notification.objects.exclude(state="sent").update(state="sent")
    few = _leases(FEW)
    many = _leases(finished)
    return {
        "work": "scan_due",
        "finished": [FEW, finished],
        "p50_ms": [round(few, 3), round(many, 3)],
        "growth": round(many / few, 2),
    }


def _leases(finished: int) -> float:
    """p50 of finding a batch, with so many finished rows and 1,000 that wait."""
    from django.db import connection
    from django.utils import timezone

    from notifications import delivery
    from notifications.models import Notification
    from subscriptions import tenancy

    with psycopg.connect(addresses.database_url(), autocommit=True) as database:
        database.execute("truncate notifications_notification")
    with tenancy.as_staff(), connection.cursor() as cursor:
        for state, many in (("sent", finished), ("waiting", 1_000)):
            cursor.execute(FILL, {"state": state, "many": many})
    vacuum(addresses.database_url())
    took = []
    for _time in range(LEASES):
        with tenancy.as_staff():
            begun = time.perf_counter()
            found = list(Notification.objects.due(timezone.now()).in_turn()[: delivery.BATCH])
            took.append(time.perf_counter() - begun)
            assert len(found) == delivery.BATCH
    return median(took) * 1000


FILL = """
insert into notifications_notification (recipient_id, customer_id, channel, kind, event, context, link, priority,
    created_at, state, attempts, next_attempt_at, last_error, address, subject, text)
select u.id, null, 'email', 'renewal', %(state)s || n, '{}', '', 5, now(), %(state)s, 0, now(), '', '', '', ''
from generate_series(1, %(many)s) n
join (select id, row_number() over (order by id) - 1 as place from subscriptions_user) u
    on u.place = n %% (select count(*) from subscriptions_user)
"""


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.outbox", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--finished", type=int, default=FINISHED)
    arguments = parser.parse_args()
    for each in measured(arguments.people, arguments.finished):
        print(json.dumps(each), flush=True)
