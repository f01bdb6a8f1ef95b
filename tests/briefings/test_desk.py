"""Briefings at the desk: planning, answering, the host's page, recordings (R13, R16)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entitlements.briefings import asking, requesting
from entitlements.briefings.models import BriefingRequest, Question, Recording, Session, SignUp
from entitlements.briefings.requesting import Wish
from tests import factories as make
from tests.briefings.scene import (
    AT,
    CAPTIONS,
    LINK,
    STARTS,
    company,
    fresh,
    host,
    publisher,
    recorded,
    seated,
    session,
)
from tests.briefings.test_recordings import WEBM, files  # noqa: F401  its storage
from tests.desk.pages import signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(AT, tick=False) as travel:
        yield travel


@pytest.fixture
def client():
    return signed_in(publisher(name="Jakob Lind"))


def asked(tier="XTE", topic="Payday Super step by step", **fields):
    customer, contact = company(tier, **fields)
    return requesting.ask(Wish(customer=customer, contact=contact, topic=topic, why="Our pay run"), AT)


def typed(**changes):
    words = {
        "title": "Performance clinic",
        "language": "en",
        "starts_at": "2026-12-15T15:00",
        "minutes": "45",
        "host": host().pk,
        "capacity": "20",
        "link": LINK,
    }
    return words | changes


def test_a_publisher_plans_a_session_in_her_own_zone(client):
    answer = client.post("/desk/briefings/sessions/new/", typed())
    made = Session.objects.get()
    assert answer["Location"] == f"/desk/briefings/sessions/{made.pk}/"
    assert made.starts_at.isoformat() == "2026-12-15T14:00:00+00:00"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"starts_at": "2026-11-01T10:00"}, "That instant is past"),
        ({"starts_at": "2027-03-28T02:30"}, "time zone"),
        ({"capacity": "0"}, "at least one seat"),
        ({"link": "javascript:alert(1)"}, "https://"),
        ({"host": ""}, "Choose who hosts it among the vendor's people."),
    ],
)
def test_what_cannot_be_planned_is_a_sentence_and_keeps_what_was_typed(client, changes, said):
    answer = client.post("/desk/briefings/sessions/new/", typed(**changes))
    assert answer.status_code == 422
    assert said in text(answer)
    assert 'value="Performance clinic"' in answer.content.decode()
    assert not Session.objects.exists()


def test_r16_1_all_that_is_wrong_with_a_session_is_said_at_once(client):
    changes = {"starts_at": "2026-11-01T10:00", "minutes": "2", "capacity": "0", "link": "x", "host": ""}
    answer = client.post("/desk/briefings/sessions/new/", typed(**changes, needs_cover="on"))
    assert set(answer.context["form"].errors) == {*changes, "products"}


def test_r16_1_what_is_wrong_with_who_came_stands_at_each_of_them(now):
    made = session()
    one, two, right = seated(made), seated(made), seated(made)
    page, client = f"/desk/briefings/sessions/{made.pk}/", signed_in(made.host)
    now.move_to(made.starts_at + timedelta(hours=1))
    assert "not noted yet" in text(client.get(page))
    sent = {f"came-{one.pk}": "9", f"came-{two.pk}": "-1", f"came-{right.pk}": "1"}
    answer = client.post(f"{page}attendance/", sent)
    form = next(each.form for each in answer.context["offered"] if each.step.name == "attendance")
    assert set(form.errors) == {f"came-{one.pk}", f"came-{two.pk}"}
    assert f"{one.user.name} had 1 seat; no more can have come." in text(answer)
    assert not SignUp.objects.exclude(attended=None).exists()
    client.post(f"{page}attendance/", {f"came-{right.pk}": "0"})
    assert "<dd>0</dd>" in text(client.get(page))


def test_r16_1_a_question_of_a_cancelled_session_is_not_to_be_answered_any_more():
    made = session()
    row = seated(made)
    asking.ask(made, row.user, "Does it hold for casual staff?", AT)
    page, client = f"/desk/briefings/sessions/{made.pk}/", signed_in(made.host)
    assert "Mark as answered" in text(client.get(page))
    client.post(f"{page}cancel/", {"reason": "Emil is ill."})
    shown = text(client.get(page))
    assert "Does it hold for casual staff?" in shown
    assert "Mark as answered" not in shown


def test_the_desk_lists_requests_by_their_weight_with_tiers(client):
    light, heavy = asked(topic="Little wanted"), asked("XT", topic="Much wanted")
    requesting.join(heavy, *company("XTP"), at=AT)
    said = text(client.get("/desk/briefings/"))
    assert said.index("Much wanted") < said.index("Little wanted")
    assert "Premium" in said
    assert light.companies == 1


def test_the_list_takes_no_statement_per_row(client):
    asked(), session(), recorded()
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/briefings/")
    for _number in range(5):
        asked(), session(), recorded()
    with CaptureQueriesContext(connection) as many:
        client.get("/desk/briefings/")
    assert len(many) <= len(few)


def test_r13_2_staff_read_who_asks_and_why_and_answer(client):
    made = asked(name="Wattlebird Freight")
    page = f"/desk/briefings/requests/{made.pk}/"
    said = text(client.get(page))
    assert "Wattlebird Freight" in said
    assert "Our pay run" in said
    assert client.post(f"{page}accept/", {"expected_on": "2026-01-01"}).status_code == 422
    client.post(f"{page}accept/", {"expected_on": "2026-12-24", "answer": "Before Christmas."})
    assert BriefingRequest.objects.get().expected_on.isoformat() == "2026-12-24"
    found = recorded()
    assert client.post(f"{page}answer/", {"answer_with": ""}).status_code == 422
    assert client.post(f"{page}answer/", {"answer_with": f"recording-{found.pk}"}).status_code == 302
    assert BriefingRequest.objects.get().recording == found
    assert client.post(f"{page}decline/", {"reason": "Too late"}).status_code == 409


def test_r13_2_double_requests_are_merged_at_the_desk(client):
    one, two = asked(), asked(topic="Payday Super")
    answer = client.post(f"/desk/briefings/requests/{one.pk}/merge/", {"into": two.pk})
    assert answer["Location"] == f"/desk/briefings/requests/{two.pk}/"
    assert BriefingRequest.objects.get(pk=two.pk).companies == 2
    assert BriefingRequest.objects.get(pk=one.pk).companies == 0
    page = text(client.get(f"/desk/briefings/requests/{one.pk}/"))
    assert "Merged into" in page
    assert 'id="answer"' not in page


def test_an_agent_reads_but_may_not_answer_or_plan():
    agent, made = signed_in(make.staff("agent")), asked()
    page = f"/desk/briefings/requests/{made.pk}/"
    assert "There is nothing for you to do here now." in text(agent.get(page))
    answer = agent.post(f"{page}decline/", {"reason": "No"})
    assert answer.status_code == 403
    assert "Your role does not include this." in text(answer)
    assert agent.get("/desk/briefings/sessions/new/").status_code == 403


def test_the_host_changes_notes_who_came_and_links_the_recording(now):
    made = session()
    row = seated(made, number=2)
    page, client = f"/desk/briefings/sessions/{made.pk}/", signed_in(made.host)
    changed = typed(title="Another title", capacity="1", host=made.host_id)
    refused = client.post(f"{page}edit/", changed)
    assert refused.status_code == 409
    assert "2 seats are taken already" in text(refused)
    assert client.post(f"{page}edit/", changed | {"capacity": "5"}).status_code == 302
    assert fresh(made).title == "Another title"
    assert "Whoever signed up is told if it moved." in text(client.get(page))
    now.move_to(fresh(made).starts_at + timedelta(hours=1))
    assert client.post(f"{page}attendance/", {f"came-{row.pk}": "9"}).status_code == 422
    client.post(f"{page}attendance/", {f"came-{row.pk}": "2"})
    assert SignUp.objects.get().attended == 2
    client.post(f"{page}recording/", {"recording": recorded().pk})
    assert fresh(made).recording
    assert "2 of 2 came" in text(client.get(page))


def test_r16_1_the_host_sees_questions_by_votes_and_marks_them_answered(now):
    made = session()
    one, two = seated(made), seated(made)
    asking.ask(made, one.user, "First question", AT)
    better = asking.ask(made, one.user, "Better question", AT)
    asking.vote(better, two.user, AT)
    now.move_to(STARTS + timedelta(minutes=5))
    page, client = f"/desk/briefings/sessions/{made.pk}/", signed_in(made.host)
    part = client.get(f"{page}questions/").content.decode()
    assert part.index("Better question") < part.index("First question")
    assert 'hx-trigger="every 5s"' in part
    client.post(f"/desk/briefings/questions/{better.pk}/answer/", {"answer": "Yes."})
    assert Question.objects.get(pk=better.pk).answered_by == made.host
    said = text(client.post(f"/desk/briefings/questions/{better.pk}/answer/", {"answer": "No."}, follow=True))
    assert "It is answered already." in said


def test_r16_1_who_does_not_run_the_session_answers_none_of_its_questions():
    """R16.1: she is told who hosts it, with 403, and the question stays open."""
    made = session()
    question = asking.ask(made, seated(made).user, "First question", AT)
    page = f"/desk/briefings/questions/{question.pk}/answer/"
    refused = signed_in(make.staff("agent")).post(page, {"answer": "Yes."})
    assert refused.status_code == 403
    assert made.host.name in text(refused)
    assert Question.objects.get().answered_at is None


def test_cancelling_at_the_desk_asks_for_a_reason(client):
    made = session()
    page = f"/desk/briefings/sessions/{made.pk}/"
    assert client.post(f"{page}cancel/", {"reason": ""}).status_code == 422
    client.post(f"{page}cancel/", {"reason": "The host is ill."})
    assert "The host is ill." in text(client.get(page))
    assert client.post(f"{page}cancel/", {"reason": "Again"}).status_code == 409
    assert client.post(f"{page}nonsense/").status_code == 404


def recording_typed(**changes):
    words = {
        "title": "Reading an MRP log",
        "language": "en",
        "speakers": "Emil Bach",
        "recorded_on": "2026-11-02",
        "length": "41:30",
        "link": "",
        "captions_en": CAPTIONS,
        "chapters": "0:00 Welcome",
    }
    return words | changes


def test_a_recording_is_kept_published_and_withdrawn_at_the_desk(client):
    video = SimpleUploadedFile("film.webm", WEBM)
    client.post("/desk/briefings/recordings/new/", recording_typed(video=video))
    made = Recording.objects.get()
    page = f"/desk/briefings/recordings/{made.pk}/"
    for step, state in (("publish", "published"), ("withdraw", "withdrawn"), ("publish", "published")):
        client.post(f"{page}{step}/")
        assert Recording.objects.get().state == state
    assert client.post(page, recording_typed(title="Reading a log")).status_code == 302
    assert Recording.objects.get().video_size == len(WEBM)


def test_broken_captions_are_refused_at_their_field_with_the_line(client):
    answer = client.post(
        "/desk/briefings/recordings/new/", recording_typed(captions_en="WEBVTT\n\n00:01 --> 00:02\nNo")
    )
    assert answer.status_code == 422
    assert "Line 3: a caption needs its times" in text(answer)
    assert "00:01 --&gt; 00:02" in answer.content.decode()
    assert not Recording.objects.exists()


def test_a_contact_finds_nothing_at_the_desk():
    made, request = session(), asked()
    client = signed_in(company()[1])
    for page in ("", f"sessions/{made.pk}/", f"requests/{request.pk}/", "sessions/new/", "recordings/new/"):
        assert client.get(f"/desk/briefings/{page}").status_code == 404
