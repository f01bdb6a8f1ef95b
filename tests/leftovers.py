"""The directory of a test run: gone at its end, or, if that was a kill, when the next run begins."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

PREFIX = "xtreme-test-"


def new_directory():
    """A new directory that belongs to this process; those of processes that are no more are removed."""
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = path.name.removeprefix(PREFIX).split("-")[0]
        if owner.isdecimal() and Path("/proc/self").exists() and not Path("/proc", owner).exists():
            shutil.rmtree(path, ignore_errors=True)
    path = tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-")
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path
