"""Escalations on the pages of both sides (LIFECYCLE.md, 4)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.desk.pages import get, post, signed_in, text
from tests.escalations.scene import AT, LATER, WISH, scene
from tickets import closing
from tickets.escalations import answering, asking, ending
from tickets.escalations.models import EscalationRequest
from tickets.escalations.refusals import ImpactNeeded, NameNeeded, PhoneNeeded, ReasonNeeded

pytestmark = pytest.mark.django_db

TYPED = {
    "reason": WISH.reason,
    "impact": WISH.impact,
    "critical_on": "2026-11-25",
    "workaround_ok": "yes",
    "name": WISH.name,
    "phone": WISH.phone,
}


@pytest.fixture
def found():
    return scene("XT")


def page_of(found):
    return f"/incidents/{found.incident.pk}/"


def test_a_contact_escalates_from_the_incident_and_sees_by_when_she_is_answered(found):
    contact = signed_in(found.contact)
    assert f"{page_of(found)}escalate/" in text(get(contact, page_of(found), AT))
    form = text(get(contact, f"{page_of(found)}escalate/", AT))
    assert "The team lead answers you: level 1." in form
    post(contact, f"{page_of(found)}escalate/", AT, **TYPED)
    page = text(get(contact, page_of(found), AT))
    assert "Escalated to level 1." in page
    assert "Marisol escalates the incident to level 1" in page
    assert "Expected by" in text(get(contact, f"{page_of(found)}escalation/", AT))


def test_the_form_asks_for_nothing_that_the_incident_says(found):
    """Production is down, and she has typed it once."""
    found.incident.impact, found.incident.phone = "Nobody can pick.", "+45 70 00 00 09"
    found.incident.save()
    form = text(get(signed_in(found.contact), f"{page_of(found)}escalate/", AT))
    assert "Nobody can pick.</textarea>" in form
    assert 'value="+45 70 00 00 09"' in form
    colleague = make.contact(found.incident.customer, phone="+45 70 00 00 08")
    form = text(get(signed_in(colleague), f"{page_of(found)}escalate/", AT))
    assert "Nobody can pick.</textarea>" in form
    assert 'value="+45 70 00 00 08"' in form


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"critical_on": "2026-11-20"}, "That day is past."),
        ({"impact": ""}, "Say what it means for the business"),
        ({"workaround_ok": ""}, "Is a workaround acceptable?</a> Say whether a workaround is acceptable."),
        ({"phone": ""}, "Give the phone number"),
    ],
)
def test_what_is_refused_stands_at_its_field_and_the_rest_stays(found, change, words):
    answer = post(signed_in(found.contact), f"{page_of(found)}escalate/", AT, **TYPED | change)
    assert answer.status_code == 422
    assert words in text(answer)
    assert WISH.reason in text(answer)
    assert not EscalationRequest.objects.exists()


def test_sent_empty_it_says_all_that_is_missing_at_once(found):
    empty = dict.fromkeys(("reason", "impact", "workaround_ok", "name", "phone"), " ")
    page = text(post(signed_in(found.contact), f"{page_of(found)}escalate/", AT, **TYPED | empty))
    for refusal in (ReasonNeeded, ImpactNeeded, NameNeeded, PhoneNeeded):
        assert str(refusal.sentence) in page


def test_a_closed_incident_cannot_be_escalated_and_the_page_says_what_can(found):
    closing.withdraw(found.incident, found.contact, at=AT)
    contact = signed_in(found.contact)
    assert "escalate/" not in text(get(contact, page_of(found), LATER))
    answer = post(contact, f"{page_of(found)}escalate/", LATER, **TYPED)
    assert answer.status_code == 409
    assert "The incident is withdrawn." in text(answer)


def test_the_lead_sees_it_first_answers_and_agrees_on_the_end(found):
    request = found.ask()
    lead = signed_in(found.lead)
    for address in ("/desk/escalations/", "/desk/tiers/", f"/desk{page_of(found)}"):
        assert request.get_absolute_url() in text(get(lead, address, LATER))
    address = request.get_absolute_url()
    assert "+1 402 555 0111" in text(get(lead, address, LATER))
    refused = post(lead, f"{address}answer/", LATER, body=" ")
    assert refused.status_code == 422
    post(lead, f"{address}answer/", LATER, body="Dana and I, today.")
    contact = signed_in(found.contact)
    assert "Dana and I, today." in text(get(contact, page_of(found), LATER))
    post(lead, f"{address}propose/", LATER, outcome="done", reason="All pallets are found.")
    assert "May it end?" in text(get(contact, f"{page_of(found)}escalation/", LATER))
    assert "All pallets are found." in text(get(contact, page_of(found), LATER))
    refused = post(contact, f"{page_of(found)}escalation/disagree/", LATER, reason="")
    assert refused.status_code == 422
    post(contact, f"{page_of(found)}escalation/agree/", LATER)
    assert not EscalationRequest.objects.get().is_open
    again = post(contact, f"{page_of(found)}escalation/end/", LATER)
    assert again.status_code == 409


def test_lifecycle_4_both_sides_read_on_its_page_why_it_goes_on_and_why_it_ended(found):
    request = found.ask()
    answering.answer(request, found.lead, "We have a plan.", LATER)
    ending.propose(request, found.lead, "done", "All pallets are found.", LATER)
    ending.disagree(request, found.contact, "Two are missing.", LATER)
    ending.propose(request, found.lead, "cannot", "It needs 8.0.", LATER)
    ending.agree(request, found.contact, LATER)
    for page in (
        text(get(signed_in(found.lead), request.get_absolute_url(), LATER)),
        text(get(signed_in(found.contact), f"{page_of(found)}escalation/", LATER)),
    ):
        said = page[page.index("About its end") :]
        for words in (
            "All pallets are found.",
            "Marisol does not agree: the escalation goes on",
            "Two are missing.",
            "It needs 8.0.",
            "Marisol agreed: the escalation has ended",
        ):
            assert words in said


def test_a_colleague_reads_it_and_is_told_who_ends_it(found):
    found.ask()
    colleague = signed_in(found.colleague)
    assert "Marisol, or your company's manager, ends it." in text(
        get(colleague, f"{page_of(found)}escalation/", LATER)
    )
    answer = post(colleague, f"{page_of(found)}escalation/end/", LATER)
    assert answer.status_code == 403
    assert "Marisol asked for it." in text(answer)


def test_an_agent_reads_it_and_is_told_whom_to_ask(found):
    address = found.ask().get_absolute_url()
    agent = signed_in(found.agent)
    assert "There is nothing for you to do here now." in text(get(agent, address, LATER))
    assert post(agent, f"{address}answer/", LATER, body="Me.").status_code == 403


def test_an_incident_without_escalation_asks_nothing_more_of_the_database(found):
    """Its page at the desk is measured."""
    agent = signed_in(found.agent)
    get(agent, f"/desk{page_of(found)}", AT)
    with CaptureQueriesContext(connection) as seen:
        get(agent, f"/desk{page_of(found)}", AT)
    assert not [each for each in seen if "escalations_" in each["sql"] or "consulting_" in each["sql"]]


def test_the_list_takes_the_same_queries_however_long_it_is(found):
    found.ask()
    lead = signed_in(found.lead)

    def count(address):
        get(lead, address, LATER)  # what is kept of settings is read
        with CaptureQueriesContext(connection) as seen:
            get(lead, address, LATER)
        return len(seen)

    few = [count("/desk/escalations/"), count("/desk/tiers/")]
    for _number in range(4):
        other = make.incident(at=AT, customer=found.incident.customer, product=found.incident.product)
        asking.ask(other, other.contact, WISH, AT)
    assert [count("/desk/escalations/"), count("/desk/tiers/")] == few
