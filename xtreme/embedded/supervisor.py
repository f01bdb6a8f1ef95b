"""Keeps programs running: one that ends is started again, after a pause that grows while it keeps ending.

Knows nothing of what the programs are; run.py says that.
"""

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass

from xtreme.embedded import launch
from xtreme.embedded.refusal import CannotRun

LONGEST_PAUSE = 15.0
STEADY_SECONDS = 30.0

Child = subprocess.Popen[bytes]


@dataclass
class Program:
    """Something to be kept running; `start` returns when it may be used."""

    name: str
    start: Callable[[], Child]
    stop_signal: signal.Signals = signal.SIGTERM
    child: Child | None = None
    started: float = 0
    failures: int = 0
    resume: float = 0

    def begin(self) -> None:
        self.started = time.monotonic()
        self.child = self.start()

    def mind(self) -> None:
        """Start it again when it ended and its pause is over."""
        now = time.monotonic()
        if self.child is not None:
            code = self.child.poll()
            if code is None:
                return
            launch.stop(self.child, None, 0)  # what it had started must not go on alone
            self._ended(f"ended ({code})", now)
        if now >= self.resume:
            try:
                self.begin()
            except (CannotRun, OSError) as error:
                self._ended(f"did not start ({error})", now)

    def _ended(self, how: str, now: float) -> None:
        self.child = None
        self.failures = 0 if now - self.started > STEADY_SECONDS else self.failures + 1
        pause = min(LONGEST_PAUSE, 0.25 * 2**self.failures)
        self.resume = now + pause
        log = launch.log_path(self.name)
        print(f"{self.name} {how}, next start in {pause:.1f} s; its log: {log}", flush=True)


def stop(programs: list[Program], patience: float) -> None:
    """Ask all of them at once to end; after `patience` seconds kill those left, with all they started."""
    children = [(program, program.child) for program in programs if program.child is not None]
    for program, child in children:
        if child.poll() is None:
            child.send_signal(program.stop_signal)
    deadline = time.monotonic() + patience
    for program, child in children:
        launch.stop(child, None, deadline - time.monotonic())
        program.child = None
