"""A mail is handed over on a kept connection: in few round trips, with the server's answer, and after a refusal the
next goes over the same connection."""

import smtplib

import pytest

from notifications import smtp
from notifications.smtp import NotTaken, Stage
from tests.postbox import Postbox

MAIL = b"Subject: %s\r\nMessage-ID: <1@ours.example>\r\n\r\n.begins with a dot\r\n..\r\n"
SENDER = "support@xtreme.example"


@pytest.fixture(params=[True, False], ids=["together", "one by one"])
def post(request, monkeypatch):
    monkeypatch.setattr(Postbox, "takes_together", request.param)
    with Postbox() as post:
        yield post


@pytest.fixture
def server(post):
    with smtplib.SMTP("127.0.0.1", post.port, timeout=5) as server:
        yield server


def hand_over(server, to, subject=b"first"):
    return smtp.hand_over(server, SENDER, to, MAIL % subject)


def test_it_arrives_whole_and_the_answer_is_known(post, server):
    answer = hand_over(server, "mette@nordlys.example")
    assert (answer.stage, str(answer)) == (Stage.WHOLE, "250 OK")
    (mail,) = post.taken
    assert (mail.to, mail.subject) == ("mette@nordlys.example", "first")
    assert mail.text.splitlines() == [".begins with a dot", ".."]


def test_commands_go_together_where_the_server_takes_them_so(post, server, monkeypatch):
    """RFC 2920: two round trips a mail."""
    said, send = [], server.send
    monkeypatch.setattr(server, "send", lambda text: (said.append(text), send(text)))
    server.ehlo()
    said.clear()
    hand_over(server, "mette@nordlys.example")
    assert len(said) == (2 if post.takes_together else 4)


def test_a_refusal_says_at_which_stage_and_the_next_mail_goes_over_the_same_connection(post, server):
    post.says["gone@nordlys.example"] = "550 5.1.1 No such mailbox"
    for _ in range(2):
        with pytest.raises(NotTaken, match=r"550 5\.1\.1 No such mailbox") as refused:
            hand_over(server, "gone@nordlys.example")
        assert refused.value.answer.stage == Stage.RECIPIENT
    hand_over(server, "mette@nordlys.example", b"second")
    assert [(mail.to, mail.subject) for mail in post.taken] == [("mette@nordlys.example", "second")]
    assert post.connections == 1


def test_a_connection_that_breaks_is_no_answer(post, server):
    post.breaks_off.add("mette@nordlys.example")
    with pytest.raises(OSError, match="Connection unexpectedly closed"):
        hand_over(server, "mette@nordlys.example")
