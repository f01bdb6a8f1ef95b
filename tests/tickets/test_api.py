"""REST API v1: the same verbs, walls and refusals as the screens."""

from base64 import b64encode
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.utils import timezone
from rest_framework.test import APIClient

from subscriptions.models import ApiToken, Tier
from tests import factories as make
from tests.tickets.moments import moment
from tickets import correspondence, severity
from tickets.models import Incident, Status, TimelineEntry

pytestmark = pytest.mark.django_db


def api(user):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {ApiToken.issue(user, 'test')}")
    return client


@pytest.fixture
def customer():
    made = make.customer()
    make.line(made, make.product())
    return made


@pytest.fixture
def contact(customer):
    return make.contact(customer)


def log(client, **fields):
    body = {"product": "LGF", "title": "Posting stops", "description": "Error 4711."} | fields
    return client.post("/api/v1/incidents/", body)


def test_without_a_token_it_answers_401_as_a_problem():
    response = APIClient().get("/api/v1/incidents/")
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"] == "Token"


def test_what_cannot_be_called_so_is_answered_by_a_sentence_without_places(contact):
    client = api(contact)
    method = client.put("/api/v1/incidents/", {}).json()
    kind = client.post("/api/v1/incidents/", "x", content_type="text/csv").json()
    assert (method["status"], method["title"]) == (405, 'Method "PUT" not allowed.')
    assert (kind["status"], kind["title"]) == (415, 'Unsupported media type "text/csv" in request.')


def test_an_expired_token_is_refused(contact):
    key = ApiToken.issue(contact, "old", expires_at=timezone.now())
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {key}")
    assert client.get("/api/v1/incidents/").status_code == 401


def test_r8_1_logging_answers_with_the_expected_response_and_why(contact):
    response = log(api(contact), severity=2)
    assert response.status_code == 201, response.content
    incident = Incident.objects.get()
    expected = response.json()["expected_response"]
    assert expected["due_at"].replace("Z", "+00:00") == incident.due_at.isoformat()
    assert "within 4 covered hours" in expected["explanation"]
    assert (incident.channel, incident.contact) == ("api", contact)


def test_r8_11_a_missed_response_comes_with_the_new_expected_time_until_it_is_given(contact, customer):
    """Severity 2 under XT: within 4 covered hours, and 4 more once they have passed."""
    logged = moment("2026-11-25 08:00 +01:00")
    incident = make.incident(customer, at=logged, severity=2, contact=contact)

    def expected(at):
        with time_machine.travel(at, tick=False):
            read = api(contact).get(f"/api/v1/incidents/{incident.pk}/").json()["expected_response"]
        return read["missed"], read["expected_again"]

    assert expected(moment("2026-11-25 11:00 +01:00")) == (False, None)
    assert expected(moment("2026-11-25 13:00 +01:00")) == (True, "2026-11-25T15:00:00Z")
    correspondence.reply(incident, make.staff(), "Late.", at=moment("2026-11-25 13:30 +01:00"))
    assert expected(moment("2026-11-25 14:00 +01:00")) == (True, None)


def test_r8_9_a_contact_reads_of_the_targets_that_she_is_shown_and_of_no_other(contact, customer):
    """Next reply and solution goal are internal: neither as what is due, nor as what a change moved."""
    agent, at = make.staff(), timezone.now()
    incident = make.incident(customer, at=at, severity=3, contact=contact)
    severity.change_severity(incident, agent, 2, "Month end.", at)

    def seen(person):
        read = api(person).get(f"/api/v1/incidents/{incident.pk}/").json()
        (listed,) = api(person).get("/api/v1/incidents/").json()["results"]
        assert listed["due_at"] == read["due_at"]
        (changed,) = [entry["facts"]["due"] for entry in read["timeline"] if entry["kind"] == "severity"]
        return read["due_at"] is not None, [due["milestone"] for due in changed]

    assert seen(contact) == (True, ["first_response"])
    correspondence.reply(incident, agent, "I look at it.", at=at)
    assert seen(contact) == (False, ["first_response"])
    assert seen(agent) == (True, ["first_response", "solution_goal"])
    Tier.objects.update(shows_next_reply=True, shows_solution_goal=True)
    assert seen(contact) == seen(agent)


