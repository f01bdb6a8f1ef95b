"""R9: an answer is held back once where others have written since its page was opened: two do not answer twice."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories as make
from tests.desk.pages import LATER, WEDNESDAY, get, post, text
from tickets import closing, correspondence
from tickets.models import Incident, Status, TimelineEntry
from tickets.refusals import WrittenMeanwhile

pytestmark = pytest.mark.django_db

SEEN = re.compile(r'name="seen" value="(\d+)"')
CLOSING = re.compile(r'name="seen" value="(\d+)" form="closing"')
MINE = "Please restart the service."
HELD = "New since you opened this page, from {}: read it above. Your reply is not sent yet"


@pytest.fixture
def incident(agent):
    customer = make.customer()
    contact = make.contact(customer, name="Mette Nygaard")
    made = make.incident(customer, at=WEDNESDAY, severity=3, contact=contact)
    correspondence.reply(made, agent, "We look at it.", at=WEDNESDAY)
    return made


@pytest.fixture
def colleague():
    return make.staff(name="Sofie Lund")


def opened(desk, incident):
    """What the page says that its reader has seen."""
    return seen_in(get(desk, f"/desk/incidents/{incident.pk}/"))


def seen_in(page):
    return SEEN.search(page.content.decode()).group(1)


def send(desk, incident, **fields):
    return post(desk, f"/desk/incidents/{incident.pk}/reply/", LATER, body=MINE, **fields)


def sent(incident):
    return incident.timeline.filter(body=MINE).exists()


def test_r9_what_a_colleague_answered_meanwhile_is_shown_and_the_text_stays(desk, incident, colleague):
    seen = opened(desk, incident)
    correspondence.reply(incident, colleague, "Restart the service.", at=LATER)
    held = send(desk, incident, seen=seen, after="solution", solution="workaround")
    page, words = held.content.decode(), text(held)
    assert held.status_code == 409
    assert not sent(incident)
    assert HELD.format("Sofie Lund") in words
    assert f">{MINE}</textarea>" in words
    assert 'value="solution" checked' in words
    assert page.count('<span class="tag accent">New</span>') == 1
    assert page.index("Restart the service.") < page.index(HELD[:20])
    assert "Send anyway to Mette Nygaard" in words
    assert "missing or wrong" not in words


def test_r9_pressed_again_it_is_sent_whatever_was_written(desk, incident, colleague):
    seen = opened(desk, incident)
    correspondence.reply(incident, colleague, "Restart the service.", at=LATER)
    again = seen_in(send(desk, incident, seen=seen, after="ask"))
    assert send(desk, incident, seen=again, after="ask").status_code == 302
    assert sent(incident)
    assert Incident.objects.get(pk=incident.pk).status == Status.WAITING_CUSTOMER


def test_r9_what_is_written_while_she_reads_that_holds_it_again(desk, incident, colleague):
    seen = opened(desk, incident)
    correspondence.reply(incident, colleague, "Restart the service.", at=LATER)
    again = seen_in(send(desk, incident, seen=seen))
    correspondence.contact_reply(incident, incident.contact, "It works now.", at=LATER)
    held = send(desk, incident, seen=again)
    assert HELD.format("Mette Nygaard") in text(held)
    assert not sent(incident)


def test_r9_what_the_contact_wrote_or_said_holds_it_too(desk, incident, colleague):
    seen = opened(desk, incident)
    correspondence.contact_reply(incident, incident.contact, "It works now.", at=LATER)
    correspondence.spoken(incident, colleague, "She has restarted it.", at=LATER)
    held = send(desk, incident, seen=seen)
    assert HELD.format("Mette Nygaard, Sofie Lund") in text(held)


def test_r9_a_solution_is_held_back_like_an_answer(desk, incident, colleague):
    seen = opened(desk, incident)
    correspondence.reply(incident, colleague, "Restart the service.", at=LATER)
    assert send(desk, incident, seen=seen, after="solution", solution="fix").status_code == 409
    assert Incident.objects.get(pk=incident.pk).status == Status.IN_PROGRESS


def test_r9_a_message_that_closes_is_held_back_like_an_answer(desk, incident, colleague):
    """Closed as not covered past what the contact had just written, she read that nobody had read it."""
    page = get(desk, f"/desk/incidents/{incident.pk}/").content.decode()
    seen = CLOSING.search(page).group(1)
    correspondence.contact_reply(incident, incident.contact, "It is covered: see our contract.", at=LATER)
    typed = {"close_reason": "not_covered", "body": "Not covered."}
    held = post(desk, f"/desk/incidents/{incident.pk}/close/", LATER, seen=seen, **typed)
    assert held.status_code == 409
    assert "from Mette Nygaard: read it first. The incident is not closed yet" in text(held)
    assert "Not covered.</textarea>" in text(held)
    assert Incident.objects.get(pk=incident.pk).is_open
    again = CLOSING.search(held.content.decode()).group(1)
    assert post(desk, f"/desk/incidents/{incident.pk}/close/", LATER, seen=again, **typed).status_code == 302
    assert not Incident.objects.get(pk=incident.pk).is_open


def test_r9_her_own_messages_notes_and_calls_that_nobody_answered_hold_nothing(
    desk, agent, incident, colleague
):
    seen = opened(desk, incident)
    correspondence.reply(incident, agent, "One thing more.", at=LATER)
    correspondence.note(incident, colleague, "Ask Sofie.", at=LATER)
    correspondence.spoken(incident, colleague, "", answered=False, at=LATER)
    assert send(desk, incident, seen=seen).status_code == 302


@pytest.mark.parametrize("seen", ["", "soon", "-1", "9" * 30])
def test_r9_where_it_is_not_known_what_she_has_seen_nothing_is_held_back(desk, incident, colleague, seen):
    correspondence.reply(incident, colleague, "Restart the service.", at=LATER)
    assert send(desk, incident, seen=seen).status_code == 302


def test_r9_what_else_is_wrong_is_said_beside_it_and_it_is_not_said_to_be_seen(desk, incident, colleague):
    seen = opened(desk, incident)
    correspondence.reply(incident, colleague, "Restart the service.", at=LATER)
    held = post(desk, f"/desk/incidents/{incident.pk}/reply/", LATER, body=" ", seen=seen)
    assert "Write a text first." in text(held)
    assert HELD.format("Sofie Lund") in text(held)


def test_r9_files_are_to_be_chosen_again(desk, incident, colleague):
    seen = opened(desk, incident)
    correspondence.reply(incident, colleague, "Restart the service.", at=LATER)
    held = send(desk, incident, seen=seen, files=SimpleUploadedFile("log.txt", b"4711"))
    again = "send it anyway. Choose the files again: a browser does not keep them."
    assert again in text(held)
    assert again not in text(send(desk, incident, seen=seen))


def test_r9_the_verbs_ask_it_while_the_incident_is_locked(agent, incident, colleague):
    seen = incident.timeline.latest("pk").pk
    correspondence.reply(incident, colleague, "Restart the service.", at=LATER)
    later = LATER + timedelta(minutes=1)
    for send_it in (correspondence.reply, closing.propose_solution):
        with pytest.raises(WrittenMeanwhile):
            send_it(incident, agent, MINE, at=later, seen=seen)
    assert incident.timeline.filter(kind=TimelineEntry.Kind.MESSAGE).count() == 2
