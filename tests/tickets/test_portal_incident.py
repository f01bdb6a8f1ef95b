"""One incident in the portal: what its customer sees, what she may do, and what stays hidden."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from subscriptions.models import Tier
from tests import factories as make
from tests.tickets.moments import moment
from tests.tickets.portal import WEDNESDAY, company, get, queries, signed_in, text
from tickets import closing, correspondence, lifecycle, severity
from tickets.models import Incident, Status, TimelineEntry

pytestmark = pytest.mark.django_db

LATER = WEDNESDAY + timedelta(hours=1)


@pytest.fixture
def agent():
    return make.staff(name="Anna Kjær")


@pytest.fixture
def incident(customer, contact):
    return make.incident(customer, at=WEDNESDAY, contact=contact, severity=2)


def post(client, incident, what, at=LATER, **fields):
    with time_machine.travel(at, tick=False):
        return client.post(f"/incidents/{incident.pk}/{what}/", fields)


def page(client, incident, at=LATER):
    return text(get(client, f"/incidents/{incident.pk}/", at))


def status(incident):
    return Incident.objects.get(pk=incident.pk).status


def proposed(incident, agent):
    closing.propose_solution(incident, agent, "Install the fix.", at=LATER)


def test_it_shows_where_the_incident_stands_and_when_a_response_is_expected(client, incident):
    """R8.1, R8.4: XT, severity 2, Wednesday 09:00, 4 covered hours."""
    shown = page(client, incident)
    assert "Posting stops" in shown
    assert "It is the next to be taken by an agent." in shown
    assert "Expected by today 13:00 (Copenhagen)." in shown
    assert "first response within 4 covered hours" in shown


@pytest.mark.parametrize("what", ["", "reply/", "accept/", "reject/", "severity/", "withdraw/", "files/1/"])
def test_another_companys_incident_is_not_there(client, what):
    """404, never 403."""
    other = make.incident(at=WEDNESDAY)
    address = f"/incidents/{other.pk}/{what}"
    answer = client.get(address) if what in ("", "files/1/") else client.post(address, {"body": "x"})
    assert answer.status_code == 404
    assert "Posting stops" not in text(answer)


@pytest.mark.parametrize("number", ["0", "999999999", "99999999999999999999999", "-1", "abc"])
def test_a_number_that_is_none_is_not_there(client, number):
    assert client.get(f"/incidents/{number}/").status_code == 404


def test_a_colleague_sees_the_incident_too(customer, incident):
    assert "Posting stops" in page(signed_in(make.contact(customer)), incident)


def test_notes_and_internal_entries_are_not_shown(client, incident, agent):
    correspondence.note(incident, agent, "Same as at Rio Verde.", at=LATER)
    shown = page(client, incident)
    assert "Rio Verde" not in shown


def test_next_reply_and_solution_goal_are_internal(client, incident, agent):
    """R8.9"""
    correspondence.reply(incident, agent, "I am looking at it.", at=LATER)
    shown = page(client, incident)
    assert "next reply" not in shown.lower()
    assert "solution goal" not in shown.lower()
    assert "first response in time" in shown


def test_r8_9_an_administrator_shows_next_reply_and_solution_goal_to_a_tier(client, incident, agent):
    """Each by itself; what the timeline says of them too, and no earlier reply beside the one that runs."""
    for minutes in (0, 5):
        correspondence.reply(incident, agent, "I am looking at it.", at=LATER + timedelta(minutes=minutes))
    Tier.objects.update(shows_next_reply=True)
    shown = page(client, incident)
    assert [target["name"] for target in targets_of(client, incident)] == ["first response", "next reply"]
    assert "next reply in time" in shown
    Tier.objects.update(shows_next_reply=False, shows_solution_goal=True)
    severity.change_severity(incident, agent, 3, "One shop.", LATER + timedelta(minutes=9))
    assert [target["name"] for target in targets_of(client, incident)] == ["first response", "solution goal"]
    shown = page(client, incident)
    assert "Solution goal now expected by" in shown
    assert "next reply" not in shown.lower()


def test_r8_9_a_goal_that_is_paused_has_no_expected_time(client, incident, agent):
    Tier.objects.update(shows_solution_goal=True)
    expected = "2 Dec 09:00"
    assert expected in page(client, incident)
    correspondence.reply(incident, agent, "Which version?", asks=True, at=LATER)
    shown = page(client, incident)
    assert "Paused" in shown
    assert expected not in shown


def targets_of(client, incident):
    return get(client, incident.get_absolute_url(), LATER + timedelta(minutes=10)).context["targets"]


def test_a_missed_target_is_said_plainly_with_the_new_expected_time(client, incident):
    """R8.11: due Wednesday 13:00; 4 more covered hours are 17:00."""
    shown = page(client, incident, WEDNESDAY + timedelta(hours=5))
    assert "We have not answered in the time we aimed for." in shown
    assert "Now expected by today 17:00 (Copenhagen)." in shown


def test_a_reply_is_sent_and_ends_the_waiting(client, incident, agent):
    """L5"""
    correspondence.reply(incident, agent, "Which version?", asks=True, at=LATER)
    assert "We need your answer to go on." in page(client, incident)
    assert "Waiting for you" in page(client, incident)
    answer = post(client, incident, "reply", body="13.0")
    assert answer["Location"] == f"/incidents/{incident.pk}/"
    assert status(incident) == Status.IN_PROGRESS
    shown = page(client, incident)
    assert "13.0" in shown
    assert f'data-draft-done="reply-{incident.pk}"' in shown


def test_an_empty_reply_is_refused_where_it_was_typed(client, incident):
    answer = post(client, incident, "reply", body=" \n ")
    assert answer.status_code == 422
    assert "Write a text first." in text(answer)


def test_a_reply_that_is_too_long_comes_back_whole(client, incident):
    long = "å" * 200_000
    answer = post(client, incident, "reply", body=long)
    assert answer.status_code == 422
    assert long in answer.content.decode()
    assert not TimelineEntry.objects.filter(kind="message").exists()


def test_a_reply_pressed_twice_is_sent_once(client, incident):
    submission = str(uuid4())
    for _press in range(2):
        post(client, incident, "reply", body="Here is the log.", submission=submission)
    assert TimelineEntry.objects.filter(kind="message").count() == 1


def test_a_reply_that_was_gone_back_to_and_changed_is_another(client, incident):
    """The form of a page in the browser's memory has its old number; what was changed was dropped unsaid."""
    submission = str(uuid4())
    for body in ("Here is the log.", "Here is the log. It says 4711.", "Here is the log. It says 4711."):
        post(client, incident, "reply", body=body, submission=submission)
    said = TimelineEntry.objects.filter(kind="message").order_by("pk").values_list("body", flat=True)
    assert list(said) == ["Here is the log.", "Here is the log. It says 4711."]