def test_the_same_submission_twice_is_one_incident(contact):
    submission = "0b2f6f5e-7f6f-4f0e-9a55-6b0f5b9f1c11"
    numbers = {log(api(contact), submission=submission).json()["number"] for _ in range(3)}
    assert len(numbers) == 1
    assert Incident.objects.count() == 1


@pytest.mark.parametrize("internal", [False, True])
def test_the_same_submission_twice_is_one_message(contact, internal):
    number = log(api(contact)).json()["number"]
    message = {"body": "Hi", "internal": internal, "submission": "0b2f6f5e-7f6f-4f0e-9a55-6b0f5b9f1c11"}
    for person in (make.staff(),) if internal else (contact, make.staff()):
        written = {
            api(person).post(f"/api/v1/incidents/{number}/messages/", message).json()["id"] for _ in range(3)
        }
        assert len(written) == 1


def test_one_submission_with_another_text_drops_nothing_unsaid(contact):
    """A script that sends one key for everything: a message more, and of an incident the refusal."""
    once = {"submission": "0b2f6f5e-7f6f-4f0e-9a55-6b0f5b9f1c11"}
    number = log(api(contact), **once).json()["number"]
    refused = log(api(contact), description="Error 4712.", **once)
    assert (refused.status_code, refused.json()["code"]) == (409, "submitted_already")
    assert f"as incident {number}" in refused.json()["detail"]
    address, agent = f"/api/v1/incidents/{number}/messages/", api(make.staff())
    said = [{"body": "Hi"}, {"body": "Ho"}, {"body": "Ho", "internal": True}, {"body": "Ho", "asks": True}]
    written = {agent.post(address, each | once).json()["id"] for each in said * 2}
    assert len(written) == 4


def test_another_companys_incident_is_404(contact):
    other = make.incident(at=timezone.now())
    client = api(contact)
    assert client.get(f"/api/v1/incidents/{other.pk}/").status_code == 404
    assert client.post(f"/api/v1/incidents/{other.pk}/messages/", {"body": "Hi"}).status_code == 404
    assert client.post(f"/api/v1/incidents/{other.pk}/changes/", {"change": "take"}).status_code == 404
    assert client.get("/api/v1/incidents/").json()["results"] == []


def test_a_refusal_carries_its_code(contact):
    make.product("VDL")
    response = log(api(contact), product="VDL")
    assert response.status_code == 403
    assert response.json()["code"] == "product_not_covered"
    assert "Your subscription does not cover Product VDL." in response.json()["detail"]
    assert not Incident.objects.exists()


def test_r26_5_after_expiry_only_severity_1_is_taken(contact, customer):
    customer.lines.update(ends_at=timezone.now() - timedelta(days=1))
    response = log(api(contact))
    assert (response.status_code, response.json()["code"]) == (403, "subscription_expired")
    assert "Your subscription expired on" in response.json()["detail"]
    assert "Renew with" in response.json()["detail"]
    assert not Incident.objects.exists()
    urgent = log(api(contact), severity=1, impact="Nobody can post", phone="+45 70000001")
    assert urgent.status_code == 201


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"severity": 0}, "Severity is 1, 2, 3 or 4."),
        ({"severity": 5}, "Severity is 1, 2, 3 or 4."),
        ({"severity": 10**30}, "Severity is 1, 2, 3 or 4."),
        ({"severity": "high"}, "Severity is 1, 2, 3 or 4."),
        ({"severity": None}, "Severity is 1, 2, 3 or 4."),
        ({"title": ""}, "This field may not be blank."),
        ({"title": "x" * 201}, "Ensure this field has no more than 200 characters."),
        ({"title": "A\0B"}, "Null characters are not allowed."),
        ({"description": " "}, "This field may not be blank."),
        ({"description": "\x07"}, "Write a text first."),
        ({"description": "ø" * 200_000}, "The text has 200000 characters; 50000 is the most."),
        ({"product": "NONE"}, "Object with code=NONE does not exist."),
        ({"product": "L\0"}, "It contains a character that no text may have."),
        ({"kind": "wish"}, "is not a valid choice."),
        ({"submission": "no uuid"}, "Must be a valid UUID."),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_logs_nothing(contact, fields, sentence):
    response = log(api(contact), **fields)
    assert response.status_code in (400, 422)
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"]
    assert sentence in response.content.decode()
    assert not Incident.objects.exists()


