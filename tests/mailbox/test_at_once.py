"""Two workers with the same mail: one takes it in, and nothing is there twice."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.db import connection

from subscriptions import tenancy
from tests import factories as make
from tests.mailbox.conftest import WEDNESDAY, letter
from tests.mailbox.imap import Mailbox, serving
from tests.notifications.telling import at_once
from tickets.mailbox.fetching import fetch
from tickets.mailbox.models import IncomingMail
from tickets.mailbox.taking import go_on, take_in
from tickets.models import Incident, TimelineEntry

pytestmark = pytest.mark.django_db(transaction=True)
LETTERS = 12


@pytest.fixture
def incident():
    with tenancy.as_staff():
        customer = make.customer(number="C-1001")
        make.line(customer, make.product("LGF"))
        contact = make.contact(customer, email="mette@nordlys.example", name="Mette Holm")
        return make.incident(customer, make.product("LGF"), at=WEDNESDAY, contact=contact)


def letters(incident):
    return [
        letter(f"Answer {n}.", subject=f"Re: #{incident.pk}", message_id=f"<{n}@nordlys.example>")
        for n in range(LETTERS)
    ]


def said():
    with tenancy.as_staff():
        return sorted(TimelineEntry.objects.filter(kind="message").values_list("body", flat=True))


@pytest.mark.parametrize("query", ["", "?done=Taken"])
def test_two_workers_fetch_one_mailbox(incident, settings, query):
    with serving(Mailbox(*letters(incident))) as mailbox:
        settings.MAILBOX_URL = mailbox.url(query)
        at_once(fetch, fetch)
    assert said() == sorted(f"Answer {n}." for n in range(LETTERS))
    with tenancy.as_staff():
        assert IncomingMail.objects.count() == LETTERS


def test_one_mail_taken_in_eight_times_at_once_is_one_message(incident):
    raw = letter(subject=f"Re: #{incident.pk}", message_id="<one@nordlys.example>")
    taken = at_once(*[lambda: take_in(raw) for _ in range(8)])
    assert len([mail for mail in taken if mail]) == 1
    assert len(said()) == 1
    with tenancy.as_staff():
        mail = IncomingMail.objects.get()
    files = [name for _folder, _folders, names in os.walk(django_settings.MEDIA_ROOT) for name in names]
    assert os.path.basename(mail.original.name) in files


def test_what_a_crash_left_is_worked_off_by_one_of_two(incident, monkeypatch):
    monkeypatch.setattr("tickets.mailbox.taking.work_off", lambda mail: None)
    take_in(letter(subject=f"Re: #{incident.pk}"), WEDNESDAY)
    monkeypatch.undo()
    at_once(go_on, go_on, go_on)
    assert len(said()) == 1


def test_the_same_mail_piped_by_two_processes_at_once_logs_one_incident(incident):
    """Processes of their own, as a mail server starts them."""
    raw = letter("It is slow.", subject="Slow", message_id="<new@nordlys.example>")
    facts = connection.settings_dict
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.piped", "TEST_DATABASE_NAME": facts["NAME"]}
    command = [sys.executable, "-m", "django", "take_mail"]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        for _ in range(3)
    ]
    for process in processes:
        process.stdin.write(raw)
    for process in processes:
        process.stdin.close()
    assert [process.wait(300) for process in processes] == [0, 0, 0]
    for process in processes:
        process.stdout.close()
    with tenancy.as_staff():
        assert Incident.objects.filter(title="Slow").count() == 1
        assert IncomingMail.objects.count() == 1
