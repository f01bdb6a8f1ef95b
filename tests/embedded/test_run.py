"""The whole product under one parent: it says what is in the way, ends as one, and survives a kill."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from xtreme import ports

RUN = ("-m", "xtreme.embedded", "run")
PATIENCE = 120  # seconds, at most, for what no promise is made of


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_busy_port_is_said_in_one_sentence(python):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        taken = listener.getsockname()[1]
        refused = python(*RUN, PORT=str(taken))
        said, _ = refused.communicate(timeout=PATIENCE)
    assert said == f"Port {taken} is taken by another program: stop it, or set PORT to another number.\n"
    assert refused.returncode == 1


def test_of_two_that_start_at_once_one_has_the_port_before_either_serves(port):
    """SO_REUSEPORT, by which the pages' processes share theirs, let both serve, each half of what was asked."""
    held = ports.hold("127.0.0.1", port)
    for _second in range(2):
        with pytest.raises(OSError, match="in use"):
            ports.hold("127.0.0.1", port)
    with socket.socket() as pages:
        pages.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        pages.bind(("127.0.0.1", port))
        pages.listen()
        for _reader in range(10):  # all to who serves, none to who holds
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            pages.accept()[0].close()
    held.close()
    ports.hold("127.0.0.1", port).close()


@pytest.mark.parametrize("server", ["xtreme.web", "xtreme.live"])
def test_a_server_says_that_its_port_is_taken(python, port, server):
    with ports.hold("127.0.0.1", port):
        refused = python("-m", server, "--port", str(port))
        said, _ = refused.communicate(timeout=PATIENCE)
    assert said == f"Port {port} is taken by another program: stop it, or set --port to another number.\n"
    assert refused.returncode == 1


def test_a_run_that_still_fills_its_demo_has_its_port_already(python, port, own_state):
    first = python(*RUN, PORT=str(port))
    while "Starting PostgreSQL" not in first.stdout.readline():
        assert first.poll() is None
    second = python(*RUN, PORT=str(port), XTREME_STATE=f"{own_state}-2")
    said, _ = second.communicate(timeout=PATIENCE)
    assert said == f"Port {port} is taken by another program: stop it, or set PORT to another number.\n"
    first.send_signal(signal.SIGTERM)
    assert first.wait(PATIENCE) == 0


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"PORT": "eight"}, "PORT is 'eight': set it to a number from 1 to 65535."),
        ({"DATABASE_URL": "postgresql://x"}, "DATABASE_URL is set: the embedded servers are for machines"),
        ({"XTREME_STATE": "/dev/null/state"}, "a part of its path is a file, not a directory"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(python, variables, sentence):
    refused = python(*RUN, **variables)
    said, _ = refused.communicate(timeout=PATIENCE)
    assert sentence in said
    assert said.count("\n") == 1
    assert refused.returncode == 1


def test_the_product_starts_survives_kills_refuses_a_second_and_ends_as_one(python, port, own_state):
    first = python(*RUN, PORT=str(port))
    wait_until_ready(first, port)
    first.kill()
    first.wait()
    again = python(*RUN, PORT=str(port))
    wait_until_ready(again, port)
    a_killed_web_process_is_replaced(own_state, port)

    begun = time.monotonic()
    second = python(*RUN, PORT=str(port))
    said, _ = second.communicate(timeout=PATIENCE)
    refused = time.monotonic() - begun
    assert said == f"{own_state} is in use by process {again.pid} (make run): stop it first.\n"

    again.send_signal(signal.SIGTERM)
    begun = time.monotonic()
    assert again.wait(PATIENCE) == 0
    assert time.monotonic() - begun < 5 + refused  # what this machine takes for next to nothing
    assert processes_of(own_state) == []


def a_killed_web_process_is_replaced(state, port):
    """R5.1. Of those that are begun together most memory is shared."""
    parent = int((state / "children" / "web").read_text())
    before = children(parent)
    for each in before:
        whole, own = memory(each)
        assert own < whole / 2
    os.kill(min(before), signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE
    while not children(parent) - before:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    with urllib.request.urlopen(f"http://localhost:{port}/health/ready", timeout=10) as answer:
        assert json.load(answer)["status"] == "ok"


def children(parent):
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True).stdout
    return {int(each) for each in found.split()}


def memory(pid):
    """What a process has in memory, and what of it is its own; kB."""
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {row.split(":")[0]: int(row.split()[1]) for row in rows}
    return sizes["Rss"], sizes["Private_Clean"] + sizes["Private_Dirty"]


def wait_until_ready(process, port):
    said = ""
    while "is ready at" not in said:
        line = process.stdout.readline()
        assert line, f"it ended: {said}"
        said += line
    with urllib.request.urlopen(f"http://localhost:{port}/health/ready", timeout=10) as answer:
        assert json.load(answer)["status"] == "ok"


def processes_of(state):
    """Processes that were started for this state."""
    mark = f"XTREME_STATE={state}".encode()
    found = []
    for directory in Path("/proc").glob("[0-9]*"):
        try:
            if (
                mark in (directory / "environ").read_bytes().split(b"\0")
                and int(directory.name) != os.getpid()
            ):
                found.append((directory / "cmdline").read_bytes().replace(b"\0", b" ").decode()[:80])
        except OSError:
            continue
    return found
