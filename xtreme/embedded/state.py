"""The state directory: made, proved usable, and owned by one process at a time.

Locks are the kernel's (flock), so that none is left behind by a process that was killed.
"""

import errno
import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from notifications.push import keys
from xtreme.embedded import addresses, launch
from xtreme.embedded.refusal import CannotRun

FREE_MB = 200
PREDECESSOR_SECONDS = 5  # its PostgreSQL may still be writing all it has to disk
PARTS = ("run", "postgres", "postgres.new", "valkey", "mail", "files", "static", "logs", "children")
FILES = ("secret_key", "vapid_key", "smtp_port", "owner", "users")


def prepare() -> None:
    """Make the directory and prove that it can be written to. Raises CannotRun."""
    state = addresses.state_dir()
    try:
        state.mkdir(mode=0o711, parents=True, exist_ok=True)
        _prove_room(state)
        for name in ("logs", "mail", "valkey", "static", "files", "children"):
            (state / name).mkdir(mode=0o700, exist_ok=True)
        addresses.socket_dir().mkdir(mode=0o700, exist_ok=True)
        if not (state / "secret_key").exists():
            _write(state / "secret_key", secrets.token_urlsafe(50))
        if not (state / "vapid_key").exists():
            _write(state / "vapid_key", keys.new())
    except OSError as error:
        raise CannotRun(_sentence(state, error)) from error
    _prove_private(addresses.socket_dir())


def _prove_room(state: Path) -> None:
    free = shutil.disk_usage(state).free // 2**20
    if free < FREE_MB:
        raise CannotRun(
            f"The disk of {state} has only {free} MB free and {FREE_MB} MB are needed: "
            "make room, or set XTREME_STATE to a directory on another disk."
        )
    proof = state / f".proof-{os.getpid()}"
    proof.write_bytes(b"x" * 4096)
    proof.unlink()


def _prove_private(directory: Path) -> None:
    """The socket directory may lie in a shared place: refuse one that somebody else made."""
    if directory.is_symlink() or (os.geteuid() != 0 and directory.stat().st_uid != os.geteuid()):
        raise CannotRun(f"{directory} belongs to somebody else: set XTREME_STATE to a shorter path.")


def _sentence(state: Path, error: OSError) -> str:
    reason = {
        errno.EROFS: "the disk is read-only",
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "the disk quota is used up",
        errno.EACCES: "this user may not write there",
        errno.EPERM: "this user may not write there",
        errno.EEXIST: "it is a file, not a directory",
        errno.ENOTDIR: "a part of its path is a file, not a directory",
    }.get(error.errno or 0, error.strerror or str(error))
    return f"The state cannot be kept in {state}: {reason}. Set XTREME_STATE to a directory that takes it."


def _write(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text + "\n")


def keep_smtp_port(port: int) -> None:
    """Remember the mail sink's port for all who send."""
    _write(addresses.state_dir() / "smtp_port", str(port))


@contextmanager
def owned(purpose: str) -> Iterator[None]:
    """Be the one process that starts servers on this state; what an owner left that was killed has ended.

    Raises BlockingIOError while another process is the owner, CannotRun where the state cannot be used.
    """
    prepare()
    with _opened("owner") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if file.read():
            launch.end_leftovers(PREDECESSOR_SECONDS)
        _replace(file, f"{os.getpid()} {purpose}")
        try:
            yield
        finally:
            _replace(file, "")
            if addresses.state_dir() not in addresses.socket_dir().parents:
                shutil.rmtree(addresses.socket_dir(), ignore_errors=True)


def owner() -> str:
    """Who owns the state, as `process 4711 (make run)`; empty when nobody does."""
    try:
        file = (addresses.state_dir() / "owner").open()
    except FileNotFoundError:
        return ""
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            pid, _, purpose = file.read().partition(" ")
            return f"process {pid} ({purpose})"
    return ""


@contextmanager
def used() -> Iterator[None]:
    """Use servers that another process started; a command that started them waits for us (`unused`)."""
    with _opened("users") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def unused(wait: float = 600) -> None:
    """Wait until no other process uses the servers, `wait` seconds at most."""
    deadline = time.monotonic() + wait
    with _opened("users") as file:
        while time.monotonic() < deadline:
            with suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            time.sleep(0.1)


def reset() -> None:
    """Remove what the product keeps, nothing else that may lie there. Raises CannotRun while in use."""
    state = addresses.state_dir()
    if not state.is_dir():
        return
    try:
        with owned("make reset"):
            for part in PARTS:
                if (state / part).exists():
                    shutil.rmtree(state / part)
            shutil.rmtree(addresses.socket_dir(), ignore_errors=True)
        for name in FILES:
            (state / name).unlink(missing_ok=True)
    except BlockingIOError:
        raise CannotRun(f"{state} is in use by {owner()}: stop it first.") from None
    except OSError as error:
        raise CannotRun(_sentence(state, error)) from error


@contextmanager
def _opened(name: str) -> Iterator[IO[str]]:
    path = addresses.state_dir() / name
    try:
        path.touch(mode=0o600)
        file = path.open("r+")
    except OSError as error:
        raise CannotRun(_sentence(addresses.state_dir(), error)) from error
    with file:
        yield file


def _replace(file: IO[str], text: str) -> None:
    file.seek(0)
    file.truncate()
    file.write(text)
    file.flush()
