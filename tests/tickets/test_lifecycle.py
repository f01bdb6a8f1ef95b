"""LIFECYCLE.md, 2: every transition, who is told, what it does to which clock."""

from datetime import date, timedelta

import pytest

from notifications import mails
from notifications.models import Notification
from subscriptions.models import AdvisorAssignment
from subscriptions.refusals import ReasonMissing
from tests import factories as make
from tests.tickets.moments import moment
from tickets import claiming, closing, correspondence, lifecycle
from tickets.models import Incident, LifecycleRules, Status, TimelineEntry
from tickets.refusals import (
    DayOutOfRange,
    DuplicateElsewhere,
    DuplicateNotOpen,
    DuplicateOfDuplicate,
    DuplicateOfItself,
    IllegalMove,
    NothingToTake,
)
from tickets.sentences import sentence

pytestmark = pytest.mark.django_db

LOGGED = moment("2026-11-23 09:00 +01:00")
LATER = moment("2026-11-23 10:00 +01:00")


@pytest.fixture
def agent():
    return make.staff()


@pytest.fixture
def incident():
    return make.incident(at=LOGGED, severity=3)


def state(incident):
    """Result or running state of each kind's newest milestone."""
    newest = {m.kind: m for m in incident.milestones.order_by("pk")}
    return {kind: m.result or ("paused" if m.paused_at else "running") for kind, m in newest.items()}


def fresh(incident):
    return Incident.objects.get(pk=incident.pk)


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("recipient", flat=True))


def reach(incident, agent, status):
    """Bring a new incident to `status` by the verbs."""
    contact = incident.contact
    if status == Status.NEW:
        return
    if status == Status.WITHDRAWN:
        closing.withdraw(incident, contact, at=LATER)
        return
    lifecycle.take(incident, agent, at=LATER)
    if status == Status.WAITING_CUSTOMER:
        correspondence.reply(incident, agent, "Which version?", asks=True, at=LATER)
    elif status == Status.WAITING_DEVELOPMENT:
        lifecycle.wait_for_development(incident, agent, at=LATER)
    elif status in (Status.SOLUTION_PROPOSED, Status.CLOSED):
        closing.propose_solution(incident, agent, "Install the fix.", at=LATER)
        if status == Status.CLOSED:
            closing.accept(incident, contact, at=LATER)


def test_l1_logging_starts_first_response_and_solution_goal_and_sends_a_receipt(incident):
    assert fresh(incident).status == Status.NEW
    assert state(incident) == {"first_response": "running", "solution_goal": "running"}
    assert told("receipt") == {incident.contact_id}


@pytest.mark.parametrize("severity", [1, 2])
def test_l1_of_a_severity_1_the_agents_and_leads_of_the_region_are_told_and_of_no_other(agent, severity):
    lead, elsewhere = make.staff("lead"), make.staff()
    elsewhere.staff.region = make.region("anz", "Australia/Melbourne", country="AU")
    elsewhere.staff.save()
    make.incident(at=LOGGED, severity=severity)
    assert told("logged") == ({agent.pk, lead.pk} if severity == 1 else set())


@pytest.mark.parametrize("severity", [1, 2])
def test_r10_1_what_her_contact_is_told_of_a_severity_1_is_urgent(agent, severity):
    """R1.10: so that it comes at once, also in her quiet hours."""
    incident = make.incident(at=LOGGED, severity=severity)
    correspondence.reply(incident, agent, "We look at it.", at=LATER)
    hers = Notification.objects.filter(recipient=incident.contact).values_list("kind", "priority")
    wanted = Notification.Priority.URGENT if severity == 1 else Notification.Priority.NORMAL
    assert set(hers) == {(kind, wanted) for kind in ("receipt", "taken", "reply")}


def test_l2_taking_is_not_a_response_and_names_the_owner(incident, agent):
    lifecycle.take(incident, agent, at=LATER)
    assert fresh(incident).status == Status.IN_PROGRESS
    assert state(incident) == {"first_response": "running", "solution_goal": "running"}
    assert told("taken") == {incident.contact_id}
    mail = mails.written(Notification.objects.get(kind="taken", channel="email"))
    assert f"{agent.name} has taken your incident" in mail.text


