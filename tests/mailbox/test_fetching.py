"""Mail fetched by IMAP: each taken once and marked, whatever ends the connection."""

import imaplib

import pytest
import time_machine

from notifications.models import Notification
from tests.mailbox.conftest import letter
from tests.mailbox.imap import Mailbox, serving
from tickets.mailbox.fetching import fetch
from tickets.mailbox.models import IncomingMail

pytestmark = pytest.mark.django_db
State, Why = IncomingMail.State, IncomingMail.Why


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel("2026-11-27T12:00:00Z", tick=False):
        yield


@pytest.fixture
def letters(incident):
    return [
        letter(f"Answer {number}.", subject=f"Re: #{incident.pk}", message_id=f"<{number}@nordlys.example>")
        for number in range(3)
    ]


def said(incident):
    return list(incident.timeline.filter(kind="message").order_by("pk").values_list("body", flat=True))


def fetched(mailbox, settings, query=""):
    settings.MAILBOX_URL = mailbox.url(query)
    return fetch()


def test_unseen_mails_are_taken_and_marked_as_seen(incident, letters, settings):
    with serving(Mailbox(*letters)) as mailbox:
        assert fetched(mailbox, settings) == 3
        assert fetched(mailbox, settings) == 0
    assert mailbox.seen == {1, 2, 3}
    assert said(incident) == ["Answer 0.", "Answer 1.", "Answer 2."]
    assert {mail.received_at.isoformat() for mail in IncomingMail.objects.all()} == {
        "2026-11-27T10:00:00+00:00"
    }


def test_they_are_moved_where_a_folder_is_named(incident, letters, settings):
    with serving(Mailbox(*letters)) as mailbox:
        assert fetched(mailbox, settings, "?done=Taken") == 3
    assert mailbox.moved == {1: "Taken", 2: "Taken", 3: "Taken"}


def test_a_connection_that_ends_before_the_mark_adds_nothing_twice(incident, letters, settings):
    with serving(Mailbox(*letters)) as mailbox:
        mailbox.cut_after = 2
        with pytest.raises((imaplib.IMAP4.abort, OSError)):
            fetched(mailbox, settings)
        mailbox.cut_after = None
        assert fetched(mailbox, settings) == 2
    assert said(incident) == ["Answer 0.", "Answer 1.", "Answer 2."]


def test_one_that_is_too_large_is_not_fetched_and_its_sender_is_told(incident, settings, mette):
    settings.MAIL_BYTES = 2_000
    large = letter("x" * 3_000, message_id="<large@nordlys.example>")
    with serving(Mailbox(large)) as mailbox:
        assert fetched(mailbox, settings) == 1
    assert mailbox.fetched == []
    mail = IncomingMail.objects.get()
    assert (mail.state, mail.why, mail.size) == (State.REFUSED, Why.TOO_LARGE, len(large))
    assert Notification.objects.filter(kind="mail_refused", recipient=mette).exists()


def test_without_a_mailbox_nothing_is_fetched(settings):
    settings.MAILBOX_URL = ""
    assert fetch() == 0
