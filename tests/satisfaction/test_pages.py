"""The question on the pages of both sides (LIFECYCLE.md, L9)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.desk.pages import get, post, signed_in, text
from tests.satisfaction.scene import AT, CLOSED, LAST, LATER, OVER, scene
from tickets import closing

pytestmark = pytest.mark.django_db

ASKS = "Are you satisfied with the help?"


@pytest.fixture
def found():
    found = scene()
    found.close()
    return found


def page_of(found):
    return f"/incidents/{found.incident.pk}/"


def address(found):
    return f"{page_of(found)}satisfaction/"


def test_l9_the_contact_is_asked_on_the_page_of_her_incident_and_answers(found):
    contact = signed_in(found.contact)
    page = text(get(contact, page_of(found), AT))
    assert ASKS in page
    assert f'{address(found)}?satisfied=no"' in page
    form = get(contact, f"{address(found)}?satisfied=no", AT).content.decode()
    assert "checked" in form.split('value="no"')[1][:80]
    assert not found.question.is_answered  # a GET keeps nothing
    assert post(contact, address(found), AT, satisfied="no", text="Too long.").status_code == 302
    page = text(get(contact, page_of(found), LATER))
    assert "You are not satisfied with the help." in page
    assert "Too long." in page
    assert "Change the answer" in page
    assert "is not satisfied with the help" not in page  # the desk's timeline alone says so


def test_l9_she_is_asked_in_her_language():
    found = scene(language="da")
    found.close()
    assert "Er du tilfreds med hjælpen?" in text(get(signed_in(found.contact), page_of(found), AT))


def test_l9_the_desk_reads_the_answer_and_its_words(found):
    page = text(get(signed_in(found.agent), f"/desk/incidents/{found.incident.pk}/", AT))
    assert "Satisfaction" not in page
    found.answer(False, "Too long.")
    page = text(get(signed_in(found.agent), f"/desk/incidents/{found.incident.pk}/", LATER))
    assert "Mette is not satisfied with the help" in page
    assert "Too long." in page


def test_l9_a_colleague_neither_reads_nor_answers(found):
    found.answer(False, "Too long.")
    colleague = signed_in(found.colleague)
    page = text(get(colleague, page_of(found), LATER))
    assert "satisfied" not in page
    assert "Too long." not in page
    assert get(colleague, address(found), LATER).status_code == 404
    assert post(colleague, address(found), LATER, satisfied="yes").status_code == 404
    assert found.question.satisfied is False


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Say yes or no."),
        ({"satisfied": "maybe"}, "Say yes or no."),
        ({"satisfied": "yes", "text": "x" * 2001}, "The text has 2001 characters; 2000 is the most."),
    ],
)
def test_l9_what_is_refused_stands_at_its_field_and_what_was_typed_stays(found, typed, words):
    answer = post(signed_in(found.contact), address(found), AT, **{"text": "It took long."} | typed)
    assert answer.status_code == 422
    assert words in text(answer)
    assert ({"text": "It took long."} | typed)["text"] in text(answer)
    assert not found.question.is_answered


def test_l9_after_thirty_days_the_page_says_that_it_is_over(found):
    contact = signed_in(found.contact)
    assert ASKS not in text(get(contact, page_of(found), OVER))
    assert "This question is over" in text(get(contact, address(found), OVER))
    late = post(contact, address(found), OVER, satisfied="no", text="Too long.")
    assert late.status_code == 409
    assert "may answer for 30 days" in text(late)
    assert "Too long." in text(late)


def test_an_incident_that_was_never_solved_is_asked_nothing_more(found):
    contact = signed_in(found.contact)
    other = make.incident(found.incident.customer, at=CLOSED, contact=found.contact)
    get(contact, f"/incidents/{other.pk}/", AT)
    for reader, start in ((contact, "/incidents/"), (signed_in(found.agent), "/desk/incidents/")):
        with CaptureQueriesContext(connection) as asked:
            get(reader, f"{start}{other.pk}/", AT)
        assert not [each for each in asked if "satisfaction" in each["sql"]]


def test_those_who_lead_see_the_figure_and_the_newest_words(found):
    found.answer(False, "Too long.")
    lead = signed_in(found.lead)
    page = text(get(lead, "/desk/satisfaction/", LATER))
    assert "Too long." in page
    assert "0 % of those who answered" in page
    assert "however long ago" in page
    assert get(signed_in(found.agent), "/desk/satisfaction/", LATER).status_code == 403
    assert get(signed_in(found.contact), "/desk/satisfaction/", LATER).status_code == 404


def test_the_words_come_by_pages(found, monkeypatch):
    monkeypatch.setattr("tickets.satisfaction.views.desk.PAGE", 1)
    found.answer(False, "Too long.")
    closing.reopen(found.fresh(), found.contact, "Again.", LATER)
    closing.propose_solution(found.fresh(), found.agent, "Install it.", at=LATER)
    found.close(LATER)
    found.answer(True, "Better now.", at=LATER)
    lead = signed_in(found.lead)
    first = text(get(lead, "/desk/satisfaction/", LATER))
    assert "Better now." in first
    assert "Too long." not in first
    assert "Too long." in text(get(lead, f"/desk/satisfaction/?before={found.question.pk}", LATER))


def test_l9_her_first_page_asks_in_a_line_until_she_answers_or_the_question_is_gone(found):
    """Only the mail of the closing and the incident's own page asked: who reads neither was never asked."""
    contact = signed_in(found.contact)
    page = text(get(contact, "/", AT))
    assert ASKS in page
    assert f'{address(found)}?satisfied=yes"' in page
    assert "Posting stops" in page
    assert ASKS not in text(get(signed_in(found.colleague), "/", AT))
    assert ASKS in text(get(contact, "/", LAST))
    assert ASKS not in text(get(contact, "/", OVER))
    found.answer(True)
    assert ASKS not in text(get(contact, "/", LATER))


def test_l9_her_first_page_asks_no_more_once_the_incident_is_reopened(found):
    closing.reopen(found.fresh(), found.contact, "It stops again.", at=AT)
    assert ASKS not in text(get(signed_in(found.contact), "/", LATER))
