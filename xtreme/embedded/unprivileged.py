"""Starts what refuses to run as root: PostgreSQL, which then runs as `nobody`.

Where the folders above its files are closed to others, the child keeps one right of root, to pass through
folders; no folder is opened, and no file copied, for it.
"""

import os
import pwd
from collections.abc import Callable
from ctypes import c_uint32
from pathlib import Path

from xtreme.embedded.launch import LINUX, libc
from xtreme.embedded.refusal import CannotRun

PR_SET_SECUREBITS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 28, 47, 2
SECBIT_NO_SETUID_FIXUP = 1 << 2  # also has access(2) heed the right, which initdb asks
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_SETPCAP = 1, 2, 8
CAPABILITY_VERSION = 0x20080522


def service_user() -> pwd.struct_passwd | None:
    """The user PostgreSQL runs as when root starts it, else None. Raises CannotRun where there is none."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        raise CannotRun(
            "PostgreSQL does not run as root and there is no user `nobody`: start as another user."
        ) from None


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
            libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
            os.setuid(user.pw_uid)
            _keep(right)

    return setup


def _open_to(user: pwd.struct_passwd, directory: Path) -> bool:
    found = directory.stat()
    shift = 6 if found.st_uid == user.pw_uid else 3 if found.st_gid == user.pw_gid else 0
    return bool(found.st_mode >> shift & 1)


def _right_to_pass() -> int | None:
    """The smaller of the two rights that open folders; a container may withhold them even from root."""
    if not LINUX:
        return None
    status = Path("/proc/self/status").read_text()
    ours = int(status.split("CapEff:")[1].split()[0], 16)
    rights = (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE) if ours >> CAP_SETPCAP & 1 else ()
    return next((right for right in rights if ours >> right & 1), None)


def _keep(right: int) -> None:
    header = (c_uint32 * 2)(CAPABILITY_VERSION, 0)
    data = (c_uint32 * 6)(1 << right, 1 << right, 1 << right, 0, 0, 0)
    libc.capset(header, data)
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, right, 0, 0)