def test_control_characters_are_dropped_and_emoji_kept(contact):
    assert log(api(contact), title="Stop\x07 🔥\r\nnu", description="a\x1b[31m\r\n🙈").status_code == 201
    incident = Incident.objects.get()
    assert (incident.title, incident.description) == ("Stop 🔥 nu", "a[31m\n🙈")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (" ", "This field may not be blank."),
        ("\x07", "Write a text first."),
        ("ø" * 200_000, "The text has 200000 characters; 50000 is the most."),
    ],
)
def test_an_empty_or_endless_message_is_refused_with_a_sentence(contact, body, sentence):
    number = log(api(contact)).json()["number"]
    response = api(contact).post(f"/api/v1/incidents/{number}/messages/", {"body": body})
    assert response.status_code in (400, 422)
    assert sentence in response.content.decode()
    assert not TimelineEntry.objects.filter(kind="message").exists()


def test_a_field_that_there_is_none_of_is_refused_by_its_name(contact):
    number = log(api(contact)).json()["number"]
    address = f"/api/v1/incidents/{number}/messages/"
    refused = api(make.staff()).post(address, {"body": "Same as at Nordlys.", "intern": True})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert refused.json()["errors"] == {
        "intern": [{"message": "There is no such field here.", "code": "invalid"}]
    }
    assert not TimelineEntry.objects.filter(kind="message").exists()
    assert log(api(contact), severty=1).json()["errors"].keys() == {"severty"}


@pytest.mark.parametrize(
    ("content", "status", "sentence"),
    [
        ('{"product": ', 400, "JSON parse error"),
        ("[" * 100_000, 400, "The JSON is nested too deeply."),
        ("[]", 400, "Expected a dictionary"),
        (r'{"product": "LGF", "title": "\ud800"}', 400, "Surrogate characters are not allowed"),
        (f'"{"x" * 6_000_000}"', 413, "A request has at most 5.0\xa0MB. Nothing was saved."),
    ],
)
def test_what_cannot_be_read_is_answered_as_a_problem(contact, content, status, sentence):
    response = api(contact).generic("POST", "/api/v1/incidents/", content, "application/json")
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert sentence in response.content.decode()


def test_a_request_without_its_length_is_refused_with_a_sentence(contact):
    response = api(contact).post("/api/v1/incidents/", headers={"Transfer-Encoding": "chunked"})
    assert (response.status_code, response.json()["code"]) == (411, "length_required")
    assert "Send the request with its length (Content-Length)" in response.json()["detail"]


