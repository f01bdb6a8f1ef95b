"""What `make check` runs: every step, two at a time, each with its name and only what it complains of.

Steps that want a database get one in a temporary state; nothing of the developer's data is touched. What they have
migrated is kept for the tests, as theirs is for them (tests/kept_database.py): it takes longer than all that is
asked of it.
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from tests import kept_database  # noqa: E402
from xtreme.embedded.servers import servers  # noqa: E402

PYTHON = sys.executable
BIN = Path(PYTHON).parent
ROOMS = ["subscriptions", "notifications", "entitlements", "tickets", "xtreme"]
SHOWN_LINES = 60
COMPOSE = ["--builtin-schema", "vendor.compose-spec", "docker-compose.yml"]

MIGRATES = "tables are walled"

STEPS: dict[str, list[str | Path]] = {
    "types": [BIN / "mypy", *ROOMS, "scripts", "manage.py"],
    "style": [BIN / "ruff", "check", "--quiet", "."],
    "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "architecture": [BIN / "lint-imports"],
    "templates": [BIN / "djlint", "--quiet", "--lint", "templates", *ROOMS],
    "migrations are written": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "migrations are safe": [PYTHON, "scripts/lint_migrations.py"],
    MIGRATES: [PYTHON, "scripts/check_walls.py"],
    "translations": [PYTHON, "scripts/lint_catalogues.py"],
    "compose file": [BIN / "check-jsonschema", *COMPOSE],
    "dependencies": [PYTHON, "scripts/audit.py"],
}


def passes(step: str) -> bool:
    """Run one step and print how it went. One that ends with EX_TEMPFAIL could not be done here, which is said."""
    begun = time.monotonic()
    result = subprocess.run(
        STEPS[step],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    took = f"{time.monotonic() - begun:.1f} s"
    if result.returncode in (0, os.EX_TEMPFAIL):
        how = "" if result.returncode == 0 else ": could not be asked, which only a network can"
        print(f"ok    {step} ({took}){how}", flush=True)
    else:
        lines = result.stdout.strip().splitlines()
        more = [f"... and {len(lines) - SHOWN_LINES} more lines"] if len(lines) > SHOWN_LINES else []
        print("\n".join([f"FAIL  {step} ({took})", *lines[:SHOWN_LINES], *more, ""]), flush=True)
    return result.returncode in (0, os.EX_TEMPFAIL)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="xtreme-check-") as state:
        os.environ["XTREME_STATE"] = state
        os.environ.pop("DATABASE_URL", None)
        kept = kept_database.restore()
        with servers("make check", durable=False), ThreadPoolExecutor(2) as pool:
            failed = [step for step, passed in zip(STEPS, pool.map(passes, STEPS), strict=True) if not passed]
        if MIGRATES not in failed:
            kept_database.migrated().touch()
        kept_database.keep(kept)
    sys.exit(f"{len(failed)} of {len(STEPS)} steps failed: {', '.join(failed)}" if failed else None)


if __name__ == "__main__":
    main()
