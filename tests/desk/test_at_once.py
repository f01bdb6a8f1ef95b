"""Twenty presses of an agent at the same instant: one incident with one answer, one reply."""

from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from notifications.models import Notification
from subscriptions import tenancy
from subscriptions.models import CalendarVersion
from tests import factories as make
from tests.desk.pages import signed_in
from tests.notifications.telling import at_once
from tickets.models import Incident, TimelineEntry

pytestmark = pytest.mark.django_db(transaction=True)

PRESSES = 20


@pytest.fixture
def agent():
    with tenancy.as_staff():
        return make.staff()


def press_at_once(agent, address, fields):
    """The answers to twenty posts of the same form, each from a browser of its own."""
    return at_once(*[partial(signed_in(agent).post, address, fields) for _press in range(PRESSES)])


def test_twenty_posts_of_one_call_log_one_incident_with_one_answer(agent):
    with tenancy.as_staff():
        customer = make.customer(number="C-1001")
        make.line(customer, make.product())
        caller = make.contact(customer)
        around_the_clock = {str(day): [["00:00", "24:00"]] for day in range(7)}
        CalendarVersion.objects.update(weekly=around_the_clock)  # whenever the test runs
    call = {
        "contact": caller.pk,
        "began_at": f"{timezone.now():%Y-%m-%dT%H:%M}",
        "product": "LGF",
        "title": "Posting stops",
        "description": "It stops with error 4711.",
        "answer": "We look at it.",
        "do": "take",
        "submission": str(uuid4()),
    }
    answers = press_at_once(agent, "/desk/calls/?customer=C-1001", call)
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    with tenancy.as_staff():
        assert Incident.objects.get().owner == agent
        kinds = list(TimelineEntry.objects.values_list("kind", flat=True))
        assert (kinds.count("logged"), kinds.count("message")) == (1, 1)
        assert Notification.objects.filter(kind="reply", channel="email").count() == 1


def test_twenty_posts_of_one_reply_send_one_message(agent):
    with tenancy.as_staff():
        incident = make.incident(at=timezone.now())
    reply = {"body": "We look at it.", "submission": str(uuid4())}
    answers = press_at_once(agent, f"/desk/incidents/{incident.pk}/reply/", reply)
    assert {answer.status_code for answer in answers} == {302}
    with tenancy.as_staff():
        assert TimelineEntry.objects.filter(kind="message").count() == 1
        assert Notification.objects.filter(kind="reply", channel="email").count() == 1
