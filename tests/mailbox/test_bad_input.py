"""What nobody should send: each has a clear answer, and never a traceback in the pipe."""

import io
import tracemalloc

import pytest
from django.db import OperationalError

from tests.mailbox.conftest import letter, take
from tickets.mailbox import reading
from tickets.mailbox.management.commands import take_mail
from tickets.mailbox.models import IncomingMail

pytestmark = pytest.mark.django_db
State, Why = IncomingMail.State, IncomingMail.Why


class Endless(io.RawIOBase):
    """A pipe of so many octets that nobody holds in memory."""

    def __init__(self, begin, size):
        self.begin, self.left = begin, size

    def readable(self):
        return True

    def readinto(self, buffer):
        given = self.begin[: len(buffer)] or b"x" * min(len(buffer), self.left)
        self.begin, self.left = self.begin[len(given) :], self.left - len(given)
        buffer[: len(given)] = given
        return len(given)


def piped(raw):
    out = io.StringIO()
    return take_mail.Command(stdout=out).taken(io.BytesIO(raw)), out.getvalue()


def test_a_mail_of_60_mb_is_refused_in_bounded_memory(settings):
    settings.MAIL_BYTES = 1024 * 1024
    tracemalloc.start()
    out = io.StringIO()
    code = take_mail.Command(stdout=out).taken(io.BufferedReader(Endless(letter(), 60 * 1024 * 1024)))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert code == 69
    assert out.getvalue().startswith("5.3.4 ")
    assert peak < 16 * 1024 * 1024
    kept = IncomingMail.objects.get()
    assert (kept.state, kept.why) == (State.REFUSED, Why.TOO_LARGE)


def test_what_is_no_mail_is_65():
    assert piped(b"")[0] == 65
    assert piped(b"\x00\x01\x02 just octets")[0] == 65


def test_a_mail_in_the_pipe_is_0(incident):
    assert piped(letter(subject=f"#{incident.pk}"))[0] == 0
    assert incident.timeline.filter(kind="message").count() == 1


def test_a_database_that_is_away_is_75(monkeypatch):
    def away(*args):
        raise OperationalError("connection refused")

    monkeypatch.setattr(take_mail, "take_in", away)
    assert piped(letter())[0] == 75


def test_of_a_thousand_parts_the_first_are_read_and_it_says_so(incident):
    part = "--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nx\r\n"
    body = "--b\r\nContent-Type: text/plain\r\n\r\nHello.\r\n" + part * 1000 + "--b--\r\n"
    raw = letter(body, subject=f"#{incident.pk}", content_type="multipart/mixed; boundary=b")
    entry = take(raw).entry
    assert entry.body == "Hello."
    assert entry.attachments.count() == 10
    assert "more parts than are read" in entry.facts["left_out"][0]


@pytest.mark.parametrize("depth", [50, 2000])
def test_deep_nesting_ends(mette, depth):
    body = "".join(
        f"--b{n}\r\nContent-Type: multipart/mixed; boundary=b{n + 1}\r\n\r\n" for n in range(depth)
    )
    mail = take(letter(body, content_type="multipart/mixed; boundary=b0"))
    assert mail.state in (State.TAKEN, State.IGNORED)


def test_a_mail_that_says_nothing_is_ignored(incident):
    mail = take(letter("", subject=f"Re: #{incident.pk}"))
    assert (mail.state, mail.why) == (State.IGNORED, Why.EMPTY)


@pytest.mark.parametrize(
    "raw",
    [
        b"From:\r\n\r\n",
        b"From: =?utf-8?B?!!!?= <a@b>\r\nSubject: =?x?Q?=ZZ?=\r\n\r\nx",
        b"From: a@b.example\r\nContent-Type: text/plain; charset==?\r\n\r\nx\x00y",
        b"From: \xff\xfe\r\nSubject: \x00\r\nContent-Type: multipart/mixed\r\n\r\n\xff",
        b"From: a@b.example, c@d.example\r\nContent-Type: text/html\r\n\r\n" + b"<div>" * 3000,
        b"From: a@b.example\r\nContent-Disposition: attachment; filename*=x''%\r\n\r\nx",
    ],
)
def test_crippled_mails_are_kept_and_raise_nothing(raw):
    reading.read(raw)
    assert take(raw).state != State.RECEIVED


def test_nul_octets_and_line_breaks_in_headers_reach_no_field(incident):
    raw = letter("a\x00b", subject=f"#{incident.pk} =?utf-8?Q?x=0D=0ABcc:_all=00?=")
    mail = take(raw)
    assert "\n" not in mail.subject
    assert "\0" not in mail.subject + mail.entry.body


def test_a_zip_that_declares_a_gigabyte_is_kept_as_it_is(incident):
    bomb = "PK\x03\x04" + "\x14\x00\x00\x00\x08\x00" + "\x00" * 12 + "\x00\x00\x00\x40"
    named = "--b\r\nContent-Type: application/zip; name=a.zip\r\nContent-Disposition: attachment"
    body = f"{named}\r\n\r\n{bomb}\r\n--b--"
    raw = letter(body, subject=f"#{incident.pk}", content_type="multipart/mixed; boundary=b")
    assert take(raw).entry.attachments.get().size < 100