@pytest.mark.parametrize("address", ["", "nothing/", f"incidents/{'9' * 30}/", "incidents/4711/nothing/"])
def test_an_address_that_there_is_none_of_is_a_problem_too(contact, address):
    answer = api(contact).get(f"/api/v1/{address}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["code"] == "not_found"
    assert "<html" in api(contact).get("/nothing/").content.decode()


def test_a_fault_of_ours_is_a_problem_too(contact, monkeypatch):
    monkeypatch.setattr("tickets.api.views.rate.check", lambda *_: 1 / 0)
    client = api(contact)
    client.raise_request_exception = False
    answer = log(client)
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert answer.json()["code"] == "error"


def test_r5_1_what_is_posted_without_the_last_slash_is_posted_all_the_same(contact):
    """After a 301 a program fetches: it got the list with 200, and nothing was logged."""
    body = {"product": "LGF", "title": "Posting stops", "description": "Error 4711."}
    assert api(contact).post("/api/v1/incidents", body).status_code == 308
    assert api(contact).post("/api/v1/incidents", body, follow=True).status_code == 201
    assert Incident.objects.count() == 1


@pytest.mark.parametrize("field", ["impact", "phone"])
def test_r10_6_signs_that_nobody_sees_are_neither_an_impact_nor_a_phone(contact, field):
    said = {"severity": 1, "impact": "Nobody can post", "phone": "+45 70000001"} | {field: "\u200b"}
    refused = log(api(contact), **said)
    assert (refused.status_code, refused.json()["code"]) == (422, "severity_1_incomplete")
    number = log(api(contact)).json()["number"]
    raised = change(make.staff(), number, change="change_severity", reason="All", **said)
    assert raised.json()["code"] in ("impact_missing", "phone_missing")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            {"change": "wait_for_development", "defect_link": "https://x.example/" + "a" * 200},
            "200 characters",
        ),
        ({"change": "withdraw", "reason": "x" * 60_000}, "The text has 60000 characters; 50000 is the most."),
        (
            {
                "change": "change_severity",
                "severity": 1,
                "reason": "All",
                "phone": "1",
                "impact": "x" * 60_000,
            },
            "The text has 60000 characters; 50000 is the most.",
        ),
    ],
)
def test_what_is_too_long_for_a_change_is_refused_with_a_sentence(contact, said, sentence):
    number = log(api(contact)).json()["number"]
    who = contact if said["change"] == "withdraw" else make.staff()
    refused = change(who, number, **said)
    assert refused.status_code in (400, 422)
    assert sentence in refused.content.decode()


@pytest.mark.parametrize(("kind", "severity"), [("how_to", 4), ("installation", 3), ("fault", 3)])
def test_r11_3_what_nobody_says_the_severity_of_is_3_a_how_to_question_4(contact, kind, severity):
    assert log(api(contact), kind=kind).json()["severity"] == severity


def test_r11_3_a_how_to_question_may_not_be_severity_1(contact):
    refused = log(api(contact), kind="how_to", severity=1, impact="All", phone="+45 70000001")
    assert refused.json()["code"] == "how_to_not_critical"


def test_severity_1_names_what_is_missing(contact):
    response = log(api(contact), severity=1)
    assert response.status_code == 422
    assert response.json()["code"] == "severity_1_incomplete"
    assert "business impact" in response.json()["detail"]


def test_the_conversation_and_its_moves(contact):
    agent = make.staff()
    number = log(api(contact)).json()["number"]
    path = f"/api/v1/incidents/{number}/"
    staff, customer = api(agent), api(contact)
    assert staff.post(path + "messages/", {"body": "Which version?", "asks": True}).status_code == 201
    assert customer.get(path).json()["status"] == Status.WAITING_CUSTOMER
    assert customer.post(path + "messages/", {"body": "13.0"}).status_code == 201
    assert customer.get(path).json()["acts_now"] == "us"
    done = staff.post(
        path + "changes/", {"change": "propose_solution", "body": "Install SP2.", "solution": "fix"}
    )
    assert done.json()["status"] == Status.SOLUTION_PROPOSED
    assert customer.post(path + "changes/", {"change": "accept"}).json()["status"] == Status.CLOSED


def test_an_internal_note_is_not_shown_to_the_customer(contact):
    number = log(api(contact)).json()["number"]
    path = f"/api/v1/incidents/{number}/"
    api(make.staff()).post(path + "messages/", {"body": "Same as Nordlys.", "internal": True})
    assert "Nordlys" not in api(contact).get(path).content.decode()