def test_l3_a_reply_to_a_new_incident_takes_it_meets_and_starts_the_next(incident, agent):
    correspondence.reply(incident, agent, "We look at it.", at=LATER)
    assert fresh(incident).owner == agent
    assert fresh(incident).status == Status.IN_PROGRESS
    assert state(incident) == {
        "first_response": "met",
        "next_reply": "running",
        "solution_goal": "running",
    }


def test_l4_a_question_waits_for_the_customer_and_pauses(incident, agent):
    correspondence.reply(incident, agent, "Which version?", asks=True, at=LATER)
    assert fresh(incident).status == Status.WAITING_CUSTOMER
    assert state(incident) == {"first_response": "met", "solution_goal": "paused"}
    assert told("reply") == {incident.contact_id}


@pytest.mark.parametrize("channel", ["portal", "mail", "phone", "api"])
def test_l5_a_reply_on_any_channel_ends_the_pause(incident, agent, channel):
    """L5, W10."""
    reach(incident, agent, Status.WAITING_CUSTOMER)
    correspondence.contact_reply(
        fresh(incident), incident.contact, "13.0", channel=channel, at=moment("2026-11-23 11:00 +01:00")
    )
    assert fresh(incident).status == Status.IN_PROGRESS
    assert state(incident)["next_reply"] == "running"
    assert state(incident)["solution_goal"] == "running"
    assert told("contact_reply") == {agent.pk}


def test_l6_waiting_for_development_pauses_the_goal_and_still_owes_replies(incident, agent):
    correspondence.reply(incident, agent, "We have found the defect.", at=LATER)
    lifecycle.wait_for_development(incident, agent, defect_link="https://bugs.example/9", at=LATER)
    assert state(incident) == {
        "first_response": "met",
        "next_reply": "running",
        "solution_goal": "paused",
    }
    assert told("waiting_development") == {incident.contact_id}


def test_l7_back_from_development_runs_on_with_a_new_reply(incident, agent):
    reach(incident, agent, Status.WAITING_DEVELOPMENT)
    correspondence.reply(fresh(incident), agent, "Still building.", at=LATER)
    at = moment("2026-11-23 12:00 +01:00")
    lifecycle.resume(fresh(incident), agent, at=at)
    assert fresh(incident).status == Status.IN_PROGRESS
    assert incident.milestones.get(kind="next_reply", result="").started_at == at
    assert state(incident)["solution_goal"] == "running"
    assert told("resumed") == {incident.contact_id}


@pytest.mark.parametrize("who", ["owner", "another"])
def test_l5_an_owner_is_told_that_another_needs_the_answer_no_longer(incident, agent, who):
    """L5: the contact, of whom nothing is wanted any more, reads it on the page."""
    reach(incident, agent, Status.WAITING_CUSTOMER)
    by = agent if who == "owner" else make.staff("lead", name="Torben")
    lifecycle.resume(fresh(incident), by, at=moment("2026-11-23 11:00 +01:00"))
    assert state(incident) == {"first_response": "met", "next_reply": "running", "solution_goal": "running"}
    assert (told("resumed_staff"), told("resumed")) == (set() if who == "owner" else {agent.pk}, set())
    if who == "another":
        mail = mails.written(Notification.objects.get(kind="resumed_staff", channel="email"))
        assert "Torben no longer needs the answer" in mail.text


@pytest.mark.parametrize(
    "status", [s for s in Status if s not in ("closed", "withdrawn", "solution_proposed")]
)
def test_l8_a_solution_may_be_proposed_from_any_open_status(incident, agent, status):
    reach(incident, agent, status)
    closing.propose_solution(fresh(incident), agent, "Install the fix.", "fix", at=LATER)
    assert fresh(incident).status == Status.SOLUTION_PROPOSED
    assert state(incident)["first_response"] == "met"
    assert state(incident)["solution_goal"] == "paused"
    assert told("solution") == {incident.contact_id}


def test_l9_accepting_closes_and_judges_the_goal_as_of_the_proposal(incident, agent):
    reach(incident, agent, Status.SOLUTION_PROPOSED)
    closing.accept(fresh(incident), incident.contact, at=moment("2027-02-01 09:00 +01:00"))
    closed = fresh(incident)
    assert (closed.status, closed.close_reason) == (Status.CLOSED, "solved")
    goal = incident.milestones.get(kind="solution_goal")
    assert (goal.result, goal.ended_at) == ("met", LATER)


