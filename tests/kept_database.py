"""The migrated cluster of a test run, kept for the next one: making it is most of the time of a narrow run.

It lies in .database_cache under a digest of what it was made from, so a fresh clone always migrates. Removing the
directory costs the next run that time and nothing else.
"""

import hashlib
import shutil
import subprocess
from pathlib import Path

from xtreme.embedded import addresses

KEPT = addresses.PROJECT / ".database_cache"
MADE_FROM = (
    "uv.lock",
    "subscriptions/first_migrations.py",
    "subscriptions/kept.py",
    "subscriptions/tenancy*.py",
    "subscriptions/scope*.py",
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
