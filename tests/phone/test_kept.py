"""Calls that are logged on an incident's page, and the number of call-backs that is kept."""

from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from tests.desk.pages import post, signed_in
from tests.phone.scene import MINUTE, TUESDAY_10, scene
from tickets.models import ListCount
from tickets.phone import call_backs, taking
from tickets.phone.models import Call, Outcome
from tickets.phone.taking import Incoming

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return scene()


def call(made, incident, **typed):
    words = {"body": "She sends the log.", "answered": "yes", "phone": "+45 98 12 34 56"} | typed
    return post(signed_in(made.agent), f"/desk/incidents/{incident.pk}/call/", TUESDAY_10 + MINUTE, **words)


def test_r6_2_a_call_logged_on_the_incidents_page_is_one_of_the_calls(made):
    incident = made.incident()
    call(made, incident)
    row = Call.objects.get()
    assert (row.outcome, row.incident, row.contact, row.agent) == (
        Outcome.SPOKEN,
        incident,
        made.contact,
        made.agent,
    )
    assert (row.number, row.began_at) == ("+45 98 12 34 56", incident.timeline.get(kind="call").at)


def test_r6_2_a_call_that_nobody_answered_is_kept_as_such(made):
    call(made, made.incident(), answered="no", body="")
    assert Call.objects.get().outcome == Outcome.NOT_REACHED


def test_r6_2_pressing_twice_keeps_one_call(made):
    incident, once = made.incident(), str(uuid4())
    for _press in range(2):
        call(made, incident, submission=once)
    assert incident.timeline.filter(kind="call").count() == 1
    assert Call.objects.count() == 1


def test_r6_2_a_call_of_the_call_screen_is_kept_once(made):
    incident = made.incident()
    incoming = Incoming(
        customer=made.customer, agent=made.agent, contact=made.contact, began_at=TUESDAY_10 + MINUTE
    )
    taking.add_message(incoming, incident, "", "Restart the service.", TUESDAY_10 + MINUTE)
    assert Call.objects.count() == 1


def test_a_number_of_call_backs_that_is_kept_wrongly_is_named(made):
    asked = made.ask()
    call_command("verify_counts")
    call_backs.take(asked, made.agent, TUESDAY_10)
    call_backs.spoken(asked, made.agent, "Fixed tonight.", TUESDAY_10 + MINUTE)
    call_command("verify_counts")
    ListCount.objects.create(list="call_backs", number=2)
    with pytest.raises(CommandError, match="1 differences"):
        call_command("verify_counts")