@pytest.mark.parametrize("solved", [True, False])
def test_l9_l13_the_contact_is_told_of_the_closing_and_for_how_long_it_may_be_reopened(
    incident, agent, solved
):
    """LIFECYCLE.md, 3: the days are data."""
    LifecycleRules.objects.update_or_create(pk=1, defaults={"reopen_days": 45})
    if solved:
        reach(incident, agent, Status.CLOSED)
    else:
        closing.close_without_solution(incident, agent, "not_covered", "It is not covered.", at=LATER)
    assert told("closed") == {incident.contact_id}
    mail = mails.written(Notification.objects.get(kind="closed", channel="email"))
    assert ("within 45 days" in mail.text) == solved


def test_l2_who_is_given_an_incident_is_told_and_so_is_its_contact(incident, agent):
    lead = make.staff("lead")
    lifecycle.assign(incident, agent, lead, at=LATER)
    assert (told("assigned"), told("taken")) == ({agent.pk}, {incident.contact_id})


def test_l11_l12_owner_and_advisor_are_told_as_the_table_says(incident, agent):
    advisor = make.staff("advisor")
    AdvisorAssignment.objects.create(customer=incident.customer, advisor=advisor, starts_on=date(2026, 1, 1))
    reach(incident, agent, Status.CLOSED)
    closing.reopen(fresh(incident), incident.contact, "It is back.", at=LATER)
    assert told("reopened") == {agent.pk, advisor.pk}
    closing.withdraw(fresh(incident), incident.contact, "Found it.", at=LATER)
    assert told("withdrawn") == {agent.pk}


def test_l10_rejecting_goes_on_and_the_second_time_the_lead_hears(incident, agent):
    lead = make.staff("lead")
    reach(incident, agent, Status.SOLUTION_PROPOSED)
    closing.reject(fresh(incident), incident.contact, "No change.", at=moment("2026-11-24 09:00 +01:00"))
    assert fresh(incident).status == Status.IN_PROGRESS
    assert (told("contact_reply"), told("escalated")) == ({agent.pk}, set())
    closing.propose_solution(fresh(incident), agent, "And now?", at=moment("2026-11-24 10:00 +01:00"))
    closing.reject(fresh(incident), incident.contact, "Neither.", at=moment("2026-11-24 11:00 +01:00"))
    assert lead.pk in told("escalated")
    said = [sentence(entry, contact=False) for entry in incident.timeline.filter(kind="escalation")]
    assert said == ["Escalated to level 1: the solution was rejected again"]
    assert list(incident.escalations.values_list("level", "cause")) == [(1, "rejections:2")]


def test_l10_a_reply_without_accepting_is_a_rejection(incident, agent):
    reach(incident, agent, Status.SOLUTION_PROPOSED)
    correspondence.contact_reply(fresh(incident), incident.contact, "It still stops.", at=LATER)
    assert fresh(incident).status == Status.IN_PROGRESS


def test_l10_the_lead_hears_of_the_second_rejection_by_mail_too(incident, agent):
    """L10; LIFECYCLE.md, 5: the same on all channels, and who writes mail has no button to reject."""
    lead = make.staff("lead")
    for hour in (10, 12):
        closing.propose_solution(fresh(incident), agent, "Try it.", at=LATER.replace(hour=hour))
        assert lead.pk not in told("escalated")
        correspondence.contact_reply(
            fresh(incident), incident.contact, "No.", channel="mail", at=LATER.replace(hour=hour + 1)
        )
    assert lead.pk in told("escalated")
    assert list(incident.escalations.values_list("level", "cause")) == [(1, "rejections:2")]


def test_a_rejection_needs_a_reason(incident, agent):
    reach(incident, agent, Status.SOLUTION_PROPOSED)
    with pytest.raises(ReasonMissing):
        closing.reject(fresh(incident), incident.contact, "  ", at=LATER)
    assert fresh(incident).status == Status.SOLUTION_PROPOSED


def test_l11_a_message_within_30_days_reopens(incident, agent):
    reach(incident, agent, Status.CLOSED)
    correspondence.contact_reply(
        fresh(incident), incident.contact, "It is back.", at=moment("2026-12-20 09:00 +01:00")
    )
    assert fresh(incident).status == Status.IN_PROGRESS
    assert told("reopened") == {agent.pk}


