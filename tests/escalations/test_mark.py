"""An incident that is escalated carries a mark in the queue as long as the request lasts (LIFECYCLE.md, 4)."""

import pytest

from tests.desk.pages import get, signed_in
from tests.escalations.scene import LATER, scene
from tickets import closing
from tickets.escalations import answering, counts, ending
from tickets.models import Incident

pytestmark = pytest.mark.django_db


def marked(made):
    """In the queue's row, and nothing is kept wrongly."""
    assert list(counts.differences()) == []
    page = get(signed_in(made.lead), "/desk/queue/", LATER).content.decode()
    return ">Escalated<" in page


def test_the_queues_row_of_an_escalated_incident_says_so_until_it_ends():
    made = scene()
    assert not marked(made)
    found = made.ask()
    assert marked(made)
    ending.end(found, made.contact, LATER)
    assert not marked(made)


def test_an_end_that_is_proposed_keeps_the_mark_until_the_asker_agrees():
    made = scene()
    found = made.ask()
    answering.answer(found, made.lead, "Dana calls.", LATER)
    ending.propose(found, made.lead, "done", "The fix runs.", LATER)
    ending.disagree(found, made.contact, "It does not.", LATER)
    assert marked(made)
    ending.propose(found, made.lead, "done", "Now it does.", LATER)
    ending.agree(found, made.contact, LATER)
    assert not marked(made)


def test_a_second_request_keeps_the_mark():
    made = scene()
    made.ask()
    made.ask(at=LATER)
    assert marked(made)


def test_the_mark_goes_with_the_incident_that_is_closed():
    made = scene()
    made.ask()
    closing.withdraw(made.fresh(), made.contact, at=LATER)
    assert not Incident.objects.get().escalated
    assert list(counts.differences()) == []


def test_a_mark_that_no_request_bears_out_is_named():
    made = scene()
    Incident.objects.update(escalated=True)
    assert len(list(counts.differences())) == 1
    Incident.objects.update(escalated=False)
    made.ask()
    Incident.objects.update(escalated=False)
    assert len(list(counts.differences())) == 1