def test_an_illegal_move_is_409_with_those_possible(contact):
    number = log(api(contact)).json()["number"]
    response = api(contact).post(f"/api/v1/incidents/{number}/changes/", {"change": "accept"})
    assert response.status_code == 409
    assert "The incident is new; it cannot become closed." in response.json()["detail"]
    assert "in progress" in response.json()["detail"]
    assert Incident.objects.get().status == Status.NEW


def change(person, number, **said):
    return api(person).post(f"/api/v1/incidents/{number}/changes/", said)


@pytest.mark.parametrize("before", ["new", "in_progress", "solution_proposed", "closed"])
def test_l5_l7_a_program_resumes_only_what_waits(contact, before):
    """What was closed, long ago even, is reopened with a reason; a solution is the customer's to reject."""
    agent, number = make.staff(), log(api(contact)).json()["number"]
    if before in ("solution_proposed", "closed"):
        change(agent, number, change="propose_solution", body="Install SP2.")
    elif before == "in_progress":
        change(agent, number, change="take")
    if before == "closed":
        change(contact, number, change="accept")
    refused = change(agent, number, change="resume")
    assert (refused.status_code, refused.json()["code"]) == (409, "illegal_move")
    assert "work is resumed where it waits" in refused.json()["detail"]
    assert Incident.objects.get().status == before


@pytest.mark.parametrize(
    ("reason", "status"), [(None, 422), ("solved", 400), ("no_answer", 400), ("consulting", 400)]
)
def test_l13_without_a_solution_a_program_closes_a_duplicate_or_what_is_not_covered(contact, reason, status):
    """Solved is what the customer accepts, no answer what silence says; consulting's is handed over (R11.6)."""
    number = log(api(contact)).json()["number"]
    said = {"body": "Done."} | ({"close_reason": reason} if reason else {})
    refused = change(make.staff(), number, change="close", **said)
    assert (refused.status_code, Incident.objects.get().status) == (status, Status.NEW)
    assert not TimelineEntry.objects.filter(kind="message").exists()
    assert (
        change(make.staff(), number, change="close", body="No.", close_reason="not_covered").status_code
        == 200
    )


@pytest.mark.parametrize("step", [{"change": "take"}, {"change": "decline_severity", "reason": "It stays"}])
def test_l12_what_has_ended_is_not_taken_and_answers_nothing(contact, step):
    agent, number = make.staff(), log(api(contact)).json()["number"]
    change(contact, number, change="ask_for_severity", severity=2, reason="It stops us")
    change(contact, number, change="withdraw")
    entries = TimelineEntry.objects.count()
    refused = change(agent, number, **step)
    assert (refused.status_code, refused.json()["code"]) == (409, "illegal_move")
    assert "while it is open only" in refused.json()["detail"]
    assert (Incident.objects.get().owner, TimelineEntry.objects.count()) == (None, entries)


def test_r8_10_a_severity_that_nobody_asks_for_any_more_is_not_declined(contact):
    """Of two agents the first changes it: the second would tell the customer that it stays."""
    agent, number = make.staff(), log(api(contact)).json()["number"]
    change(contact, number, change="ask_for_severity", severity=2, reason="It stops us")
    assert change(agent, number, change="change_severity", severity=2, reason="Yes").status_code == 200
    refused = change(agent, number, change="decline_severity", reason="It stays")
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_asked")


def test_l6_a_program_too_names_the_defect_that_development_corrects(contact):
    number = log(api(contact)).json()["number"]
    change(make.staff(), number, change="take")
    refused = change(make.staff(), number, change="wait_for_development")
    assert (refused.status_code, refused.json()["code"]) == (422, "defect_missing")
    link = "https://defects.example/4711"
    assert change(make.staff(), number, change="wait_for_development", defect_link=link).status_code == 200


@pytest.mark.parametrize("place", ["abc", "1e400", "-1", "", "9" * 30, "\0"])
@pytest.mark.parametrize("list_", ["incidents", "releases", "installed-systems"])
def test_a_cursor_that_we_did_not_write_is_a_problem_and_no_fault(contact, place, list_):
    cursor = b64encode(urlencode({"p": place}).encode()).decode()
    answer = api(contact).get(f"/api/v1/{list_}/", {"cursor": cursor})
    assert (answer.status_code, answer.json()["detail"]) == (404, "Invalid cursor")


