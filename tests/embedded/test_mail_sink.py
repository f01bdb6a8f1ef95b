"""The demo's mails come through real SMTP and can be read; only so many are kept."""

import asyncio
import smtplib
import socket
from email.message import EmailMessage
from types import SimpleNamespace

import pytest

from xtreme.embedded import addresses, mail_sink


@pytest.fixture
def smtp(own_state, python):
    """A client of the sink; it waits while the sink is still starting, for the socket is there."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        python("-m", "xtreme.embedded.mail_sink", str(listening.fileno()), inherits=[listening.fileno()])
        with smtplib.SMTP(*listening.getsockname(), timeout=20) as client:
            yield client


def mail(subject):
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = (
        subject,
        "support@xtreme.example",
        "mette@nordlys.example",
    )
    message.set_content("Sagen er løst.")
    return message


def test_a_mail_sent_by_smtp_is_read_newest_first_with_all_recipients(smtp):
    smtp.send_message(mail("Første"))
    smtp.send_message(mail("Anden"), to_addrs=["mette@nordlys.example", "bcc@nordlys.example"])
    second, first = mail_sink.messages()
    assert (first.message["Subject"], second.message["Subject"]) == ("Første", "Anden")
    assert second.to == ["mette@nordlys.example", "bcc@nordlys.example"]
    assert first.at < second.at
    assert second.message.get_content() == "Sagen er løst.\n"
    assert mail_sink.message(first.name).message["Subject"] == "Første"
    assert mail_sink.message("../secret_key") is None
    assert len(mail_sink.messages(limit=1)) == 1


def test_there_are_no_mails_before_the_sink_ran(own_state):
    assert mail_sink.messages() == []


def test_the_oldest_mails_make_room(own_state, monkeypatch):
    monkeypatch.setattr(mail_sink, "KEPT", 50)
    addresses.mail_dir().mkdir(parents=True)
    store = mail_sink.Store(addresses.mail_dir())
    envelope = SimpleNamespace(rcpt_tos=["a@b.example"], content=bytes(mail("x")))
    for _ in range(100):
        asyncio.run(store.handle_DATA(None, None, envelope))
    assert len(mail_sink.messages(limit=1000)) == 50
