"""Known holes in what the product depends on: `.venv/bin/python scripts/audit.py`. Asks the package index, so it is
not a step of `make check`, which runs without a network; run it before a release and once a week.

Exit code 0: none known; 1: some are; 2: a package, or all of them, could not be asked about.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
UNANSWERED = ("ConnectionError", "ServiceError", "Max retries exceeded", "HTTPSConnectionPool")


def locked() -> str:
    """What uv.lock pins, as pip reads it; of the product alone, not of its tests."""
    command = [
        "uv",
        "export",
        "--frozen",
        "--no-default-groups",
        "--no-emit-project",
        "--format",
        "requirements-txt",
    ]
    return subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout


def main() -> int:
    """Ask about every pinned package."""
    with tempfile.TemporaryDirectory() as directory:
        pinned = Path(directory) / "requirements.txt"
        pinned.write_text(locked())
        command: list[str | Path] = [
            BIN / "pip-audit",
            "--requirement",
            pinned,
            "--disable-pip",
            "--require-hashes",
        ]
        done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"NO_COLOR": "1"})
    sys.stdout.write(done.stdout)
    sys.stderr.write(done.stderr[-2000:])
    unasked = "could not be audited" in done.stdout or any(word in done.stderr for word in UNANSWERED)
    return 2 if unasked and "vulnerabilities in" not in done.stderr else done.returncode


if __name__ == "__main__":
    sys.exit(main())
