"""The Chromium that tests and pictures drive. `python -m tests.chromium` prints its path, or exits with 1."""

import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")


def path() -> str | None:
    """An installed browser, else Playwright's own; None where neither starts."""
    installed = [found for name in NAMES if (found := shutil.which(name))]
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


if __name__ == "__main__":
    found = path()
    sys.stdout.write(f"{found}\n" if found else "")
    sys.exit(found is None)
