"""The sink as an experiment handles it: started, told how to treat mail, asked what it took."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

from tests.benchmarks.visitors import HOST
from tests.faults.failure import Failed
from tests.faults.rules import Rule
from tests.faults.sink import Taken
from tests.postbox import free_port
from xtreme.embedded import launch

PATIENCE = 5  # seconds
READY_SECONDS = 20
POLL_SECONDS = 0.02


class Post:
    """A sink on a port of its own. `url` is what EMAIL_URL takes."""

    def __init__(self, directory: Path) -> None:
        self._asking = directory / "sink.sock"
        self._port = free_port()
        self.url = f"smtp://{HOST}:{self._port}"
        self._process = self._start()
        self._connection = self._connect()
        self._answers = self._connection.makefile("rb")

    def _start(self) -> "subprocess.Popen[bytes]":
        command: list[str | Path] = [sys.executable, "-m", "tests.faults.sink", str(self._port), self._asking]
        return launch.start("sink", command, at_our_death=signal.SIGTERM)

    def _connect(self) -> socket.socket:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            connection = socket.socket(socket.AF_UNIX)
            try:
                connection.connect(str(self._asking))
            except OSError:
                connection.close()
                time.sleep(POLL_SECONDS)
            else:
                return connection
        raise Failed(f"The sink does not start: {launch.last_line('sink')}")

    def close(self) -> None:
        self._connection.close()
        launch.stop(self._process, signal.SIGTERM, PATIENCE)

    def treat(self, *rules: Rule) -> None:
        """From now on by these rules; none: everything is taken."""
        self._ask(do="rules", rules=[asdict(rule) for rule in rules])

    def refuse(self) -> None:
        """From now on: connection refused."""
        self._ask(do="refuse")

    def listen(self) -> None:
        self._ask(do="listen")

    def forget(self) -> None:
        """As new: nothing taken, everything will be."""
        self.listen()
        self.treat()
        self._ask(do="forget")

    def taken(self) -> list[Taken]:
        """Every mail that it took, in the order taken."""
        return [
            Taken(**mail | {"subject": str(make_header(decode_header(mail["subject"])))})
            for mail in self._ask(do="taken")
        ]

    @property
    def count(self) -> int:
        """How many mails it took."""
        return int(self._ask(do="count")["taken"])

    @property
    def done(self) -> int:
        """How often a rule of the last `treat` was followed."""
        return int(self._ask(do="count")["done"])

    def wait(self, until: Callable[["Post"], bool], seconds: float = 60) -> None:
        """Until that is so. Raises Failed."""
        deadline = time.monotonic() + seconds
        while not until(self):
            if time.monotonic() > deadline:
                raise Failed(f"The sink took {self.count} mails in {seconds:.0f} s: it did not come to it.")
            time.sleep(POLL_SECONDS)

    def _ask(self, **asked: Any) -> Any:
        self._connection.sendall(json.dumps(asked).encode() + b"\n")
        return json.loads(self._answers.readline())
