"""The parent of the web processes: has them begun, begins another in the place of one that died, and ends them all.

It reads nothing of the product itself. What pages need is read by a process that forks the web processes and ends:
they share that memory for as long as they only read it, and nobody keeps a copy of what they have written into.
"""

import ctypes
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from math import inf

log = logging.getLogger(__name__)

ENDING = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
HEARD = {*ENDING, signal.SIGCHLD}
FLEETING = 5  # seconds: where one that took a dead one's place dies sooner, a third would as well
PR_SET_CHILD_SUBREAPER = 36

type Serve = Callable[[], None]


class Parent:
    """`read` reads what is served and gives what serves it until SIGTERM. `patience` is how many seconds what is
    being answered at the end may take; None for all it takes."""

    def __init__(self, read: Callable[[], Serve], patience: float | None) -> None:
        self._read, self._patience = read, patience
        self._begun: dict[int, float] = {}  # when, by number; of the first ones nobody asks
        self._is_ending = False

    def run(self, processes: int) -> int:
        """Until it is signalled to end. Gives an exit code: 0 unless what is begun does not last."""
        signal.signal(signal.SIGCHLD, lambda *_: None)  # what is ignored is not heard of
        signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
        code = 0
        if _adopts_orphans():
            code = self._begin_together(processes)
        else:
            self._begin(processes)
        while not (code or self._is_ending or (code := self._replace_dead())):
            self._hear(signal.sigwait(HEARD))
        self._end()
        return code

    def _hear(self, number: int) -> None:
        self._is_ending = self._is_ending or number in ENDING

    def _begin(self, processes: int) -> None:
        """Those that read for themselves."""
        for _each in range(processes):
            self._begun[_fork(lambda: self._read()())] = time.monotonic()

    def _begin_together(self, processes: int) -> int:
        """Those that share what was read once; gives the exit code of who read it."""
        listening, telling = os.pipe()
        reader = _fork(lambda: self._bear(processes, telling))
        os.close(telling)
        while (ended := os.waitpid(reader, os.WNOHANG)) == (0, 0):
            self._hear(signal.sigwait(HEARD))
            if self._is_ending:
                os.kill(reader, signal.SIGTERM)
        with open(listening) as numbers:
            self._begun = dict.fromkeys(map(int, numbers), -inf)
        return 0 if self._is_ending else os.waitstatus_to_exitcode(ended[1])

    def _bear(self, processes: int, telling: int) -> None:
        serve = self._read()

        def born() -> None:
            os.close(telling)
            serve()

        for _each in range(processes):
            os.write(telling, f"{_fork(born)}\n".encode())
        os._exit(0)  # without tidying up what its children use

    def _replace_dead(self) -> int:
        """Gives an exit code where one died at once."""
        for number, code in _dead():
            begun = self._begun.pop(number, None)
            if begun is None or self._is_ending:
                continue
            if time.monotonic() - begun < FLEETING:
                log.error("Another web process ended (%d) at once.", code)
                return code or 1
            log.error("A web process ended (%d); another begins.", code)
            self._begin(1)
        return 0

    def _end(self) -> None:
        self._signal(signal.SIGTERM)
        deadline = None if self._patience is None else time.monotonic() + self._patience
        while self._still_there():
            if deadline is None:
                signal.sigwait(HEARD)
            elif not signal.sigtimedwait(HEARD, max(deadline - time.monotonic(), 0)):
                self._signal(signal.SIGKILL)
                deadline = None

    def _still_there(self) -> bool:
        for number, _code in _dead():
            self._begun.pop(number, None)
        return bool(self._begun)

    def _signal(self, number: signal.Signals) -> None:
        for process in self._begun:
            os.kill(process, number)  # also who is dead is there until we have heard of it


def _fork(act: Callable[[], None]) -> int:
    """The number of a process that does nothing else."""
    if number := os.fork():
        return number
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)
    act()
    raise SystemExit


def _dead() -> Iterator[tuple[int, int]]:
    """The children that have ended, with their exit codes."""
    try:
        while (ended := os.waitpid(-1, os.WNOHANG)) != (0, 0):
            yield ended[0], os.waitstatus_to_exitcode(ended[1])
    except ChildProcessError:
        return


def _adopts_orphans() -> bool:
    """Whether children of our children are ours when their parent ends: from now on, on Linux."""
    return sys.platform == "linux" and ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0