def test_a_contact_cannot_make_an_agents_change(contact):
    number = log(api(contact)).json()["number"]
    response = api(contact).post(f"/api/v1/incidents/{number}/changes/", {"change": "take"})
    assert response.status_code == 403


def test_r18_3_an_agent_logs_on_behalf_of_a_contact(contact):
    agent = make.staff()
    assert log(api(agent)).status_code == 400
    response = log(api(agent), customer=contact.memberships.get().customer.number, contact=contact.email)
    assert response.status_code == 201
    incident = Incident.objects.get()
    assert (incident.contact, incident.logged_by) == (contact, agent)


def test_r4_1_the_rate_is_bounded_and_r4_2_never_for_severity_1(contact, settings):
    settings.INCIDENTS_PER_MINUTE = 2
    client = api(contact)
    codes = [log(client).status_code for _ in range(4)]
    assert codes.count(429) >= 1
    refused = next(r for r in (log(client) for _ in range(4)) if r.status_code == 429)
    assert refused.json()["code"] == "slow_down"
    assert int(refused["Retry-After"]) > 0
    urgent = log(client, severity=1, impact="Nobody can post", phone="+45 70000001")
    assert urgent.status_code == 201


def test_the_list_runs_a_fixed_number_of_queries(contact, django_assert_num_queries):
    customer = contact.memberships.get().customer
    client = api(contact)

    def queries():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            client.get("/api/v1/incidents/")
        return len(captured)

    make.incident(customer, make.product(), at=timezone.now(), contact=contact)
    few = queries()
    for _ in range(5):
        make.incident(customer, make.product(), at=timezone.now(), contact=contact)
    assert queries() == few


def test_the_schema_describes_the_api():
    response = APIClient().get("/api/v1/schema/", HTTP_ACCEPT="application/vnd.oai.openapi+json")
    assert response.status_code == 200
    assert "/api/v1/incidents/{number}/messages/" in response.json()["paths"]


def test_the_vendors_people_do_by_key_only_what_their_roles_let_them_do(contact):
    number = log(api(contact)).json()["number"]
    address = f"/api/v1/incidents/{number}"
    advisor, publisher = api(make.staff("advisor")), api(make.staff("publisher"))
    entries = Incident.objects.get().timeline.count()
    refused = [
        log(publisher, customer=contact.memberships.get().customer.number, contact=contact.email),
        publisher.post(f"{address}/messages/", {"body": "Hi"}),
        publisher.post(f"{address}/messages/", {"body": "Hi", "internal": True}),
        publisher.post(f"{address}/changes/", {"change": "take"}),
        advisor.post(f"{address}/messages/", {"body": "Which version?", "asks": True}),
        advisor.post(f"{address}/changes/", {"change": "take"}),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(403, "forbidden")] * 6
    assert Incident.objects.get().timeline.count() == entries
    assert publisher.get(f"{address}/").status_code == 200
    assert advisor.post(f"{address}/messages/", {"body": "I look after it."}).status_code == 201


def test_r4_a_program_writes_only_to_the_state_it_has_read(contact):
    """RFC 9110, 13.1.1: an agent answers between the reading of a script and its step."""
    number = log(api(contact)).json()["number"]
    incident, script, agent = f"/api/v1/incidents/{number}/", api(contact), api(make.staff())
    read = script.get(incident)
    agent.post(f"{incident}messages/", {"body": "We are looking."})
    late = {"HTTP_IF_MATCH": read["ETag"]}
    for address, step in (("changes", {"change": "withdraw"}), ("messages", {"body": "Forget it"})):
        refused = script.post(f"{incident}{address}/", step, **late)
        assert (refused.status_code, refused.json()["code"]) == (412, "changed_meanwhile")
    assert Incident.objects.get().status == Status.IN_PROGRESS
    again = script.get(incident)
    assert read["ETag"] != again["ETag"]
    done = script.post(f"{incident}changes/", {"change": "withdraw"}, HTTP_IF_MATCH=f'"old", {again["ETag"]}')
    assert (done.status_code, done["ETag"]) == (200, script.get(incident)["ETag"])


