"""Vega-Lite drawn as SVG by a process of its own, one for each process that asks.

The library brings a JavaScript engine of some 100 MB, which a web process would never give back. The child
is started by the first picture (0.7 s), draws each further one in about 25 ms, and ends when it has had nothing to
draw for ten minutes or when the process that asked is gone. It reads a line of JSON for each picture, the
specification, and answers with one, the SVG or what was wrong.
"""

import json
import os
import select
import subprocess
import sys
import time
from threading import Lock

IDLE = 600  # seconds without a picture
PATIENCE = 20  # seconds for one
TAKEN = 65_536  # bytes at most of one reading


class NotDrawn(Exception):
    """There is no picture: the specification is wrong, or the child died or was too slow."""


class Draughtsman:
    """The child, started when it is needed; one picture at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def draw(self, specification: str) -> str:
        """The SVG of a Vega-Lite specification that is JSON on one line. Raises NotDrawn."""
        with self._lock:
            try:
                answer = json.loads(self._answer(self._ready(), specification))
            except (OSError, ValueError, TimeoutError) as error:
                self._dismiss()
                raise NotDrawn(str(error)) from error
        if "svg" not in answer:
            raise NotDrawn(answer.get("error"))
        return str(answer["svg"])

    def _ready(self) -> subprocess.Popen[bytes]:
        """The child, another one where it has ended. One that is about to end still answers what it has read."""
        if self._child is None or self._child.poll() is not None:
            self._child = subprocess.Popen(  # noqa: S603  this file
                [sys.executable, "-P", __file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
                start_new_session=True,  # it ends with its stdin, not by Ctrl-C
            )
        return self._child

    @staticmethod
    def _answer(child: subprocess.Popen[bytes], specification: str) -> bytes:
        assert child.stdin
        assert child.stdout
        child.stdin.write(specification.encode() + b"\n")
        deadline = time.monotonic() + PATIENCE
        answer = b""
        while not answer.endswith(b"\n"):
            ready, _, _ = select.select([child.stdout], [], [], max(deadline - time.monotonic(), 0))
            part = os.read(child.stdout.fileno(), TAKEN) if ready else b""
            if not part:
                raise TimeoutError("no answer" if not ready else "the drawing process has ended")
            answer += part
        return answer

    def _dismiss(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None


draughtsman = Draughtsman()


def serve() -> None:
    """What the child does until nobody asks any more."""
    import vl_convert

    asked = b""
    while select.select([0], [], [], IDLE)[0]:
        part = os.read(0, TAKEN)
        if not part:
            return
        *lines, asked = (asked + part).split(b"\n")
        for line in lines:
            try:
                answer = {"svg": vl_convert.vegalite_to_svg(line.decode())}
            except ValueError as error:
                answer = {"error": str(error)}
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    serve()
