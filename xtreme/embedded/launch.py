"""Starts a child that ends when we end, however we end.

On Linux the kernel signals the child when its parent is gone (PR_SET_PDEATHSIG). What does not heed that, or
runs where there is no such signal, is ended by whoever next owns the state: each named child and all that it
starts hold a lock of the kernel's, beside which its number is written.
"""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import IO

from xtreme.embedded import addresses
from xtreme.embedded.refusal import CannotRun

PR_SET_PDEATHSIG = 1
LOG_BYTES = 10_000_000
UNKILLABLE_SECONDS = 10

LINUX = sys.platform == "linux"
libc = ctypes.CDLL(None, use_errno=True)


def start(
    name: str | None,
    command: Sequence[str | Path],
    *,
    at_our_death: signal.Signals = signal.SIGINT,
    setup: Callable[[], None] | None = None,
    cwd: Path = addresses.PROJECT,
    inherits: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own; output goes to logs/<name>.log, without a name to ours. The child
    gets the files `inherits` under their numbers."""
    parent = os.getpid()

    def prepare_child() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        if setup:
            setup()
        end_with_parent(at_our_death)
        if os.getppid() != parent:
            os._exit(1)
        if lock:
            os.write(lock.fileno(), str(os.getpid()).encode())

    with (
        log_path(name).open("ab") if name else nullcontext() as log,
        _locked(name) if name else nullcontext() as lock,
    ):
        return subprocess.Popen(
            list(command),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=prepare_child,
            pass_fds=[*inherits, *([lock.fileno()] if lock else [])],
        )


@contextmanager
def _locked(name: str) -> Iterator[IO[str]]:
    """A file with a lock for the child to hold; one that still runs under this name keeps its own."""
    path = _locks() / name
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    with path.open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock


def _locks() -> Path:
    return addresses.state_dir() / "children"


def end_leftovers(patience: float) -> None:
    """Wait until the children of a killed owner are gone, after `patience` seconds kill them.

    Raises CannotRun when one stays even so.
    """
    deadline = time.monotonic() + patience
    for path in sorted(_locks().glob("*")):
        with path.open() as lock:
            while not _is_free(lock):
                late = time.monotonic() - deadline
                number = lock.read()
                if late > UNKILLABLE_SECONDS:
                    raise CannotRun(f"Process {number} ({path.name}), left by a killed run, does not end.")
                if late > 0 and number:
                    with suppress(ProcessLookupError, PermissionError):
                        os.killpg(int(number), signal.SIGKILL)
                time.sleep(0.02)


def _is_free(lock: IO[str]) -> bool:
    lock.seek(0)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def log_path(name: str) -> Path:
    """The log of a child; one that grew large is put aside."""
    path = addresses.state_dir() / "logs" / f"{name}.log"
    if path.exists() and path.stat().st_size > LOG_BYTES:
        path.replace(path.with_suffix(".log.1"))
    return path


def last_line(name: str) -> str:
    """The last line of a child's log, to be shown to a person."""
    try:
        lines = log_path(name).read_text(errors="replace").split("\n")
    except OSError:
        return ""
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def end_with_parent(number: signal.Signals) -> None:
    """Have the kernel send us `number` when our parent is gone (Linux only)."""
    if LINUX:
        libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)


def stop(child: subprocess.Popen[bytes], number: signal.Signals | None, patience: float) -> None:
    """Signal the child (None: it was), wait `patience` seconds, then kill it with all that it started."""
    if number is not None and child.poll() is None:
        child.send_signal(number)
    with suppress(subprocess.TimeoutExpired):
        child.wait(max(patience, 0))
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