def test_a_message_after_30_days_opens_a_linked_follow_up(incident, agent):
    reach(incident, agent, Status.CLOSED)
    entry = correspondence.contact_reply(
        fresh(incident), incident.contact, "It is back.", at=moment("2027-01-20 09:00 +01:00")
    )
    assert fresh(incident).status == Status.CLOSED
    assert entry.incident.follow_up_of == incident
    assert entry.incident.description == "It is back."


@pytest.mark.parametrize("late", [0, 1])
def test_l11_the_days_for_reopening_are_data_and_the_last_instant_counts(incident, agent, late):
    LifecycleRules.objects.update_or_create(pk=1, defaults={"reopen_days": 2})
    reach(incident, agent, Status.CLOSED)
    at = LATER + timedelta(days=2, seconds=late)
    entry = correspondence.contact_reply(fresh(incident), incident.contact, "It is back.", at=at)
    assert (entry.incident == incident) == (not late)
    if late:
        with pytest.raises(IllegalMove):
            closing.reopen(fresh(incident), agent, "It is back.", at=at)


def test_l12_withdrawing_is_final_and_stops_the_clocks(incident, agent):
    lifecycle.take(incident, agent, at=LATER)
    closing.withdraw(fresh(incident), incident.contact, "Found it.", at=LATER)
    assert set(state(incident).values()) == {"stopped"}
    with pytest.raises(IllegalMove):
        closing.reopen(fresh(incident), incident.contact, "Again", at=LATER)
    entry = correspondence.contact_reply(fresh(incident), incident.contact, "One more thing", at=LATER)
    assert entry.incident.follow_up_of == incident


def test_l12_the_running_reply_is_stopped(incident, agent):
    correspondence.reply(incident, agent, "We look at it.", at=LATER)
    closing.withdraw(fresh(incident), incident.contact, "Found it.", at=LATER)
    assert state(incident) == {"first_response": "met", "next_reply": "stopped", "solution_goal": "stopped"}


@pytest.mark.parametrize("reason", ["consulting", "not_covered"])
def test_l13_closing_without_a_solution_is_a_response_and_stops_the_goal(incident, agent, reason):
    closing.close_without_solution(incident, agent, reason, "Consulting will answer you.", at=LATER)
    assert fresh(incident).close_reason == reason
    assert state(incident) == {"first_response": "met", "solution_goal": "stopped"}


def test_l14_an_upheld_objection_goes_on(incident, agent):
    closing.close_without_solution(incident, agent, "consulting", "Consulting will answer.", at=LATER)
    closing.reopen(fresh(incident), agent, "It is a fault after all.", at=moment("2026-11-24 09:00 +01:00"))
    assert fresh(incident).status == Status.IN_PROGRESS
    assert state(incident)["solution_goal"] == "running"
    assert incident.milestones.filter(kind="first_response").count() == 1
    assert told("objection_upheld") == {incident.contact_id}


def test_reopening_what_was_solved_upholds_no_objection(incident, agent):
    reach(incident, agent, Status.CLOSED)
    closing.reopen(fresh(incident), agent, "It came back.", at=moment("2026-11-24 09:00 +01:00"))
    assert not told("objection_upheld")


def test_l6_a_release_is_expected_on_a_day_to_come(incident, agent):
    with pytest.raises(DayOutOfRange):
        lifecycle.wait_for_development(incident, agent, release_expected_on=date(2026, 11, 22), at=LATER)
    assert fresh(incident).status == Status.NEW


def test_a_duplicate_is_of_the_same_customer(incident, agent):
    other = make.incident(at=LOGGED)
    with pytest.raises(DuplicateElsewhere):
        closing.close_without_solution(
            incident, agent, "duplicate", "Same as yours.", duplicate_of=other, at=LATER
        )
    with pytest.raises(DuplicateOfItself):
        closing.close_without_solution(
            incident, agent, "duplicate", "Same as this.", duplicate_of=incident, at=LATER
        )
    first = make.incident(incident.customer, at=LOGGED, contact=incident.contact)
    closing.close_without_solution(
        incident, agent, "duplicate", "Same as yours.", duplicate_of=first, at=LATER
    )
    assert (fresh(incident).close_reason, fresh(incident).duplicate_of) == ("duplicate", first)


