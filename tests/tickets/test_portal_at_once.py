"""Twenty presses at the same instant: one incident, one reply, one closing."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connections

from subscriptions import tenancy
from tests import factories as make
from tests.tickets.portal import company, form, signed_in
from tickets.models import Incident, TimelineEntry

pytestmark = pytest.mark.django_db(transaction=True)

PRESSES = 20


@pytest.fixture
def contact():
    with tenancy.as_staff():
        return make.contact(company())


def press_at_once(contact, address, fields):
    """The answers to twenty posts of the same form, each from a browser of its own."""
    clients = [signed_in(contact) for _press in range(PRESSES)]

    def press(client):
        try:
            return client.post(address, fields)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(PRESSES) as threads:
        return list(threads.map(press, clients))


def test_twenty_posts_of_one_form_log_one_incident(contact):
    answers = press_at_once(contact, "/incidents/new/", form(submission=str(uuid4())))
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    with tenancy.as_staff():
        assert Incident.objects.count() == 1
        assert TimelineEntry.objects.filter(kind="logged").count() == 1


def test_twenty_posts_of_one_reply_write_one_message(contact):
    press_at_once(contact, "/incidents/new/", form(submission=str(uuid4())))
    with tenancy.as_staff():
        incident = Incident.objects.get()
    reply = {"body": "Here is the log.", "submission": str(uuid4())}
    answers = press_at_once(contact, f"/incidents/{incident.pk}/reply/", reply)
    assert {answer.status_code for answer in answers} == {302}
    with tenancy.as_staff():
        assert TimelineEntry.objects.filter(kind="message").count() == 1
