"""What fails beneath people at work: an upload without end, the broker killed, a worker killed. Whoever waits gets
a sentence in time; nothing is lost, nothing comes twice."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPResponse
from select import select
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg
import pytest

from tests.product import AGENT, EXPIRED, JONAS, METTE
from tickets.live.topics import ANNOUNCING_PAUSE
from xtreme.embedded import addresses, mail_sink, valkey

PORTAL, API = "/incidents/new/", "/api/v1/incidents/"
DESK, DESK_AFTER_EXPIRY = (f"/desk/calls/?customer={number}" for number in ("C-1001", "C-1009"))
CALLERS = {DESK: METTE, DESK_AFTER_EXPIRY: EXPIRED}
TWO_GIGABYTES = 2 * 1024**3
ZEROS = bytes(65_536)
BOUNDARY = "end-of-part"


@pytest.fixture
def state(product, directory, monkeypatch):
    """The running product's state, also for this process: its addresses are those of the product."""
    monkeypatch.setenv("XTREME_STATE", str(directory / "state"))
    return directory / "state"


@pytest.fixture(scope="module")
def headers(product, directory, signed_in):
    """What a program sends as one of the demo's people: the cookies of the pages, or a key of the API."""
    keys = {}

    def of(account, path):
        if path == API:
            keys[account] = keys.get(account) or issued_key(account, directory)
            return {"Content-Type": "application/json", "Authorization": f"Token {keys[account]}"}
        cookies = {each["name"]: each["value"] for each in signed_in(account)["cookies"]}
        sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
        form = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        return form | {"Cookie": sent, "X-CSRFToken": cookies["csrftoken"]}

    return of


def issued_key(account, directory):
    code = (
        "from subscriptions import tenancy; from subscriptions.models import ApiToken, User\n"
        f"with tenancy.as_staff(): print(ApiToken.issue(User.objects.get(email={account!r}), 'test'))"
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "DJANGO", "XTREME"))}
    shell = [sys.executable, addresses.PROJECT / "manage.py", "shell", "--verbosity", "0", "--command", code]
    environment |= {"XTREME_STATE": str(directory / "state")}
    return subprocess.check_output(shell, env=environment, text=True).split()[-1]


def incident(path):
    """What is sent to log one; at the desk with the call it came by."""
    fields = {"product": "LGF", "title": "Posting stops", "description": "It must not be lost."}
    if path in CALLERS:
        ((caller,),) = ask("select id from subscriptions_user where email = %s", CALLERS[path])
        fields |= {"contact": caller, "began_at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M}"}
    if path == DESK:  # what her tier takes by phone at any hour
        fields |= {"severity": "1", "impact": "Nobody can post.", "phone": "+45 70 12 02 11"}
    return fields


def multipart(fields):
    """The parts of a form, without its end."""
    part = '--{}\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    return "".join(part.format(BOUNDARY, name, value) for name, value in fields.items()).encode()


@pytest.fixture
def log(product, headers, state):
    """Logs an incident as somebody; gives the answer, its `text` and the `seconds` it took."""

    def post(account, path):
        fields = incident(path)
        body = json.dumps(fields) if path == API else multipart(fields) + f"--{BOUNDARY}--\r\n".encode()
        head = headers(account, path)
        connection = HTTPConnection(urlsplit(product).netloc, timeout=30)
        begun = time.monotonic()
        connection.request("POST", path, body, head)
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        answer.seconds = time.monotonic() - begun
        connection.close()
        return answer

    return post


def number(answer):
    """Of the incident that was logged."""
    assert answer.status in (201, 302), answer.text
    return int(re.search(r'(?:/incidents/|"number":)(\d+)', f"{answer.headers['Location']}{answer.text}")[1])


# Two gigabytes


def upload(product, path, headers, begin, *, goes_on):
    """Announces two gigabytes and sends their beginning; `goes_on` until it is answered. Gives the answer's status
    and text, and how many bytes of the file went out."""
    at = urlsplit(product)
    with socket.create_connection((at.hostname, at.port), timeout=30) as connection:
        lines = {"Host": at.netloc, "Content-Length": TWO_GIGABYTES} | headers
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        connection.sendall(f"POST {path} HTTP/1.1\r\n{head}\r\n".encode() + begin + ZEROS)
        sent = len(ZEROS)
        with suppress(ConnectionError):
            while goes_on and sent < TWO_GIGABYTES and not select([connection], [], [], 0)[0]:
                sent += connection.send(ZEROS)
        answer = HTTPResponse(connection)
        answer.begin()
        return answer.status, answer.read().decode(), sent