def test_l13_a_duplicate_is_of_one_that_somebody_works_on_and_of_no_duplicate(incident, agent):
    def close_as_one_of(original):
        closing.close_without_solution(
            incident, agent, "duplicate", "Same as yours.", duplicate_of=original, at=LATER
        )

    first, second, withdrawn = (
        make.incident(incident.customer, at=LOGGED, contact=incident.contact) for _ in range(3)
    )
    closing.close_without_solution(second, agent, "duplicate", "Same.", duplicate_of=first, at=LATER)
    with pytest.raises(DuplicateOfDuplicate) as refused:
        close_as_one_of(second)
    said = f"{second.pk} was closed as a duplicate of {first.pk}. Type {first.pk} instead."
    assert str(refused.value) == said
    closing.withdraw(withdrawn, withdrawn.contact, at=LATER)
    with pytest.raises(DuplicateNotOpen, match="nobody works on it"):
        close_as_one_of(withdrawn)
    close_as_one_of(first)
    assert fresh(incident).status == Status.CLOSED


def test_l14_what_was_no_duplicate_after_all_is_linked_as_one_no_longer(incident, agent):
    first = make.incident(incident.customer, at=LOGGED, contact=incident.contact)
    closing.close_without_solution(incident, agent, "duplicate", "Same.", duplicate_of=first, at=LATER)
    closing.reopen(incident, agent, "It is another fault.", at=LATER)
    assert fresh(incident).duplicate_of is None
    closing.close_without_solution(first, agent, "duplicate", "Same.", duplicate_of=incident, at=LATER)
    assert fresh(first).duplicate_of == incident


@pytest.mark.parametrize("before", list(Status))
@pytest.mark.parametrize("after", list(Status))
def test_a_move_that_the_table_lacks_is_refused_with_those_it_has(incident, before, after):
    incident.status = before
    if after in lifecycle.MOVES[before]:
        lifecycle.check(incident, after)
        return
    with pytest.raises(IllegalMove) as refused:
        lifecycle.check(incident, after)
    assert all(str(status.label) in str(refused.value) for status in lifecycle.MOVES[before])


def test_the_table_of_moves_is_that_of_lifecycle_md():
    """LIFECYCLE.md, 2, written out by hand."""
    ended, proposed = {"closed", "withdrawn"}, {"solution_proposed"}
    assert {before: set(after) for before, after in lifecycle.MOVES.items()} == {
        "new": {"in_progress"} | proposed | ended,
        "in_progress": {"waiting_customer", "waiting_development"} | proposed | ended,
        "waiting_customer": {"in_progress"} | proposed | ended,
        "waiting_development": {"in_progress"} | proposed | ended,
        "solution_proposed": {"in_progress"} | ended,
        "closed": {"in_progress"},
        "withdrawn": set(),
    }


def test_r9_the_queue_is_severity_then_tier_then_due_then_age(agent):
    """R9.1, R9.2, R15.1."""
    at, product = LOGGED, make.product()
    rows = {}
    for name, tier, severity in [
        ("elite 3", "XTE", 3),
        ("support 2", "XT", 2),
        ("premium 2", "XTP", 2),
        ("support 1", "XT", 1),
        ("elite 2", "XTE", 2),
    ]:
        rows[make.incident(make.customer(), product, at=at, tier_code=tier, severity=severity).pk] = name
    order = [rows[pk] for pk in Incident.objects.in_work_order().values_list("pk", flat=True)]
    assert order == ["support 1", "elite 2", "premium 2", "support 2", "elite 3"]


def test_r9_3_what_waits_for_the_customer_is_not_in_the_work_order(incident, agent):
    reach(incident, agent, Status.WAITING_CUSTOMER)
    assert incident not in Incident.objects.in_work_order()
    correspondence.contact_reply(fresh(incident), incident.contact, "13.0", at=LATER)
    assert incident in Incident.objects.in_work_order()


def test_take_next_gives_the_first_of_the_queue_and_says_when_it_is_empty(incident, agent):
    assert claiming.take_next(agent, at=LATER).pk == incident.pk
    with pytest.raises(NothingToTake):
        claiming.take_next(agent, at=LATER)


