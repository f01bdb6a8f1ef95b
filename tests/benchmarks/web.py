"""A site served as the product is in production: granian, two processes with one thread each, on loopback."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass

from tests.benchmarks.failure import NotMeasured
from tests.benchmarks.installation import variables
from tests.benchmarks.visitors import HOST, Visitor
from xtreme.embedded import launch

PROCESSES = 2
READY_SECONDS = 60
PATIENCE = 5
DJANGO = ("--factory", "django.core.wsgi:get_wsgi_application")
PRODUCT = ("xtreme.wsgi:application",)


@dataclass(frozen=True)
class Site:
    """One that is served: its port, and its parent process."""

    name: str
    port: int
    pid: int

    def memory(self) -> list[float]:
        """The resident memory of each web process, in MB, the parent left out. Raises NotMeasured."""
        try:
            listed = subprocess.run(
                ["ps", "-A", "-o", "ppid=,rss="], capture_output=True, text=True, check=True
            )
        except (OSError, subprocess.CalledProcessError) as error:
            raise NotMeasured(f"The memory of {self.name}: {error}") from error
        rows = [line.split() for line in listed.stdout.splitlines()]
        found = [int(rss) / 1024 for parent, rss in rows if int(parent) == self.pid]
        if len(found) != PROCESSES:
            raise NotMeasured(f"{self.name} has {len(found)} web processes instead of {PROCESSES}.")
        return [round(megabytes, 1) for megabytes in found]


@contextmanager
def served(
    name: str, settings: str, *, ready: str, python: str = sys.executable, application: Sequence[str] = DJANGO
) -> Iterator[Site]:
    """A site with these settings inside the block, once `ready` answers with 200. Raises NotMeasured."""
    port = _free_port()
    command = [python, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", HOST, "--port", str(port)]
    command += ["--workers", str(PROCESSES), "--blocking-threads", "1", "--workers-kill-timeout", "1"]
    command += application
    with variables(DJANGO_SETTINGS_MODULE=settings):
        child = launch.start(name, command, at_our_death=signal.SIGTERM)
    try:
        _wait(name, port, ready, child)
        yield Site(name, port, child.pid)
    finally:
        launch.stop(child, signal.SIGTERM, PATIENCE)


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