@pytest.mark.parametrize("goes_on", [False, True])
@pytest.mark.parametrize(
    ("account", "path", "status", "sentence"),
    [
        (METTE, PORTAL, 422, "dump.bak kan ikke vedhæftes: den fylder 2,0\xa0GB"),
        (AGENT, DESK, 422, "dump.bak cannot be attached: it has 2.0\xa0GB"),
        (METTE, API, 413, "A request has at most 5.0\xa0MB. Nothing was saved."),
    ],
)
def test_two_gigabytes_are_refused_with_a_sentence_before_they_are_sent(
    product, headers, state, account, path, status, sentence, goes_on
):
    """What was not sent fills neither memory nor disk."""
    file = multipart({'files"; filename="dump.bak': ""})
    begin = b'{"title": "' if path == API else multipart(incident(path)) + file
    answered, text, sent = upload(product, path, headers(account, path), begin, goes_on=goes_on)
    assert answered == status
    assert sent < 32 * 1024**2
    assert sentence in text
    assert path == API or "It must not be lost." in text


# After expiry


@pytest.mark.parametrize(("account", "path"), [(EXPIRED, PORTAL), (EXPIRED, API), (AGENT, DESK_AFTER_EXPIRY)])
def test_r26_5_after_expiry_an_incident_is_refused_with_how_to_renew(log, account, path):
    refused = log(account, path)
    assert refused.status == 403
    assert "Your subscription expired on" in refused.text
    assert "Renew with" in refused.text


# The broker and the workers


def process(state, name):
    return int((state / "children" / name).read_text())


@contextmanager
def halted(pid):
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def ask(question, *words):
    """Rows of the product's database as staff sees it."""
    with psycopg.connect(addresses.database_url()) as connection:
        connection.execute("set role xtreme_staff")
        found = connection.execute(question, words)
        return found.fetchall() if found.description else []


def receipts(numbers):
    """The states of the incidents' receipts in the outbox."""
    return [state for _key, state in receipt_rows(numbers)]


def receipt_keys(numbers):
    """The outbox's keys of the incidents' receipts, with which their Message-IDs begin."""
    return {str(key) for key, _state in receipt_rows(numbers)}


def receipt_rows(numbers):
    """Key and state of each of the incidents' receipts by mail."""
    links = [f"/incidents/{each}/" for each in numbers]
    question = "select id, state from notifications_notification where kind = 'receipt' and link = any(%s)"
    return ask(f"{question} and channel = 'email'", links)


def wait_until(true, seconds=120):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def arrived(numbers):
    """How many receipts of the incidents came by mail to whom. No mail about them came twice: the second one would
    bear its id. Other mails are their own: an agent of another worker's test may take one of the incidents."""
    threads = {f"<incident.{each}@xtreme.example>" for each in numbers}
    mails = [mail for mail in mail_sink.messages(mail_sink.KEPT) if mail.message["References"] in threads]
    came = [(mail.to[0], mail.message["Message-ID"], mail.message["Subject"]) for mail in mails]
    assert len(came) == len(set(came)), came
    owed = receipt_keys(numbers)
    return Counter(to for to, name, _subject in came if name.removeprefix("<").split(".")[0] in owed)


def test_r5_2_while_the_broker_is_away_incidents_are_taken_at_once_and_each_receipt_comes_once(
    product, log, state, killing
):
    """The supervisor is halted, so that the broker stays away until we have looked. Seconds count above what the
    same takes on this machine while the broker is there."""
    supervisor, _purpose = (state / "owner").read_text().split(" ", 1)
    everywhere = (JONAS, PORTAL), (AGENT, DESK), (METTE, API)
    usual = [log(account, path) for account, path in everywhere]  # signed in
    before = [number(answer) for answer in usual]
    wait_until(lambda: receipts(before) == ["sent"] * 3)
    with halted(int(supervisor)):
        os.kill(process(state, "valkey"), signal.SIGKILL)
        answers = [log(account, path) for account, path in everywhere]
        numbers = [number(answer) for answer in answers]
        assert max(each.seconds - its.seconds for each, its in zip(answers, usual, strict=True)) < 2
        assert len(receipts(numbers)) == 3  # most of them wait; a worker that had work left sends on
        with urlopen(f"{product}/health/ready") as health:
            assert json.load(health)["broker"] == "down"
    wait_until(valkey.answers)
    time.sleep(ANNOUNCING_PAUSE)  # for which open pages are told nothing, which other tests wait for
    wait_until(lambda: receipts(numbers) == ["sent"] * 3)
    assert arrived(numbers) == {JONAS: 1, METTE: 2}


def test_r1_3_a_worker_killed_while_it_sends_loses_and_doubles_no_mail(log, state, killing):
    """The mail server is halted, so that the worker dies with mails in its hands."""
    with halted(process(state, "mail")):
        numbers = [number(log(account, PORTAL)) for account in (JONAS, METTE) * 2]
        wait_until(lambda: "leased" in receipts(numbers))
        os.killpg(process(state, "worker"), signal.SIGKILL)
    assert "leased" in receipts(numbers)
    # Three minutes pass.
    ask("update notifications_notification set leased_until = now() where state = 'leased'")
    wait_until(lambda: receipts(numbers) == ["sent"] * 4)
    assert arrived(numbers) == {JONAS: 2, METTE: 2}
