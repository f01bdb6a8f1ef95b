"""The process of the live updates as a browser meets it: tokens, events, Valkey gone, the end."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import redis
import time_machine
from django.conf import settings

from tests.leftovers import new_directory
from tickets.live import topics
from tickets.live.topics import CHANNEL, Change, Ended, of_incident
from xtreme.embedded import addresses, launch, valkey


def now():
    return datetime.now(UTC)


class Stream:
    """One EventSource."""

    def __init__(self, port, token, seconds=10):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
        self.connection.request("GET", f"/live/?token={token}", headers={"Origin": "http://localhost:8000"})
        self.answer = self.connection.getresponse()

    def event(self):
        """The next one as its kind and data; None at the end."""
        found = {}
        while line := self.answer.readline().decode():
            name, _colon, value = line.rstrip("\n").partition(": ")
            if name:
                found[name] = value
            elif "data" in found:
                return found["event"], json.loads(found["data"])
        return None

    def until(self, kind):
        while (event := self.event())[0] != kind:
            pass
        return event[1]["changes"] if kind == "change" else event[1]


@contextmanager
def own_valkey():
    """A Valkey that is that of the state meanwhile: on the tests' common one other workers announce too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XTREME_STATE", new_directory())
        for name in ("logs", "valkey", "run", "children"):
            (addresses.state_dir() / name).mkdir(parents=True, exist_ok=True)
        server = valkey.start(durable=False)
        try:
            yield server
        finally:
            valkey.stop(server)


@contextmanager
def serving(tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "xtreme.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "PYTHONFAULTHANDLER": "1",
    }
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (tmp_path / "live.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "xtreme.live", "--port", str(port)],
            cwd=addresses.PROJECT,
            stdout=log,
            stderr=log,
            env=environment,
        )
    try:
        wait_until(lambda: answers(port, "/live/health/live") == 200)
        yield port, process
    finally:
        process.kill()
        process.wait()


def answers(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def wait_until(true, seconds=20):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """A process of the live updates."""
    with own_valkey(), serving(tmp_path_factory.mktemp("live")) as (port, _process):
        wait_until(lambda: answers(port, "/live/health/ready") == 200)
        yield port


def publish(change):
    redis.Redis.from_url(addresses.redis_url(0)).publish(CHANNEL, change.written())


def test_a_token_opens_its_topic_and_a_change_arrives(port):
    stream = Stream(port, topics.token("queue", now()))
    assert stream.answer.status == 200
    assert stream.answer.headers["Content-Type"] == "text/event-stream"
    assert stream.answer.headers["Access-Control-Allow-Origin"] == "*"
    assert stream.event() == ("here", 0)
    publish(Change(7, "2100", public=False))
    assert stream.until("change") == [[7, "2100"]]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: "",
        lambda token: "queue",
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: "x" + token,
        lambda token: topics.signing.dumps(["queue", 0, 0], salt="another"),
    ],
)
def test_without_a_whole_token_of_ours_nobody_listens(port, spoil):
    refused = Stream(port, spoil(topics.token("queue", now()))).answer
    assert refused.status == 403
    assert refused.headers["Access-Control-Allow-Origin"] == "*"  # the page learns that it was refused


def test_a_token_ends_after_twelve_hours(port):
    with time_machine.travel(now() - timedelta(hours=13)):
        old = topics.token("queue", now())
    assert Stream(port, old).answer.status == 403


def test_a_contact_s_token_hears_her_incident_and_nothing_else(port):
    stream = Stream(port, topics.token(of_incident(41, staff=False), now()))
    publish(Change(42, "2100", public=True))
    publish(Change(41, "2100", public=False))
    publish(Change(41, "2100", public=True))
    assert stream.until("change") == [[41, ""]]


def test_a_token_of_who_left_opens_nothing(port):
    tokens = [topics.token(of_incident(43, staff=False), now(), person) for person in (10_001, 10_002)]
    stream = Stream(port, tokens[0])
    stream.until("here")
    publish(Ended(10_001, time.time()))
    while stream.event() is not None:
        pass
    assert Stream(port, tokens[0]).answer.status == 403
    assert Stream(port, tokens[1]).answer.status == 200
    assert Stream(port, "&token=".join(tokens)).answer.status == 403  # the page fetches both anew


def test_a_token_from_before_a_restart_opens_nothing(tmp_path):
    """Who left meanwhile is known to nobody: her pages are asked for anew, which she is refused."""
    with own_valkey():
        with serving(tmp_path) as (port, _process):
            token = topics.token(of_incident(43, staff=False), now(), 10_001)
            assert Stream(port, token).answer.status == 200
        publish(Ended(10_001, time.time()))
        with serving(tmp_path) as (port, _process):
            wait_until(lambda: answers(port, "/live/health/ready") == 200)
            assert Stream(port, token).answer.status == 403
            assert (
                Stream(port, topics.token(of_incident(43, staff=False), now(), 10_002)).answer.status == 200
            )


def test_nothing_but_get_is_answered(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("POST", "/live/", b"x")
    assert connection.getresponse().status == 405


def ended(process):
    """The seconds that it takes to end when it is told to."""
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    return time.monotonic() - begun


def test_sigterm_ends_every_connection_within_a_second(tmp_path):
    """Beyond what it takes where nobody listens."""
    with own_valkey(), serving(tmp_path) as (_port, idle), serving(tmp_path) as (port, process):
        streams = [Stream(port, topics.token("queue", now())) for _ in range(5)]
        assert ended(process) - ended(idle) < 1
        for stream in streams:
            assert {kind for kind, _data in iter(stream.event, None)} <= {"away", "here"}


def test_r5_2_valkey_gone_is_said_and_pages_come_anew_when_it_is_back(tmp_path):
    with own_valkey() as server, serving(tmp_path) as (port, _process):
        stream = Stream(port, topics.token("queue", now()), seconds=20)
        stream.until("here")
        launch.stop(server, signal.SIGKILL, 5)
        stream.until("away")
        assert answers(port, "/live/health/ready") == 503
        assert answers(port, "/live/health/live") == 200
        again = valkey.start(durable=False)
        try:
            while stream.event() is not None:
                pass
            stream = Stream(port, topics.token("queue", now()))
            assert stream.event() == ("here", 0)
            publish(Change(7, "2100", public=True))
            assert stream.until("change") == [[7, "2100"]]
        finally:
            valkey.stop(again)
