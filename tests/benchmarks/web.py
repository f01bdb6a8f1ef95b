"""A site served by granian, two processes with one thread each, on loopback; the product with the threads it has in
production."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.failure import NotMeasured
from tests.benchmarks.installation import variables
from tests.benchmarks.visitors import HOST, Visitor
from xtreme.embedded import launch

PROCESSES = 2
READY_SECONDS = 60
PATIENCE = 5
GRANIAN = ("granian", "--interface", "wsgi", "--no-ws", "--factory", "django.core.wsgi:get_wsgi_application")
DJANGO = (*GRANIAN, "--workers", str(PROCESSES), "--blocking-threads", "1", "--workers-kill-timeout", "1")
PRODUCT = ("xtreme.web", "--processes", str(PROCESSES), "--patience", "1")


@dataclass(frozen=True)
class Site:
    """One that is served: its port, and its parent process."""

    name: str
    port: int
    pid: int

    def memory(self) -> list[float]:
        """What each web process takes of the machine, in MB, with an equal part of what their parent takes: memory
        that several share is divided among them (PSS). Raises NotMeasured."""
        try:
            listed = subprocess.run(
                ["ps", "-A", "-o", "ppid=,pid="], capture_output=True, text=True, check=True
            )
            rows = [line.split() for line in listed.stdout.splitlines()]
            shares = [share(int(pid)) for parent, pid in rows if int(parent) == self.pid]
            of_parent = share(self.pid) / PROCESSES
        except (OSError, subprocess.CalledProcessError) as error:
            raise NotMeasured(f"The memory of {self.name}: {error}") from error
        if len(shares) != PROCESSES:
            raise NotMeasured(f"{self.name} has {len(shares)} web processes instead of {PROCESSES}.")
        return [round(share + of_parent, 1) for share in shares]


def share(pid: int) -> float:
    """The proportional set size of a process in MB, as Linux tells it. Raises OSError."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


@contextmanager
def served(
    name: str, settings: str, *, ready: str, python: str = sys.executable, module: Sequence[str] = DJANGO
) -> Iterator[Site]:
    """A site with these settings inside the block, once `ready` answers with 200. Raises NotMeasured."""
    port = _free_port()
    command = [python, "-m", *module, "--host", HOST, "--port", str(port)]
    with variables(DJANGO_SETTINGS_MODULE=settings):
        child = launch.start(name, command, at_our_death=signal.SIGTERM)
    try:
        _wait(name, port, ready, child)
        yield Site(name, port, child.pid)
    finally:
        launch.stop(child, signal.SIGTERM, PATIENCE)


@contextmanager
def product() -> Iterator[Site]:
    """The product, inside the block. Raises NotMeasured."""
    with served("web", "xtreme.settings", ready="/health/ready", module=PRODUCT) as site:
        yield site


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait(name: str, port: int, path: str, child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while child.poll() is None and time.monotonic() < deadline:
        with closing(Visitor(port)) as visitor:
            try:
                if visitor.get(path).status == 200:
                    return
            except NotMeasured:
                pass
        time.sleep(0.1)
    log = launch.log_path(name).read_text(errors="replace")
    raise NotMeasured(f"{name} does not serve {path}: {log[-2000:]}")
