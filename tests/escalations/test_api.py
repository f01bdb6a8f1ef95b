"""Requests for escalation as scripts make, read and end them (LIFECYCLE.md, 4)."""

from uuid import uuid4

import pytest

from tests import factories as make
from tests.api import read, send
from tests.escalations.scene import AT, LATER, scene
from tickets.escalations import answering, ending
from tickets.escalations.models import EscalationRequest

pytestmark = pytest.mark.django_db
LIST = "escalations/"
WISH = {
    "reason": "Nobody has an idea when it works.",
    "impact": "A recall drill of 64 pallets.",
    "critical_on": "2026-11-25",
    "workaround_ok": False,
    "name": "Marisol Vega",
    "phone": "+1 402 555 0111",
}


def test_a_script_escalates_and_reads_by_when_it_is_answered(client):
    made = scene()
    answer = send(client, made.contact, LIST, AT, incident=made.incident.pk, **WISH)
    assert answer.status_code == 201
    said = answer.json()
    assert (said["request"], said["level"], said["answer"], said["late"]) == (1, 1, "", False)
    assert said["due_at"] == "2026-11-23T13:00:00Z"
    assert read(client, made.lead, LIST, AT).json()["results"] == [said]


def test_a_retry_gives_the_one_request_of_that_submission(client):
    made = scene()
    wish = WISH | {"incident": made.incident.pk, "submission": str(uuid4())}
    numbers = {send(client, made.contact, LIST, AT, **wish).json()["number"] for _try in range(2)}
    assert EscalationRequest.objects.count() == len(numbers) == 1


@pytest.mark.parametrize("missing", ["reason", "impact", "workaround_ok", "name", "phone"])
def test_what_is_missing_is_named_and_nothing_is_escalated(client, missing):
    made = scene()
    wish = {key: value for key, value in WISH.items() if key != missing}
    answer = send(client, made.contact, LIST, AT, incident=made.incident.pk, **wish)
    assert answer.status_code in (400, 422)
    assert missing in answer.json()["errors"]
    assert not EscalationRequest.objects.exists()


def test_another_companys_incident_and_request_are_404(client):
    made = scene()
    found, stranger = made.ask(), make.contact(make.customer())
    assert send(client, stranger, LIST, AT, incident=made.incident.pk, **WISH).status_code == 404
    assert read(client, stranger, f"{LIST}{found.pk}/", AT).status_code == 404
    assert send(client, stranger, f"{LIST}{found.pk}/changes/", AT, change="end").status_code == 404


def test_the_asker_agrees_to_the_end_that_is_proposed_and_a_colleague_does_not(client):
    made = scene()
    found = made.ask()
    answering.answer(found, made.lead, "Dana calls by 16:00.", LATER)
    ending.propose(found, made.lead, "done", "The fix runs.", LATER)
    address = f"{LIST}{found.pk}/changes/"
    assert send(client, made.colleague, address, LATER, change="agree").status_code in (403, 409)
    assert send(client, made.contact, address, LATER, change="agree").json()["outcome"] == "done"


def test_a_reason_is_asked_for_where_she_does_not_agree(client):
    made = scene()
    found = made.ask()
    answering.answer(found, made.lead, "Dana calls by 16:00.", LATER)
    ending.propose(found, made.lead, "done", "The fix runs.", LATER)
    answer = send(client, made.contact, f"{LIST}{found.pk}/changes/", LATER, change="disagree")
    assert answer.json()["code"] == "reason_missing"
    assert EscalationRequest.objects.get().is_proposed


def test_staff_read_requests_and_make_and_end_none(client):
    made = scene()
    found = made.ask()
    assert send(client, made.lead, LIST, AT, incident=made.incident.pk, **WISH).status_code == 403
    assert send(client, made.lead, f"{LIST}{found.pk}/changes/", AT, change="end").status_code == 403