def test_a_proposed_solution_can_be_accepted(client, incident, agent):
    """L9"""
    proposed(incident, agent)
    shown = page(client, incident)
    assert "Does the solution work?" in shown
    assert "Install the fix." in shown
    post(client, incident, "accept")
    assert status(incident) == Status.CLOSED
    assert "Mette Nygaard accepted the solution" in page(client, incident)


def test_a_rejection_needs_a_reason_and_puts_it_back_to_work(client, incident, agent):
    """L10"""
    proposed(incident, agent)
    answer = post(client, incident, "reject", reason=" ")
    assert "Give a reason; it stays on record." in text(answer)
    assert status(incident) == Status.SOLUTION_PROPOSED
    post(client, incident, "reject", reason="It still stops.")
    assert status(incident) == Status.IN_PROGRESS
    assert "It still stops." in page(client, incident)


def test_accepting_what_was_never_proposed_is_refused_with_what_is_possible(client, incident):
    """LIFECYCLE.md, 2: an illegal move."""
    answer = post(client, incident, "accept")
    assert answer.status_code == 409
    assert "The incident is new; it cannot become closed." in text(answer)
    assert status(incident) == Status.NEW


def test_another_severity_can_be_asked_for_with_a_reason(client, incident):
    """TARGETS.md, 1: a person decides."""
    assert post(client, incident, "severity", severity="1", reason="").status_code == 422
    post(client, incident, "severity", severity="1", reason="Now nobody can post.")
    found = Incident.objects.get(pk=incident.pk)
    assert (found.severity, found.requested_severity) == (2, 1)
    assert "Mette Nygaard asks for severity 1 Critical." in page(client, incident)


@pytest.mark.parametrize("value", ["", "0", "5", "2", "x"])
def test_a_severity_that_is_none_or_the_same_is_refused(client, incident, value):
    answer = post(client, incident, "severity", severity=value, reason="Why not.")
    assert answer.status_code == 422
    assert "Why not." in text(answer)


def test_a_changed_severity_is_told_with_its_reason(client, incident, agent):
    """R8.10"""
    severity.change_severity(incident, agent, 1, "Nobody can post.", at=LATER, impact="All", phone="+45 70")
    shown = page(client, incident)
    assert "Anna Kjær changed the severity from 2 High to 1 Critical." in shown
    assert "First response now expected by today 12:00, before that by today 13:00." in shown
    assert "Nobody can post." in shown


