"""Installs django-helpdesk from the package index into a folder that is kept between runs."""

import subprocess
import sys
from pathlib import Path

VERSION = "2.6.1"
# It is made for Django 5.2 and 6.0. The driver and the server are those of the product.
REQUIREMENTS = (f"django-helpdesk=={VERSION}", "django~=6.0.0", "psycopg[binary]~=3.3", "granian~=2.8")


class NotInstalled(Exception):
    """There is no django-helpdesk to compare with; the text says why."""


def python(cache: Path) -> Path:
    """The Python of an environment that has it. Raises NotInstalled, as without a network."""
    folder = cache / f"django-helpdesk-{VERSION}"
    program, proof = folder / "bin" / "python", folder / "built"
    wanted = "\n".join(REQUIREMENTS)
    if not (proof.exists() and proof.read_text() == wanted and program.exists()):
        cache.mkdir(parents=True, exist_ok=True)
        _run([sys.executable, "-m", "venv", "--clear", folder])
        pip = [program, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*pip, "--retries", "1", "--timeout", "20", *REQUIREMENTS])
        proof.write_text(wanted)
    return program


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise NotInstalled(
            f"django-helpdesk {VERSION} could not be installed, as without a network: {said[-1]}"
        )
