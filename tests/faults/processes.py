"""The processes of the product, each started, hurt and ended by the experiments, by its number."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.benchmarks.installation import variables
from tests.benchmarks.visitors import HOST
from xtreme.embedded import launch

PATIENCE = 70  # seconds that a process may take to end what it has begun: a run of delivery takes 60 at most
SENDERS = 2  # processes of a worker
CELERY = ["-m", "celery", "--app", "xtreme", "--quiet"]
WORKER = [
    "worker",
    "--concurrency",
    str(SENDERS),
    "--without-gossip",
    "--without-mingle",
    "--loglevel",
    "WARNING",
]
BEAT = ["beat", "--scheduler", "xtreme.beat.Scheduler", "--pidfile=", "--loglevel", "WARNING"]
# As docker-compose.yml has them; a worker whose clock is another one is started through clock.py.
CLOCK = ["-m", "tests.faults.clock"]


def worker(clock: Path | None) -> list[str]:
    """What runs a worker of two processes; by the clock that this file tells."""
    return [*CLOCK, str(clock), *WORKER] if clock else [*CELERY, *WORKER]


def beat(clock: Path | None) -> list[str]:
    return [*CLOCK, str(clock), *BEAT] if clock else [*CELERY, *BEAT]


def web(port: int) -> list[str]:
    """What serves the pages on the port."""
    return ["-m", "xtreme.web", "--host", HOST, "--port", str(port), "--threads", "2", "--patience", "1"]


class Process:
    """One of them, with all it started, in a session of its own."""

    def __init__(self, name: str, arguments: Sequence[str], **environment: str) -> None:
        self.name = name
        with variables(**environment):
            self._child = launch.start(name, [sys.executable, *arguments], at_our_death=signal.SIGKILL)

    @property
    def pid(self) -> int:
        return self._child.pid

    @property
    def ended(self) -> bool:
        return self._child.poll() is not None

    def kill(self) -> None:
        """SIGKILL to all of it: the machine it ran on is gone."""
        self._signal_all(signal.SIGKILL)
        self._child.wait()

    def pause(self) -> None:
        self._signal_all(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal_all(signal.SIGCONT)

    def ask_to_end(self) -> None:
        """SIGTERM to the parent alone, as a service manager does; it may finish what it has begun."""
        self._child.send_signal(signal.SIGTERM)

    def wait(self) -> None:
        """Until it has ended; who takes longer than PATIENCE is killed."""
        with suppress(subprocess.TimeoutExpired):
            self._child.wait(PATIENCE)
        self.kill()

    def children(self) -> list[int]:
        """The numbers of the processes it started."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/children")
        return [int(number) for task in tasks for number in task.read_text().split()]

    def _signal_all(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)