def test_the_timeline_cannot_be_changed(incident):
    from django.db import Error

    entry = TimelineEntry.objects.filter(incident=incident).first()
    entry.body = "rewritten"
    with pytest.raises(Error):
        entry.save()


def test_l12_a_message_that_meets_a_withdrawal_opens_a_follow_up(incident, agent):
    """L12: she wrote while a colleague withdrew it; her message is not left on what is over."""
    read_before = Incident.objects.get(pk=incident.pk)
    closing.withdraw(incident, incident.contact, at=LATER)
    entry = correspondence.contact_reply(read_before, incident.contact, "It stops again.", at=LATER)
    assert entry.incident.follow_up_of == incident


def test_a_message_from_the_contact_neither_restarts_nor_stretches_a_running_reply(incident, agent):
    """R8.3; TARGETS.md, 6."""
    correspondence.reply(incident, agent, "We look at it.", at=LATER)
    before = incident.milestones.get(kind="next_reply")
    for hour in (11, 12):
        correspondence.contact_reply(incident, incident.contact, "And?", at=LATER.replace(hour=hour))
    after = incident.milestones.get(kind="next_reply")
    assert (after.pk, after.started_at, after.due_at) == (before.pk, LATER, before.due_at)
    assert after.due_times.count() == 1


@pytest.mark.parametrize("act", ["asks", "proposes", "closes"])
def test_l4_l8_l13_the_running_reply_is_met_and_none_runs(incident, agent, act):
    correspondence.reply(incident, agent, "We look at it.", at=LATER)
    at = LATER.replace(hour=11)
    if act == "asks":
        correspondence.reply(incident, agent, "Which version?", asks=True, at=at)
    elif act == "proposes":
        closing.propose_solution(incident, agent, "Install the fix.", at=at)
    else:
        closing.close_without_solution(incident, agent, "not_covered", "It is not covered.", at=at)
    (reply,) = incident.milestones.filter(kind="next_reply")
    assert (reply.result, reply.ended_at) == ("met", at)


def test_l6_l7_a_first_response_that_is_open_runs_on_through_development_and_back(incident, agent):
    reach(incident, agent, Status.WAITING_DEVELOPMENT)
    first = incident.milestones.get(kind="first_response")
    lifecycle.resume(fresh(incident), agent, at=LATER.replace(hour=11))
    after = incident.milestones.get(kind="first_response")
    assert (after.result, after.due_at) == ("", first.due_at)
    assert not incident.milestones.filter(kind="next_reply").exists()


def test_l10_the_goal_goes_on_without_the_time_with_the_customer_and_a_new_reply_is_due(incident, agent):
    before = incident.milestones.get(kind="solution_goal").due_at
    reach(incident, agent, Status.SOLUTION_PROPOSED)
    rejected = LATER.replace(hour=13)
    closing.reject(fresh(incident), incident.contact, "No change.", at=rejected)
    goal = incident.milestones.get(kind="solution_goal")
    assert (goal.pk, goal.hours.covered_between(before, goal.due_at)) == (goal.pk, rejected - LATER)
    assert incident.milestones.get(kind="next_reply", result="").started_at == rejected


def test_l12_what_was_missed_already_is_not_stopped(incident, agent):
    """LIFECYCLE.md, 2: neither met nor missed, unless it was missed."""
    late = incident.milestones.get(kind="first_response").due_at + timedelta(seconds=1)
    closing.withdraw(incident, incident.contact, "Found it.", at=late)
    assert state(incident) == {"first_response": "missed", "solution_goal": "stopped"}
    assert told("withdrawn") == set(), "nobody owned it"


def test_l3_l6_a_message_during_development_meets_the_running_reply_and_the_next_is_due(incident, agent):
    """LIFECYCLE.md, 1: while it waits for development the customer is owed replies."""
    correspondence.reply(incident, agent, "We have found the defect.", at=LATER)
    lifecycle.wait_for_development(fresh(incident), agent, at=LATER)
    at = LATER.replace(hour=11)
    correspondence.reply(fresh(incident), agent, "It is being tested.", at=at)
    met, runs = incident.milestones.filter(kind="next_reply").order_by("pk")
    assert (met.result, met.ended_at, runs.result, runs.started_at) == ("met", at, "", at)
    assert fresh(incident).status == Status.WAITING_DEVELOPMENT
