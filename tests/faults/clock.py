"""Celery by a clock that steps: `python -m tests.faults.clock FILE ARGUMENT...`.

FILE holds the seconds by which this process's clock is ahead (negative: behind). It is read at the start and
whenever the process gets SIGCONT: the clock steps then, as when a machine's time is set, or it was asleep. Only
what tells the time of day steps; intervals (`time.monotonic`) do not, as on a real machine.
"""

import signal
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import time_machine


class SteppingClock:
    """time-machine, moved anew by `step`; each process that is forked keeps its own."""

    def __init__(self, file: Path) -> None:
        self.file, self.ahead = file, 0.0
        self.moved: Any = None

    def step(self, *_signal: object) -> None:
        """Go by what the file says now."""
        ahead = 0.0
        with suppress(OSError, ValueError):
            ahead = float(self.file.read_text())
        if ahead == self.ahead:
            return
        if self.moved:
            self.moved.stop()
        self.moved, self.ahead = None, ahead
        if ahead:
            self.moved = time_machine.travel(datetime.now(UTC) + timedelta(seconds=ahead), tick=True)
            self.moved.start()


def main() -> None:
    clock = SteppingClock(Path(sys.argv[1]))
    clock.step()
    signal.signal(signal.SIGCONT, clock.step)
    from xtreme.celery import app

    app.start(["--quiet", *sys.argv[2:]])


if __name__ == "__main__":
    main()
