"""Every step an agent can press on an incident, through its form (LIFECYCLE.md, 2; R8.7, R8.10)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from notifications.models import Notification
from subscriptions.texts import LONGEST
from tests import factories as make
from tests.desk.pages import LATER, WEDNESDAY, get, post, signed_in, text
from tickets import closing, correspondence, lifecycle, severity
from tickets.models import Incident, Status, TimelineEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident():
    customer = make.customer()
    contact = make.contact(customer, name="Mette Nygaard")
    return make.incident(customer, at=WEDNESDAY, severity=3, contact=contact)


def press(desk, incident, step, at=LATER, **fields):
    return post(desk, f"/desk/incidents/{incident.pk}/{step}/", at, **fields)


def fresh(incident):
    return Incident.objects.get(pk=incident.pk)


def messages(incident):
    return incident.timeline.filter(kind=TimelineEntry.Kind.MESSAGE)


def test_l3_a_reply_reaches_the_customer_meets_the_target_and_takes_the_incident(desk, agent, incident):
    assert press(desk, incident, "reply", body="We look at it.").status_code == 302
    assert fresh(incident).owner == agent
    assert incident.milestones.get(kind="first_response").result == "met"
    assert Notification.objects.filter(kind="reply", recipient=incident.contact).exists()
    assert "We look at it." in text(get(signed_in(incident.contact), f"/incidents/{incident.pk}/"))


def test_l4_a_question_waits_for_the_customer_from_the_same_save_on(desk, incident):
    press(desk, incident, "reply", body="Which version?", after="ask")
    assert fresh(incident).status == Status.WAITING_CUSTOMER
    pause = incident.milestones.get(kind="solution_goal").pauses.get()
    assert pause.started_at == LATER


def test_l8_a_solution_is_proposed_with_its_kind(desk, incident):
    press(desk, incident, "reply", body="Restart the service.", after="solution", solution="workaround")
    assert fresh(incident).status == Status.SOLUTION_PROPOSED
    assert fresh(incident).solution_kind == "workaround"


def test_r8_7_a_note_is_no_response_and_tells_nobody(desk, incident):
    before = Notification.objects.count()
    press(desk, incident, "note", body="Ask Sofie.")
    assert incident.milestones.get(kind="first_response").result == ""
    assert fresh(incident).status == Status.NEW
    assert Notification.objects.count() == before


def test_r8_7_a_call_spoken_is_a_response_and_one_not_answered_is_none(desk, incident):
    press(desk, incident, "call", body="Nobody there.", answered="no")
    assert incident.milestones.get(kind="first_response").result == ""
    press(desk, incident, "call", body="She sends the log.", answered="yes")
    assert incident.milestones.get(kind="first_response").result == "met"


def test_taking_is_no_response_and_a_second_agent_is_told_who_was_faster(desk, agent, incident):
    press(desk, incident, "take")
    assert fresh(incident).owner == agent
    assert incident.milestones.get(kind="first_response").result == ""
    other = press(signed_in(make.staff()), incident, "take")
    assert other.status_code == 409
    assert fresh(incident).owner == agent


def test_an_agent_gives_back_her_own_and_a_lead_gives_to_others(desk, agent, incident):
    lead, other = make.staff("lead"), make.staff(name="Ben")
    press(desk, incident, "take")
    assert press(signed_in(other), incident, "release").status_code == 409
    press(desk, incident, "release")
    assert fresh(incident).owner is None
    press(signed_in(lead), incident, "assign", owner=other.pk)
    assert fresh(incident).owner == other
    press(signed_in(lead), incident, "take")
    assert fresh(incident).owner == lead


def test_l6_l7_waiting_for_development_links_the_defect_and_work_resumes(desk, incident):
    press(desk, incident, "take")
    refused = press(desk, incident, "development")
    assert "Link the defect that development corrects." in text(refused)
    press(desk, incident, "development", defect_link="defects.example/4711", release_expected_on="2026-12-10")
    assert fresh(incident).status == Status.WAITING_DEVELOPMENT
    assert fresh(incident).defect_link == "https://defects.example/4711"
    shown = text(get(desk, f"/desk/incidents/{incident.pk}/"))
    assert "https://defects.example/4711" in shown
    assert "10 December 2026" in shown
    press(desk, incident, "resume")
    assert fresh(incident).status == Status.IN_PROGRESS


@pytest.mark.parametrize("day", ["2026-11-24", "2030-01-01", "soon"])
def test_a_day_that_is_past_far_off_or_none_is_refused_at_its_field(desk, incident, day):
    press(desk, incident, "take")
    refused = press(desk, incident, "development", defect_link="https://x.example", release_expected_on=day)
    assert refused.status_code == 422
    assert 'id="development_release_expected_on_error"' in refused.content.decode()
    assert "https://x.example" in refused.content.decode()


def test_l13_closing_as_a_duplicate_needs_another_incident_of_the_same_customer(desk, incident):
    fields = {"close_reason": "duplicate", "body": "It is the same."}
    elsewhere = make.incident(at=WEDNESDAY, product=make.product("FMP"))
    for number in ("", str(elsewhere.pk), str(incident.pk), "9" * 18, "abc"):
        refused = press(desk, incident, "close", duplicate_of=number, **fields)
        assert refused.status_code in (409, 422)
        assert fresh(incident).is_open
        assert "It is the same." in text(refused)
    same = make.incident(incident.customer, incident.product, at=WEDNESDAY, contact=incident.contact)
    press(desk, incident, "close", duplicate_of=same.pk, **fields)
    assert fresh(incident).close_reason == "duplicate"
    assert fresh(incident).duplicate_of == same


def test_l13_l14_handed_to_consulting_and_the_objection_upheld(desk, incident):
    hand = f"/desk/consulting/incidents/{incident.pk}/"
    assert hand in text(get(desk, f"/desk/incidents/{incident.pk}/"))
    post(desk, hand, reason="not_general", text="Consulting will answer.")
    assert fresh(incident).close_reason == "consulting"
    assert "Back to support" in text(get(desk, f"/desk/incidents/{incident.pk}/"))
    press(desk, incident, "reopen", reason="It is a fault after all.")
    assert fresh(incident).status == Status.IN_PROGRESS


def test_l11_an_agent_reopens_within_30_days_and_no_later(desk, agent, incident):
    closing.propose_solution(incident, agent, "Install it.", at=WEDNESDAY)
    closing.accept(incident, incident.contact, at=WEDNESDAY)
    late = WEDNESDAY + timedelta(days=30, minutes=1)
    assert press(desk, incident, "reopen", late, reason="Again.").status_code == 409
    press(desk, incident, "reopen", WEDNESDAY + timedelta(days=30), reason="Again.")
    assert fresh(incident).status == Status.IN_PROGRESS


def test_an_incident_is_held_open_until_a_day_with_a_reason(desk, agent, incident):
    correspondence.reply(incident, agent, "Which version?", asks=True, at=WEDNESDAY)
    refused = press(desk, incident, "hold", until="2026-12-15", reason=" ")
    assert "Give a reason" in text(refused)
    press(desk, incident, "hold", until="2026-12-15", reason="She is on leave.")
    assert str(fresh(incident).held_open_until) == "2026-12-15"
    assert "held open until 15 December 2026" in text(get(desk, f"/desk/incidents/{incident.pk}/"))


def test_r8_10_a_change_of_severity_shows_before_what_it_does_and_then_does_just_that(desk, incident):
    preview = get(desk, f"/desk/incidents/{incident.pk}/severity/preview/?severity=2")
    assert "First response" in text(preview)
    assert fresh(incident).severity == 3
    assert incident.timeline.count() == 1
    press(desk, incident, "severity", severity="2", reason="The month ends.")
    assert fresh(incident).severity == 2
    due = incident.milestones.get(kind="first_response", result="").due_at
    assert f"today {due.astimezone(incident.customer.zone):%H:%M}" in text(preview)


UNCHANGED = "The incident has this severity already. Choose another."
OUT_OF_RANGE = "Severity is 1, 2, 3 or 4."


@pytest.mark.parametrize(
    ("value", "said"), [("3", UNCHANGED), *((value, OUT_OF_RANGE) for value in ("0", "5", "high", ""))]
)
def test_r8_10_a_severity_out_of_range_or_unchanged_is_refused_and_previews_nothing(
    desk, incident, value, said
):
    refused = press(desk, incident, "severity", severity=value, reason="The month ends.")
    assert refused.status_code in (409, 422)
    assert said in text(refused)
    assert "The month ends." in text(refused)
    preview = get(desk, f"/desk/incidents/{incident.pk}/severity/preview/?severity={value}")
    assert said in text(preview)


def test_a_severity_that_was_asked_for_can_be_kept_with_a_reason(desk, incident):
    severity.ask_for_severity(incident, incident.contact, 1, "Month-end.", at=WEDNESDAY)
    press(desk, incident, "decline", reason="Work goes on with a workaround.")
    assert fresh(incident).requested_severity is None
    assert fresh(incident).severity == 3


# Bad input


@pytest.mark.parametrize(
    ("step", "sentences"),
    [
        ("severity", ("Severity is 1, 2, 3 or 4.", "Give a reason; it stays on record.")),
        ("product", ("Choose the product it is about.", "Give a reason; it stays on record.")),
        ("close", ("Choose why.", "Write a text first.")),
    ],
)
def test_l13_all_that_a_step_lacks_is_said_at_once(desk, incident, step, sentences):
    refused = text(press(desk, incident, step))
    assert [sentence for sentence in sentences if sentence not in refused] == []


@pytest.mark.parametrize("step", ["reply", "note", "call"])
@pytest.mark.parametrize("body", ["", "  \n\t ", "\x00\x01"])
def test_an_empty_text_is_refused_with_a_sentence(desk, incident, step, body):
    refused = press(desk, incident, step, body=body, answered="yes")
    assert refused.status_code == 422
    assert "Write a text first." in text(refused)
    assert incident.timeline.count() == 1


def test_it_is_said_that_files_are_to_be_chosen_again_where_there_were_some(desk, incident):
    again = "<p>Choose the files again: a browser does not keep them.</p>"
    assert again not in text(press(desk, incident, "reply", body=""))
    assert again in text(
        press(desk, incident, "reply", body="", files=SimpleUploadedFile("log.txt", b"4711"))
    )


@pytest.mark.parametrize("step", ["reply", "note", "call"])
def test_a_text_of_200_000_characters_is_refused_and_kept_on_the_page(desk, incident, step):
    long = "æ" * 200_000
    refused = press(desk, incident, step, body=long, answered="yes")
    assert refused.status_code == 422
    assert f"The text has 200000 characters; {LONGEST} is the most." in text(refused)
    assert long in refused.content.decode()
    assert "data-draft-bound" in refused.content.decode()


def test_control_characters_are_dropped_and_emoji_and_markup_stay_text(desk, incident):
    press(desk, incident, "reply", body="A\x07B 🧾 <script>alert(1)</script>")
    shown = get(desk, f"/desk/incidents/{incident.pk}/").content.decode()
    assert "AB 🧾 &lt;script&gt;" in shown


def test_an_illegal_move_is_refused_with_a_sentence_and_the_text_is_kept(desk, agent, incident):
    lifecycle.take(incident, agent, at=WEDNESDAY)
    lifecycle.wait_for_development(incident, agent, at=WEDNESDAY)
    refused = press(desk, incident, "reply", body="Which version is it?", after="ask")
    assert refused.status_code == 422
    assert "The incident is waiting for development now: that is not possible any more." in text(refused)
    assert "Which version is it?" in text(refused)
    assert messages(incident).count() == 0


def test_a_step_that_is_not_possible_any_more_says_so_and_keeps_what_was_typed(desk, incident):
    closing.withdraw(incident, incident.contact, at=WEDNESDAY)
    refused = press(desk, incident, "close", close_reason="not_covered", body="Your text here.")
    assert refused.status_code == 409
    assert "The incident is withdrawn; “Close without a solution” is not possible now." in text(refused)
    assert "Your text here." in text(refused)


def test_a_step_that_does_not_exist_is_not_found(desk, incident):
    assert press(desk, incident, "explode").status_code == 404
    assert get(desk, f"/desk/incidents/{incident.pk}/reply/").status_code == 405


def test_an_expired_form_is_answered_with_what_was_typed(agent, incident):
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(agent)
    refused = press(desk, incident, "reply", body="A text that must not be lost.")
    assert refused.status_code == 403
    assert "A text that must not be lost." in text(refused)
    assert messages(incident).count() == 0


def test_pressing_twice_sends_once(desk, incident):
    fields = {"body": "We look at it.", "submission": str(uuid4())}
    for _ in range(3):
        assert press(desk, incident, "reply", **fields).status_code == 302
    assert messages(incident).count() == 1
    assert Notification.objects.filter(kind="reply", channel="email").count() == 1
    for name in ("note", "call"):
        once = {"body": "Once.", "answered": "yes", "submission": str(uuid4())}
        for _ in range(2):
            press(desk, incident, name, **once)
        assert incident.timeline.filter(kind=name).count() == 1


def test_what_was_gone_back_to_and_changed_is_done_too(desk, incident):
    """The same text, now as the solution; and the number of the form is the same."""
    once = {"body": "Install SP2.", "submission": str(uuid4())}
    press(desk, incident, "reply", **once)
    press(desk, incident, "reply", after="solution", solution="fix", **once)
    press(desk, incident, "reply", after="solution", solution="fix", **once)
    assert messages(incident).count() == 2
    incident.refresh_from_db()
    assert incident.status == Status.SOLUTION_PROPOSED


def test_files_go_with_a_reply_and_a_program_is_refused_with_the_text_kept(desk, incident):
    log = SimpleUploadedFile("posting.log", b"4711 stopped")
    press(desk, incident, "reply", body="See the log.", files=[log])
    file = incident.attachments.get()
    assert file.name == "posting.log"
    assert get(signed_in(incident.contact), f"/incidents/{incident.pk}/files/{file.pk}/").status_code == 200
    refused = press(desk, incident, "reply", body="Run this.", files=[SimpleUploadedFile("fix.exe", b"MZ")])
    assert refused.status_code == 422
    assert "fix.exe cannot be attached: programs are not accepted." in text(refused)
    assert "Run this." in text(refused)
    assert incident.attachments.count() == 1


def test_what_was_kept_in_the_browser_is_forgotten_once_it_arrived(desk, incident):
    press(desk, incident, "reply", body="We look at it.")
    page = get(desk, f"/desk/incidents/{incident.pk}/").content.decode()
    assert f'data-draft-done="desk-reply-{incident.pk}"' in page
    assert f'data-draft="desk-reply-{incident.pk}"' in page
