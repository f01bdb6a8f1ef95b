"""One way out: whatever address somebody typed is called by subscriptions.outgoing alone."""

import ast
from pathlib import Path

import pytest

from subscriptions.outgoing import calling
from tests.webhooks.conftest import loopback  # noqa: F401  a fixture
from tests.webhooks.receiver import Receiver, leads_to

ROOMS = ["subscriptions", "notifications", "entitlements", "tickets", "xtreme"]
CALLS_OUT = {
    "requests",
    "httpx",
    "aiohttp",
    "urllib.request",
    "urllib3",
    "http.client",
    "ftplib",
    "socket",
    "pycurl",
}
# Where the network is used with addresses of the environment, which nobody types.
OF_THE_ENVIRONMENT = {
    "subscriptions/malware.py",  # CLAMD_URL
    "xtreme/ports.py",  # listens
    "xtreme/embedded/run.py",
    "xtreme/embedded/valkey.py",
    "xtreme/embedded/mail_sink.py",
}
# allauth fetches what an administrator typed of a company's identity provider; these only name its errors.
OF_ADMINISTRATORS = {"subscriptions/sign_in/signing_out.py", "subscriptions/sign_in/views/providers.py"}


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_nothing_else_calls_out():
    """A module that needs the network for an address that somebody typed uses subscriptions.outgoing."""
    using = {
        str(path)
        for room in ROOMS
        for path in Path(room).rglob("*.py")
        if CALLS_OUT & {name for name in imports(path) if name in CALLS_OUT}
    }
    assert using == OF_THE_ENVIRONMENT | OF_ADMINISTRATORS | {"subscriptions/outgoing/calling.py"}


@pytest.mark.usefixtures("loopback")
def test_a_page_is_fetched_by_the_same_way():
    with Receiver() as receiver:
        answer = calling.get(receiver.url("/metadata"), {"accept": "application/json"}, seconds=3)
    assert (answer.status, answer.text) == (200, "thanks")


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "::1"])
def test_a_name_that_leads_inside_is_not_called(monkeypatch, address):
    leads_to(monkeypatch, [address])
    assert calling.get("https://metadata.example.com/", {}, seconds=2).error == "private"
