"""Compiles translations where gettext's msgfmt may be missing, as on a machine with nothing but Python."""

import os
from pathlib import Path

import polib

from xtreme.embedded import addresses
from xtreme.embedded.refusal import CannotRun


def compile_all(locale: Path = addresses.PROJECT / "locale") -> None:
    """Make each .mo that is missing or older than its .po. Raises CannotRun where it cannot be written."""
    for path in locale.glob("*/LC_MESSAGES/*.po"):
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
            try:
                _compile(path, compiled)
            except OSError as error:
                raise CannotRun(f"The translations {compiled} cannot be written: {error.strerror}.") from None


def _compile(path: Path, compiled: Path) -> None:
    part = compiled.with_suffix(f".{os.getpid()}")
    part.write_bytes(polib.pofile(str(path)).to_binary())
    part.replace(compiled)
