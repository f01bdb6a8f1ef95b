"""Known holes in what the product depends on, of which uv.lock pins the versions: a step of `make check`, and
`.venv/bin/python scripts/audit.py` by itself. Asks the package index.

Exit code 0: none known; 1: some are; 75: it could not be asked about all of them.
"""

import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
OURS = "xtreme-support"
NOT_ASKED = os.EX_TEMPFAIL
PATIENCE = 120  # seconds


def locked() -> list[str]:
    """The product's packages as pip names them, those of its tests left out."""
    packages = {each["name"]: each for each in tomllib.loads((PROJECT / "uv.lock").read_text())["package"]}
    found, wanted = set[tuple[str, str]](), [(OURS, "")]
    while wanted:
        name, extra = asked = wanted.pop()
        if asked in found:
            continue
        found.add(asked)
        package: dict[str, Any] = packages[name]
        needs = package["optional-dependencies"][extra] if extra else package.get("dependencies", [])
        wanted += [(need["name"], each) for need in needs for each in ["", *need.get("extra", [])]]
    names = {name for name, _extra in found} - {OURS}
    return [f"{name}=={packages[name]['version']}" for name in sorted(names)]


def main() -> int:
    """Ask about every pinned package."""
    with tempfile.TemporaryDirectory() as directory:
        pinned = Path(directory) / "requirements.txt"
        pinned.write_text("\n".join(locked()))
        command: list[str | Path] = [BIN / "pip-audit", "--requirement", pinned, "--no-deps", "--disable-pip"]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, env=os.environ | {"NO_COLOR": "1"}, timeout=PATIENCE
            )
        except subprocess.TimeoutExpired:
            print("The package index does not answer.")
            return NOT_ASKED
    holes = "known vulnerabilit" in done.stderr and "No known" not in done.stderr
    sys.stdout.write(done.stdout)
    sys.stderr.write(done.stderr[-2000:])
    if holes:
        return 1
    return NOT_ASKED if done.returncode or "could not be audited" in done.stdout else 0


if __name__ == "__main__":
    sys.exit(main())
