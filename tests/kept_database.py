"""The migrated cluster of a test run, kept for the next one: making it is most of the time of a narrow run.

It lies in .database_cache under a digest of what it was made from, so a fresh clone always migrates. Removing the
directory costs the next run that time and nothing else. `python -m tests.kept_database` migrates the database of
this run, if nobody has.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg

from xtreme.embedded import addresses

KEPT = addresses.PROJECT / ".database_cache"
MADE_FROM = (
    "uv.lock",
    "subscriptions/first_migrations.py",
    "subscriptions/kept.py",
    "subscriptions/tenancy*.py",
    "subscriptions/scope*.py",
    "tests/kept_database.py",
    "xtreme/embedded/postgres.py",
    "[a-z]*/**/migrations/*.py",
    "[a-z]*/**/models/*.py",
    "[a-z]*/**/models.py",
    "[a-z]*/**/triggers.py",
)


def restore() -> Path:
    """Put the kept cluster into the state of this run, if there is one of the same make. Gives where such a one
    belongs: what is edited while the run lasts makes another."""
    kept = _kept()
    if kept.is_dir():
        _copy(kept, addresses.state_dir() / "postgres")
        migrated().touch()
    return kept


def keep(kept: Path) -> None:
    """Keep the cluster of this run, whose servers have stopped, in place of an older one."""
    if kept.exists() or not migrated().exists():
        return
    shutil.rmtree(KEPT, ignore_errors=True)
    KEPT.mkdir()
    _copy(addresses.state_dir() / "postgres", KEPT / "new")
    (KEPT / "new").rename(kept)


def lend(state: Path) -> None:
    """Give the product that is going to start in `state` a copy of the kept cluster, where there is one."""
    kept = _kept()
    if kept.is_dir():
        state.mkdir(mode=0o711)
        _copy(kept, state / "postgres")


def have_migrated() -> None:
    """Migrate the database that the workers clone, or wait until it is. It stays what it is until `open_to_all`; a
    clone does not inherit that."""
    with (addresses.state_dir() / "migrating").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not migrated().exists():
            surroundings = os.environ | {"DJANGO_SETTINGS_MODULE": "xtreme.settings"}
            command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(command, cwd=addresses.PROJECT, env=surroundings, check=True)
            migrated().touch()
        _alter("set default_transaction_read_only = on")


def open_to_all() -> None:
    """Whoever starts on a copy of the cluster may write again."""
    _alter("reset default_transaction_read_only")


def _alter(what: str) -> None:
    writing = "-c default_transaction_read_only=off"
    with psycopg.connect(addresses.database_url(), options=writing, autocommit=True) as template:
        template.execute(f"alter role {addresses.LOGIN} in database {addresses.DATABASE} {what}")


def migrated() -> Path:
    """The mark that the database of this run is migrated."""
    return addresses.state_dir() / "migrated"


def _kept() -> Path:
    made_from = hashlib.sha256()
    for pattern in MADE_FROM:
        for path in sorted(addresses.PROJECT.glob(pattern)):
            made_from.update(f"{path.relative_to(addresses.PROJECT)}\0".encode() + path.read_bytes())
    return KEPT / made_from.hexdigest()[:16]


def _copy(source: Path, target: Path) -> None:
    """With owners and modes: PostgreSQL takes no cluster that others may read."""
    subprocess.run(["cp", "-a", source, target], check=True)


if __name__ == "__main__":
    have_migrated()
