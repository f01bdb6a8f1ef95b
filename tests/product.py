"""The running product and the people of its demo, for whoever drives it in a browser: tests, and the pictures."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, StorageState

from xtreme.embedded import addresses

PASSWORD = "xtreme-demo"
METTE, JONAS, EXPIRED = "mette@nordlys.example", "jonas@havblik.example", "expired@fellgate.example"
MANAGER, AGENT, LEAD = "manager@nordlys.example", "agent@xtreme.example", "lead@xtreme.example"
ADVISOR, ADMIN = "advisor@xtreme.example", "admin@xtreme.example"
READY_SECONDS = 300  # of a machine that does much else; where it ends by itself nobody waits for them


class NotReady(Exception):
    """The product ended by itself, or did not answer in time; the text is its log."""


@contextmanager
def running(directory: Path) -> Iterator[str]:
    """`make run`'s own parent on a free port, its state and log in the directory. Gives its address once it
    is ready, and ends it. Raises NotReady."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = directory / "log"
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "DJANGO", "XTREME"))}
    environment |= {"XTREME_STATE": str(directory / "state"), "PORT": str(port)}
    with log.open("w") as output:
        product = subprocess.Popen(
            [sys.executable, "-m", "xtreme.embedded", "run", "--end-with-parent"],
            cwd=addresses.PROJECT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            wait_until_ready(address, product, log)
            yield address
        finally:
            product.send_signal(signal.SIGTERM)
            product.wait(timeout=READY_SECONDS)


def wait_until_ready(address: str, product: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if product.poll() is not None:
            raise NotReady(f"The product ended: {log.read_text()}")
        try:
            urllib.request.urlopen(f"{address}/health/ready", timeout=2)
            return
        except OSError:
            time.sleep(0.2)
    raise NotReady(f"The product was not ready in time: {log.read_text()}")


def sign_in(browser: Browser, address: str, account: str) -> StorageState:
    """The cookies of an account, signed in through the page of sign-in."""
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("[name=login]", account)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)
    state = context.storage_state()
    context.close()
    return state