def test_r4_a_retry_with_its_submission_is_no_change_of_another(contact):
    address = f"/api/v1/incidents/{log(api(contact)).json()['number']}/"
    script = api(contact)
    message = {"body": "Hi", "submission": "0b2f6f5e-7f6f-4f0e-9a55-6b0f5b9f1c11"}
    read = script.get(address)["ETag"]
    written = [script.post(f"{address}messages/", message, HTTP_IF_MATCH=read) for _ in range(2)]
    assert [answer.status_code for answer in written] == [201, 201]
    assert written[0].json()["id"] == written[1].json()["id"]


@pytest.mark.parametrize("condition", ["no tag", '"some other"', 'W/"{}"'])
def test_a_condition_that_is_none_of_our_tags_holds_nothing_back_unsaid(contact, condition):
    address = f"/api/v1/incidents/{log(api(contact)).json()['number']}/"
    condition = condition.format(api(contact).get(address)["ETag"].strip('"'))
    refused = api(contact).post(f"{address}changes/", {"change": "withdraw"}, HTTP_IF_MATCH=condition)
    assert refused.status_code == 412
    assert api(contact).post(f"{address}messages/", {"body": "Hi"}, HTTP_IF_MATCH="*").status_code == 201


def test_what_is_as_it_was_read_is_not_sent_again_and_a_note_does_not_show_r8_1(contact):
    """The tag is of what its reader reads: a contact's does not change with what she may not read."""
    address = f"/api/v1/incidents/{log(api(contact)).json()['number']}/"
    read = api(contact).get(address)
    hers, ours = read["ETag"], api(make.staff()).get(address)["ETag"]
    api(make.staff()).post(f"{address}messages/", {"body": "Rude.", "internal": True})
    same = api(contact).get(address, HTTP_IF_NONE_MATCH=hers)
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", hers)
    assert api(contact).get(address).json()["changed_at"] == read.json()["changed_at"]
    [listed] = api(contact).get("/api/v1/incidents/").json()["results"]
    assert (
        listed["changed_at"]
        == read.json()["changed_at"]
        != api(make.staff()).get(address).json()["changed_at"]
    )
    assert api(make.staff()).get(address, HTTP_IF_NONE_MATCH=ours).status_code == 200


def test_r18_3_a_contact_who_names_another_company_or_person_logs_nothing_for_her_own(customer, contact):
    """Of two companies' contact: the text was read by colleagues at the wrong one."""
    client, other = api(contact), make.customer()
    make.line(other, make.product())
    other.memberships.create(user=contact, started_at=timezone.now())
    for field, named in (("customer", other.number), ("contact", make.contact(customer).email)):
        response = log(client, **{field: named})
        assert response.status_code == 400, response.content
        (said,) = response.json()["errors"].values()
        assert "With this key incidents are logged for" in str(said)
    assert not Incident.objects.exists()
    response = log(client, customer=customer.number, contact=contact.email.upper())
    assert response.status_code == 201
    assert Incident.objects.get().customer == customer


@pytest.mark.parametrize("mark", ["internal", "asks"])
def test_r9_4_a_contact_who_means_a_note_or_a_question_of_the_vendor_s_is_told_so(contact, customer, mark):
    incident = make.incident(customer, at=timezone.now(), contact=contact)
    before = incident.timeline.count()
    answer = api(contact).post(
        f"/api/v1/incidents/{incident.pk}/messages/", {"body": "Between us.", mark: True}, format="json"
    )
    assert answer.status_code == 400
    assert "vendor's staff" in str(answer.json())
    assert incident.timeline.count() == before
