"""Errands of requests: what Valkey is told after a commit is told by a thread of the process, so that nobody waits
for it, however slow it is. In processes that have not called `beside_requests` an errand is done at once.

An errand is lost with its process: only for what is made good without it (beat finds what waits, R5.2; a page shows
with the next change what it has missed).
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread

from django.db import connection, transaction

log = logging.getLogger(__name__)

type Errand = Callable[[], object]

GATHERING = 0.2  # seconds from the first that waits until all are done: requests come one after the other
MOST = 10_000  # that wait; more are left undone, so that memory is bounded while Valkey hangs


class _Runner:
    """Does errands one after the other, in their order. One that waits already is not done twice."""

    def __init__(self) -> None:
        self._waiting: dict[Errand, None] = {}
        self._some = Condition()
        self._thread: Thread | None = None

    def take(self, errand: Errand) -> None:
        with self._some:
            if len(self._waiting) < MOST:
                self._waiting[errand] = None
            if self._thread is None or not self._thread.is_alive():  # a process that was forked has none yet
                self._thread = Thread(target=self._run, name="errands", daemon=True)
                self._thread.start()
            self._some.notify()

    def _run(self) -> None:
        while True:
            with self._some:
                self._some.wait_for(lambda: self._waiting)
            time.sleep(GATHERING)
            while errand := self._next():
                try:
                    errand()
                except Exception:
                    log.exception("an errand of a request failed")

    def _next(self) -> Errand | None:
        with self._some:
            errand = next(iter(self._waiting), None)
            if errand:
                del self._waiting[errand]
            return errand


_runner: _Runner | None = None


def beside_requests() -> None:
    """From now on nobody in this process, and in those forked from it, waits for errands."""
    global _runner
    _runner = _Runner()


def after_commit(errand: Errand) -> None:
    """Have it done when the transaction is committed; once, however often that is asked."""
    left = _Left(errand)
    if not any(left in waiting for waiting in connection.run_on_commit):
        transaction.on_commit(left, robust=True)


def do(errand: Errand) -> None:
    """Have it done, now or soon. Equal errands that wait are one."""
    if _runner is None:
        errand()
    else:
        _runner.take(errand)


@dataclass(frozen=True)
class _Left:
    errand: Errand

    def __call__(self) -> None:
        do(self.errand)