def test_it_can_be_withdrawn_for_good(client, incident):
    """L12"""
    post(client, incident, "withdraw", reason="")
    assert status(incident) == Status.WITHDRAWN
    assert "Nobody: it is closed for good." in page(client, incident)


def test_a_reply_within_30_days_reopens_it(client, incident, agent, contact):
    """L11"""
    proposed(incident, agent)
    closing.accept(incident, contact, at=LATER)
    assert "A reply opens the incident again." in page(client, incident)
    post(client, incident, "reply", LATER + timedelta(days=29), body="It is back.")
    assert status(incident) == Status.IN_PROGRESS


def test_a_message_after_30_days_opens_a_follow_up_that_is_linked(client, incident, agent, contact):
    """LIFECYCLE.md, 3"""
    proposed(incident, agent)
    closing.accept(incident, contact, at=LATER)
    late = LATER + timedelta(days=31)
    assert "Your message becomes a new incident" in page(client, incident, late)
    answer = post(client, incident, "reply", late, body="It is back.")
    follow_up = Incident.objects.get(follow_up_of=incident)
    assert answer["Location"] == f"/incidents/{follow_up.pk}/?logged=1"
    assert f"follow-up of {incident.pk}" in page(client, follow_up, late)
    assert f"followed up by {follow_up.pk}" in page(client, incident, late)


def test_handing_over_to_consulting_can_be_objected_to(client, incident, agent):
    """R11.6, L14"""
    closing.close_without_solution(incident, agent, "consulting", "Consulting answers you.", at=LATER)
    assert "Is it really a fault or a usage question?" in page(client, incident)
    post(client, incident, "reply", body="Thank you.")
    assert status(incident) == Status.CLOSED
    assert "A message here does not open the incident again" in page(client, incident)


def test_after_expiry_the_history_can_be_read(client, incident, customer):
    """R26.1"""
    customer.lines.update(ends_at=moment("2026-11-25 09:30 +01:00"))
    assert "It stops with error 4711." in page(client, incident)


def test_staff_are_sent_to_the_incident_at_the_desk(incident, agent):
    answer = get(signed_in(agent), f"/incidents/{incident.pk}/")
    assert answer["Location"] == f"/desk/incidents/{incident.pk}/"


def test_the_page_takes_the_same_queries_however_long_the_timeline(client, incident, agent):
    correspondence.reply(incident, agent, "First.", at=LATER)
    few = queries(lambda: page(client, incident))
    for number in range(20):
        correspondence.reply(incident, agent, f"Message {number}.", at=LATER)
    assert queries(lambda: page(client, incident)) == few


def test_every_status_has_its_page(client, customer, contact, agent):
    from tests.tickets.test_lifecycle import reach

    for each in Status:
        found = make.incident(customer, at=WEDNESDAY, contact=contact)
        reach(found, agent, each)
        assert get(client, f"/incidents/{found.pk}/", LATER).status_code == 200


def test_r9_1_she_sees_her_place_in_the_queue_and_why_and_nothing_of_others(client, incident, agent):
    other = company("XTE", make.product("STH"), name="Havblik")
    before = [make.incident(other, make.product("STH"), at=WEDNESDAY, severity=2) for _ in range(2)]
    make.incident(other, make.product("STH"), at=WEDNESDAY, severity=3)
    seen = page(client, incident)
    assert "It stands at place 3 of those that wait for an agent." in seen
    assert "Severity 2 first; within it by subscription, Support; then by what is due first;" in seen
    assert "Havblik" not in seen
    assert not any(str(each.pk) in seen for each in before)
    for each in before:
        lifecycle.take(each, agent, at=LATER)
    assert "It is the next to be taken by an agent." in page(client, incident)
    lifecycle.take(incident, agent, at=LATER)
    assert "Anna Kjær works on it." in page(client, incident)


def test_a_place_far_behind_is_counted_so_far_and_no_further(client, incident, monkeypatch):
    monkeypatch.setattr("tickets.places.FARTHEST", 3)
    for _ in range(4):
        make.incident(incident.customer, at=WEDNESDAY, severity=1)
    assert "At least 2 stand before it." in page(client, incident)


def test_r8_10_the_severity_that_it_has_is_not_offered_and_asking_for_it_says_so(client, incident):
    """It was offered, and refused with “Severity is 1, 2, 3 or 4.”"""
    offered = [value for value in "1234" if f'name="severity" value="{value}"' in page(client, incident)]
    assert offered == ["1", "3", "4"]
    refused = text(post(client, incident, "severity", severity="2", reason="Nobody can pick."))
    assert "The incident has this severity already. Choose another." in refused
    assert "Nobody can pick." in refused
