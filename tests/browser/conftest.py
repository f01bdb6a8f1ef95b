"""The running product for browser tests: `make run`'s own parent with the demo filled, once for all of them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from playwright.sync_api import sync_playwright

from tests import chromium
from xtreme.embedded import addresses

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
PASSWORD = "xtreme-demo"
METTE, JONAS, EXPIRED = "mette@nordlys.example", "jonas@havblik.example", "expired@fellgate.example"
MANAGER, AGENT, LEAD = "manager@nordlys.example", "agent@xtreme.example", "lead@xtreme.example"
ADVISOR, ADMIN = "advisor@xtreme.example", "admin@xtreme.example"
READY_SECONDS = 120


def pytest_collection_modifyitems(items):
    """All on one worker: the product is started once."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def product(tmp_path_factory):
    """The address of the running product; it ends with the tests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("product") / "log"
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "DJANGO", "XTREME"))}
    environment |= {"XTREME_STATE": str(tmp_path_factory.mktemp("state")), "PORT": str(port)}
    with log.open("w") as output:
        running = subprocess.Popen(
            [sys.executable, "-m", "xtreme.embedded", "run"],
            cwd=addresses.PROJECT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            wait_until_ready(address, running, log)
            yield address
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(timeout=10)


def wait_until_ready(address, running, log):
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if running.poll() is not None:
            pytest.fail(f"The product ended: {log.read_text()}")
        try:
            urllib.request.urlopen(f"{address}/health/ready", timeout=2)
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"The product was not ready in time: {log.read_text()}")


@pytest.fixture(scope="session")
def browser():
    found = chromium.path()
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("No Chromium here.")
        pytest.skip("No Chromium here.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def signed_in(browser, product):
    """The cookies of an account, signed in once through the page of sign-in."""
    kept = {}

    def state(account):
        if account not in kept:
            context = browser.new_context(base_url=product)
            page = context.new_page()
            page.goto("/accounts/login/")
            page.fill("[name=login]", account)
            page.fill("[name=password]", PASSWORD)
            page.press("[name=password]", "Enter")
            page.wait_for_url(lambda url: "/accounts/login" not in url)
            kept[account] = context.storage_state()
            context.close()
        return kept[account]

    return state


@pytest.fixture
def as_person(browser, product, signed_in):
    """Opens a page as one of the demo's accounts (None: nobody). Fails the test on any error in its console."""
    contexts, errors = [], []

    def open_as(account, width=1440, scheme="light", **options):
        context = browser.new_context(
            base_url=product,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            storage_state=signed_in(account) if account else None,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert [error for error in errors if "status of 4" not in error] == []
