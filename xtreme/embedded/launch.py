"""Starts a child that ends when we end, however we end; also as an unprivileged user.

On Linux the kernel signals the child when its parent is gone (PR_SET_PDEATHSIG). PostgreSQL refuses to run as
root: started by root it runs as `nobody`. Where the folders above are closed to others, that child keeps one
right of root, to pass through folders; nothing is opened, copied or created for it.
"""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from xtreme.embedded import addresses
from xtreme.embedded.refusal import CannotRun

PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 8, 47, 2
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
CAPABILITY_VERSION = 0x20080522
LOG_BYTES = 10_000_000

_linux = sys.platform == "linux"
_libc = ctypes.CDLL(None, use_errno=True)


def start(
    name: str,
    command: Sequence[str | Path],
    *,
    at_our_death: signal.Signals = signal.SIGINT,
    setup: Callable[[], None] | None = None,
    cwd: Path = addresses.PROJECT,
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own, its output appended to the state's logs/<name>.log."""
    parent = os.getpid()

    def prepare_child() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        if setup:
            setup()
        end_with_parent(at_our_death)
        if os.getppid() != parent:
            os._exit(1)

    with log_path(name).open("ab") as log:
        return subprocess.Popen(
            list(command),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=prepare_child,  # noqa: PLW1509  we start children from one thread
        )


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
    if _linux:
        _libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)


def stop(child: subprocess.Popen[bytes], number: signal.Signals, patience: float) -> None:
    """Signal the child, wait `patience` seconds, then kill it with all that it started."""
    if child.poll() is None:
        child.send_signal(number)
    try:
        child.wait(max(patience, 0))
    except subprocess.TimeoutExpired:
        pass
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    child.wait()


def service_user() -> pwd.struct_passwd | None:
    """The user PostgreSQL runs as, where it is not the one who starts it. Raises CannotRun where there is none."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        raise CannotRun("PostgreSQL does not run as root and there is no user `nobody`: start as another user.") from None


def become(user: pwd.struct_passwd, *paths: Path) -> Callable[[], None]:
    """What a child of root does to become `user`, still able to get at `paths`. Raises CannotRun."""
    closed = next((p for path in paths for p in path.resolve().parents if not _open_to(user, p)), None)
    right = _right_to_pass() if closed else None
    if closed and right is None:
        raise CannotRun(
            f"PostgreSQL does not run as root, and the user it runs as cannot pass {closed}: "
            "start as another user, or move the project and XTREME_STATE to folders that others may enter."
        )

    def setup() -> None:
        os.setgroups([])
        os.setgid(user.pw_gid)
        if right is None:
            os.setuid(user.pw_uid)
        else:
            _libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
            os.setuid(user.pw_uid)
            _keep(right)

    return setup


def _open_to(user: pwd.struct_passwd, directory: Path) -> bool:
    found = directory.stat()
    shift = 6 if found.st_uid == user.pw_uid else 3 if found.st_gid == user.pw_gid else 0
    return bool(found.st_mode >> shift & 1)


def _right_to_pass() -> int | None:
    """The smaller of the two rights that open folders, as far as this root has it (a container may withhold it)."""
    if not _linux:
        return None
    status = Path("/proc/self/status").read_text()
    ours = int(status.split("CapEff:")[1].split()[0], 16)
    return next((right for right in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE) if ours >> right & 1), None)


def _keep(right: int) -> None:
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    data = (ctypes.c_uint32 * 6)(1 << right, 1 << right, 1 << right, 0, 0, 0)
    _libc.capset(header, data)
    _libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, right, 0, 0)
