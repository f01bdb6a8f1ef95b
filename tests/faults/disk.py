"""A disk of the experiments' own, that can be full: memory mounted where nobody else sees it (Linux, as root)."""

import errno
import os
import subprocess
from pathlib import Path

from tests.faults.failure import NotPossible

BALLAST = "ballast"
BLOCK = 1_000_000


def separate() -> bool:
    """Have mounts of this process and its children seen by nobody else, and gone with the last of them. Says
    whether this machine allows it."""
    try:
        os.unshare(os.CLONE_NEWNS)
        return subprocess.run(["mount", "--make-rprivate", "/"], capture_output=True).returncode == 0
    except (AttributeError, OSError):
        return False


def mount(directory: Path, megabytes: int) -> None:
    """Make the directory a disk of that size. Raises NotPossible."""
    directory.mkdir(parents=True, exist_ok=True)
    options = f"size={megabytes}m,mode=0711"
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "none", directory], capture_output=True, text=True
    )
    if done.returncode:
        raise NotPossible(f"A disk of its own cannot be mounted: {done.stderr.strip()}")


def fill(directory: Path) -> None:
    """Leave no byte free on the disk of this directory. Raises NotPossible where it is not one of its own."""
    if not os.path.ismount(directory):
        raise NotPossible("Only root on Linux can make a disk that may be full.")
    with (directory / BALLAST).open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * BLOCK)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise


def empty(directory: Path) -> None:
    """There is room again."""
    (directory / BALLAST).unlink(missing_ok=True)
