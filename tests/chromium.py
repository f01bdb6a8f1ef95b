"""The Chromium that tests and pictures drive. `python -m tests.chromium` prints where a whole one is, or exits with
1."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

LIGHT = ("chromium-headless-shell",)  # the same engine without windows: a third of the CPU for opening a page
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")


def path(*names: str) -> str | None:
    """The first installed of these browsers (of all, the light ones first), else Playwright's own; None where none
    starts."""
    installed = [found for name in names or LIGHT + WHOLE if (found := shutil.which(name))]
    return next((candidate for candidate in installed if starts(candidate)), None) or of_playwright()


def of_playwright() -> str | None:
    with sync_playwright() as playwright:
        candidate = playwright.chromium.executable_path
    return candidate if starts(candidate) else None


def starts(candidate: str) -> bool:
    """Whether it runs at all: Playwright's may lack libraries of the system."""
    try:
        return subprocess.run([candidate, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


@contextmanager
def launched(playwright: Playwright, found: str | None) -> Iterator[Browser]:
    """The browser of this path for tests, which are skipped where there is none, but fail in CI."""
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("No Chromium here.")
        pytest.skip("No Chromium here.")
    started = playwright.chromium.launch(executable_path=found, args=FLAGS)
    yield started
    started.close()


if __name__ == "__main__":
    found = path(*WHOLE)
    sys.stdout.write(f"{found}\n" if found else "")
    sys.exit(found is None)
