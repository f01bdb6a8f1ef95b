"""Milestones of real incidents, against the rows of TARGETS.md."""

from datetime import date, timedelta

import pytest

from entitlements.models import Severity
from notifications.models import Notification
from subscriptions.models import ProductLine, Tier
from tests import factories as make
from tests.tickets.moments import moment
from tickets import (
    closing,
    correspondence,
    lifecycle,
    promises,
    reminders,
    severity,
    superseding,
    verification,
)
from tickets.models import DueTime, Milestone, Reminder, Status
from tickets.promises import shown_targets
from tickets.sentences import sentence

pytestmark = pytest.mark.django_db


def running(incident, kind="first_response"):
    return incident.milestones.get(kind=kind, result="")


def due(incident, kind="first_response"):
    return running(incident, kind).due_at


@pytest.mark.parametrize(
    ("no", "tier", "sev", "start", "expected"),
    [
        ("D1", "XT", 1, "2026-11-27 23:00 +01:00", "2026-11-30 01:00 +01:00"),
        ("D2", "XT", 1, "2026-11-28 10:00 +01:00", "2026-11-30 02:00 +01:00"),
        ("D3", "XTP", 1, "2026-11-28 10:00 +01:00", "2026-11-28 11:00 +01:00"),
        ("D4", "XTE", 1, "2026-12-25 03:10 +01:00", "2026-12-25 03:40 +01:00"),
        ("D5", "XT", 1, "2026-12-25 03:10 +01:00", "2026-12-25 05:10 +01:00"),
        ("D6", "XT", 2, "2026-11-27 15:30 +01:00", "2026-11-30 10:30 +01:00"),
        ("D7", "XTE", 2, "2026-11-25 16:30 +01:00", "2026-11-26 08:30 +01:00"),
        ("D8", "XT", 3, "2027-03-24 16:00 +01:00", "2027-03-30 16:00 +02:00"),
        ("D9", "XT", 4, "2026-11-26 11:15 +01:00", "2026-11-30 11:15 +01:00"),
    ],
)
def test_r8_3_first_response_is_due_as_the_vectors_say(no, tier, sev, start, expected):
    """R8.3, R10.1, R10.2, R14.1: vectors D1 to D9 through logging."""
    incident = make.incident(at=moment(start), tier_code=tier, severity=sev)
    assert due(incident) == moment(expected)
    assert incident.due_at == moment(expected)


def change(incident, to, at):
    return severity.change_severity(
        incident, make.staff(), to, "agreed on the phone", moment(at), impact="All", phone="+45 70"
    )


def test_t1_raise_from_4_to_1_takes_the_earlier_new_time():
    """R8.10, T1; W6: no milestone of the old target stays open."""
    incident = make.incident(at=moment("2026-11-26 11:15 +01:00"), severity=4)
    incident = change(incident, 1, "2026-11-28 11:15 +01:00")
    assert due(incident) == moment("2026-11-30 02:00 +01:00")
    assert [m.severity for m in incident.milestones.running()] == [1, 1]


def test_t2_lowering_moves_the_next_reply_to_monday():
    """R10.7, T2."""
    agent = make.staff()
    incident = make.incident(at=moment("2026-11-28 10:30 +01:00"), tier_code="XTP", severity=1)
    correspondence.reply(incident, agent, "We look at it.", at=moment("2026-11-28 11:00 +01:00"))
    assert due(incident, "next_reply") == moment("2026-11-28 13:00 +01:00")
    change(incident, 2, "2026-11-28 12:00 +01:00")
    assert due(incident, "next_reply") == moment("2026-11-30 16:00 +01:00")


def test_t3_lowering_moves_an_open_first_response():
    """R10.7, T3."""
    incident = make.incident(at=moment("2026-11-28 11:30 +01:00"), tier_code="XTP", severity=1)
    change(incident, 2, "2026-11-28 12:00 +01:00")
    assert due(incident) == moment("2026-11-30 10:00 +01:00")


def test_t4_upgrade_starts_a_waiting_severity_1_at_once():
    """R14.3, R26.1, T4."""
    incident = make.incident(at=moment("2026-11-28 10:00 +01:00"), severity=1)
    at = moment("2026-11-28 10:30 +01:00")
    ProductLine.objects.filter(pk=incident.line_id).update(tier=make.tier("XTP"))
    with lifecycle.changing(incident, at) as row:
        row.tier = make.tier("XTP")
        superseding.retarget(row, at, cause="tier", raised=True)
    assert due(incident) == moment("2026-11-28 11:30 +01:00")


def test_t5_a_raise_never_moves_a_due_time_later():
    """R8.10, T5."""
    incident = make.incident(at=moment("2026-11-23 09:00 +01:00"), severity=3)
    change(incident, 2, "2026-11-24 08:30 +01:00")
    assert due(incident) == moment("2026-11-24 09:00 +01:00")


def test_r8_10_a_raise_holds_a_due_time_where_a_calendar_edited_since_has_no_hours():
    incident = make.incident(at=moment("2026-11-23 09:00 +01:00"), severity=3)
    make.calendar_version(moment("2026-11-23 12:00 +01:00")).holidays.create(
        date=date(2026, 11, 24), name="Moving"
    )
    change(incident, 2, "2026-11-23 16:30 +01:00")
    assert due(incident) == moment("2026-11-24 09:00 +01:00")
    assert not list(verification.differences())


def test_t6_a_missed_target_stays_missed_and_a_new_time_is_expected():
    """R8.10, R8.11, T6."""
    incident = make.incident(at=moment("2026-11-26 11:15 +01:00"), severity=4)
    change(incident, 2, "2026-11-30 14:00 +01:00")
    old = incident.milestones.get(kind="first_response", severity=4)
    assert (old.result, old.missed_at) == ("superseded", moment("2026-11-30 11:15 +01:00"))
    assert due(incident) == moment("2026-12-01 09:00 +01:00")


def test_t7_back_to_the_old_severity_keeps_its_due_time():
    """R8.10, T7."""
    incident = make.incident(at=moment("2026-11-28 10:00 +01:00"), tier_code="XTP", severity=1)
    change(incident, 2, "2026-11-28 10:20 +01:00")
    assert due(incident) == moment("2026-11-30 10:00 +01:00")
    change(incident, 1, "2026-11-28 10:40 +01:00")
    assert due(incident) == moment("2026-11-28 11:00 +01:00")


def test_r8_10_lowered_back_to_the_old_severity_the_target_runs_from_the_change():
    """2→1→2: only a raise holds what was given before."""
    incident = make.incident(at=moment("2026-11-24 08:00 +01:00"), severity=2)
    incident = change(incident, 1, "2026-11-24 09:00 +01:00")
    assert due(incident) == moment("2026-11-24 11:00 +01:00")
    change(incident, 2, "2026-11-24 10:00 +01:00")
    assert due(incident) == moment("2026-11-24 14:00 +01:00")


def test_r8_10_a_raise_holds_no_due_time_that_was_given_at_a_higher_severity():
    """1→3→2: what was due at severity 1, and is still ahead, is no promise at 2."""
    incident = make.incident(at=moment("2026-11-24 08:00 +01:00"), severity=1)
    assert due(incident) == moment("2026-11-24 10:00 +01:00")
    incident = change(incident, 3, "2026-11-24 08:10 +01:00")
    change(incident, 2, "2026-11-24 08:20 +01:00")
    assert due(incident) == moment("2026-11-24 12:20 +01:00")


def test_t8_a_product_without_after_hours_support_runs_on_office_hours():
    """R10.5, T8."""
    product = make.product("TLB", after_hours_supported=False)
    incident = make.incident(
        at=moment("2026-11-28 10:00 +01:00"), product=product, tier_code="XTP", severity=1
    )
    assert due(incident) == moment("2026-11-30 09:00 +01:00")


def test_r8_6_the_tier_is_that_of_the_products_line():
    """R8.6: one contact, one severity, a Premium and an XT product give two due times."""
    customer, at = make.customer(), moment("2026-11-25 09:00 +01:00")
    premium, support = make.product("FMP"), make.product("STH")
    make.line(customer, premium, "XTP")
    make.line(customer, support, "XT")
    contact = make.contact(customer)
    times = {
        p.code: due(make.incident(customer, p, at=at, severity=2, contact=contact))
        for p in (premium, support)
    }
    assert times == {"FMP": moment("2026-11-25 11:00 +01:00"), "STH": moment("2026-11-25 13:00 +01:00")}


def test_p1_a_pause_over_easter_moves_the_solution_goal_by_its_covered_part():
    """R8.3, W58, W22: only the covered part of a pause counts."""
    agent, at = make.staff(), moment("2027-03-24 14:00 +01:00")
    incident = make.incident(at=at, tier_code="XTE", severity=2)
    before = due(incident, "solution_goal")
    correspondence.reply(incident, agent, "Which version?", asks=True, at=moment("2027-03-24 15:00 +01:00"))
    assert running(incident, "solution_goal").paused_at == moment("2027-03-24 15:00 +01:00")
    correspondence.contact_reply(incident, incident.contact, "13.0", at=moment("2027-03-30 10:00 +02:00"))
    goal = running(incident, "solution_goal")
    covered = goal.calendar.calendar("office").covered_between(before, goal.due_at)
    assert covered.total_seconds() == 240 * 60


def test_w5_a_next_reply_does_not_exist_before_the_first_response_is_met():
    incident = make.incident(at=moment("2026-11-25 09:00 +01:00"), severity=2)
    assert set(incident.milestones.values_list("kind", flat=True)) == {"first_response", "solution_goal"}


def test_w8_reply_and_waiting_in_one_save_meet_and_pause_at_one_instant():
    """W8, L4."""
    at = moment("2026-11-25 10:00 +01:00")
    incident = make.incident(at=moment("2026-11-25 09:00 +01:00"), severity=2)
    correspondence.reply(incident, make.staff(), "Please send the log.", asks=True, at=at)
    first = incident.milestones.get(kind="first_response")
    assert (first.result, first.ended_at) == ("met", at)
    assert running(incident, "solution_goal").paused_at == at
    assert not incident.milestones.running().filter(kind="next_reply").exists()


def test_w38_an_answer_one_second_late_is_missed_without_any_timer():
    """R8.3, W38: missed is arithmetic, no poll decides it."""
    incident = make.incident(at=moment("2026-11-25 09:00 +01:00"), severity=2)
    late = due(incident).replace(second=1)
    correspondence.reply(incident, make.staff(), "Sorry, here we are.", at=late)
    first = incident.milestones.get(kind="first_response")
    assert (first.result, first.missed_at) == ("missed", first.due_at)


def test_an_answer_at_the_due_instant_is_met():
    incident = make.incident(at=moment("2026-11-25 09:00 +01:00"), severity=2)
    correspondence.reply(incident, make.staff(), "Here we are.", at=due(incident))
    assert incident.milestones.get(kind="first_response").result == "met"


def test_w11_a_note_or_taking_it_is_no_response():
    """R8.7, W11, W29."""
    agent = make.staff()
    incident = make.incident(at=moment("2026-11-25 09:00 +01:00"), severity=2)
    correspondence.note(incident, agent, "Same as 10391.", at=moment("2026-11-25 09:10 +01:00"))
    lifecycle.take(incident, agent, at=moment("2026-11-25 09:20 +01:00"))
    assert running(incident).result == ""


def test_w26_a_reopened_incident_counts_neither_the_closed_nor_the_proposed_time():
    """L11, W26, W36: the solution goal goes on with what was left; no second first response."""
    agent = make.staff()
    incident = make.incident(at=moment("2026-11-02 09:00 +01:00"), tier_code="XTE", severity=3)
    closing.propose_solution(incident, agent, "Set this option.", at=moment("2026-11-03 09:00 +01:00"))
    closing.accept(incident, incident.contact, at=moment("2026-11-05 09:00 +01:00"))
    assert incident.milestones.get(kind="solution_goal").result == "met"
    closing.reopen(incident, incident.contact, "It is back.", at=moment("2026-11-16 09:00 +01:00"))
    goal = running(incident, "solution_goal")
    calendar = goal.calendar.calendar("office")
    left = calendar.covered_between(moment("2026-11-16 09:00 +01:00"), goal.due_at)
    assert left == goal.covered - calendar.covered_between(
        moment("2026-11-02 09:00 +01:00"), moment("2026-11-03 09:00 +01:00")
    )
    assert incident.milestones.filter(kind="first_response").count() == 1
    assert running(incident, "next_reply").started_at == moment("2026-11-16 09:00 +01:00")


def test_l11_the_time_with_the_customer_before_the_closing_is_left_out_too():
    """L4, L11, W26: an hour had passed when she was asked, and one more when the solution was proposed."""
    agent = make.staff()
    incident = make.incident(at=moment("2026-11-02 09:00 +01:00"), tier_code="XTE", severity=3)
    correspondence.reply(incident, agent, "Which?", asks=True, at=moment("2026-11-02 10:00 +01:00"))
    correspondence.contact_reply(incident, incident.contact, "This.", at=moment("2026-11-03 10:00 +01:00"))
    closing.propose_solution(incident, agent, "Set this option.", at=moment("2026-11-03 11:00 +01:00"))
    closing.accept(incident, incident.contact, at=moment("2026-11-05 09:00 +01:00"))
    reopened = moment("2026-11-16 09:00 +01:00")
    closing.reopen(incident, incident.contact, "It is back.", at=reopened)
    goal = running(incident, "solution_goal")
    assert goal.hours.covered_between(reopened, goal.due_at) == goal.covered - timedelta(hours=2)
    assert not list(verification.differences())


def test_r9_2_the_next_response_gives_the_place_and_not_a_goal_that_is_due_before_it():
    agent = make.staff()
    incident = make.incident(at=moment("2026-11-02 09:00 +01:00"), severity=2)
    goal = due(incident, "solution_goal")
    correspondence.reply(incident, agent, "Nearly there.", at=goal - timedelta(hours=1))
    incident.refresh_from_db()
    assert due(incident, "next_reply") > goal
    assert (incident.due_milestone.kind, incident.due_at) == ("next_reply", due(incident, "next_reply"))
    lifecycle.wait_for_development(incident, agent, at=goal - timedelta(minutes=30))
    incident.refresh_from_db()
    assert incident.due_milestone.kind == "next_reply"


def test_w52_twenty_round_trips_leave_one_running_next_reply():
    agent = make.staff()
    incident = make.incident(at=moment("2026-11-23 08:00 +01:00"), severity=3)
    for minute in range(0, 40, 2):
        asked = moment(f"2026-11-23 09:{minute:02} +01:00")
        correspondence.reply(incident, agent, "And now?", asks=True, at=asked)
        answered = moment(f"2026-11-23 09:{minute + 1:02} +01:00")
        correspondence.contact_reply(incident, incident.contact, "Still.", at=answered)
    assert incident.milestones.running().filter(kind="next_reply").count() == 1
    incident.refresh_from_db()
    assert incident.status == Status.IN_PROGRESS


def test_w33_saving_ten_times_changes_no_due_time():
    incident = make.incident(at=moment("2026-11-25 09:00 +01:00"), severity=Severity.HIGH)
    before = list(DueTime.objects.values_list("due_at", flat=True))
    for _ in range(10):
        incident.save()
    assert list(DueTime.objects.values_list("due_at", flat=True)) == before


def test_w12_a_duplicate_stops_every_clock():
    agent, at = make.staff(), moment("2026-11-25 09:00 +01:00")
    first = make.incident(at=at, severity=2)
    second = make.incident(first.customer, first.product, at=at, severity=2, contact=first.contact)
    closing.close_without_solution(
        second, agent, "duplicate", "It is the same as yours of today.", duplicate_of=first, at=at
    )
    assert not Milestone.objects.running().filter(incident=second).exists()
    before = Notification.objects.filter(context__number=second.pk).count()
    for days in range(60):
        reminders.remind(at + timedelta(days=days))
    assert set(Reminder.objects.values_list("milestone__incident", flat=True)) == {first.pk}
    assert Notification.objects.filter(context__number=second.pk).count() == before


def test_r8_10_a_goal_that_a_lower_severity_lacks_comes_back_with_the_higher_one():
    """R8.10: 3→4→3 under a policy without a goal at severity 4; the earlier due time, still ahead, holds (T7)."""
    incident = make.incident(at=moment("2026-11-23 09:00 +01:00"), severity=3)
    promised = due(incident, "solution_goal")
    change(incident, 4, "2026-11-23 10:00 +01:00")
    assert not incident.milestones.running().filter(kind="solution_goal").exists()
    change(incident, 3, "2026-11-23 11:00 +01:00")
    assert due(incident, "solution_goal") == promised
    assert not list(verification.differences())


def test_r8_3_a_goal_that_begins_while_the_customer_is_asked_is_paused_from_the_start():
    """R8.3, L4: severity 4 has no goal; raised while it waits for the customer, 3 has one."""
    incident = make.incident(at=moment("2026-11-23 09:00 +01:00"), severity=4)
    asked = moment("2026-11-23 10:00 +01:00")
    correspondence.reply(incident, make.staff(), "Which version?", asks=True, at=asked)
    change(incident, 3, "2026-11-23 11:00 +01:00")
    goal = running(incident, "solution_goal")
    assert goal.paused_at == moment("2026-11-23 11:00 +01:00")
    assert goal.pauses.get().reason == Status.WAITING_CUSTOMER
    correspondence.contact_reply(incident, incident.contact, "13.0", at=moment("2026-11-24 11:00 +01:00"))
    assert due(incident, "solution_goal") == moment("2026-12-15 11:00 +01:00")


def test_r8_9_a_goal_that_the_severity_no_longer_has_is_shown_no_more():
    Tier.objects.update(shows_solution_goal=True)
    incident = make.incident(at=moment("2026-11-23 09:00 +01:00"), severity=3)
    for to, kinds in ((2, {"first response", "solution goal"}), (4, {"first response"})):
        incident = change(incident, to, f"2026-11-23 {8 + to:02}:30 +01:00")
        shown = shown_targets(incident, moment("2026-11-23 13:00 +01:00"))
        assert {each["name"] for each in shown} == kinds


def test_l11_a_goal_that_the_severity_no_longer_has_does_not_come_back_on_reopening():
    """L11, R8.10: lowered from 3 to 4 before it was solved."""
    incident = make.incident(at=moment("2026-11-23 09:00 +01:00"), severity=3)
    change(incident, 4, "2026-11-23 10:00 +01:00")
    closing.propose_solution(incident, make.staff(), "Like so.", at=moment("2026-11-23 11:00 +01:00"))
    closing.accept(incident, incident.contact, at=moment("2026-11-23 12:00 +01:00"))
    closing.reopen(incident, incident.contact, "It is back.", at=moment("2026-11-23 13:00 +01:00"))
    assert [m.kind for m in incident.milestones.running()] == ["next_reply"]


def test_r8_10_a_raise_of_a_paused_goal_leaves_no_more_time_than_was_left():
    """R8.10: 1 h was left when the customer was asked; its old due time has passed during the pause."""
    agent = make.staff()
    incident = make.incident(at=moment("2026-11-23 08:00 +01:00"), tier_code="XTE", severity=3)
    assert due(incident, "solution_goal") == moment("2026-12-02 17:00 +01:00")
    correspondence.reply(incident, agent, "And now?", asks=True, at=moment("2026-12-02 16:00 +01:00"))
    change(incident, 2, "2026-12-07 12:00 +01:00")
    correspondence.contact_reply(incident, incident.contact, "Yes.", at=moment("2026-12-07 13:00 +01:00"))
    assert due(incident, "solution_goal") == moment("2026-12-07 14:00 +01:00")
    assert not list(verification.differences())


def test_r8_3_a_mail_received_before_the_pause_began_anew_ends_it():
    """R8.3: severity changed while the customer was asked; her mail was received before that, worked off after."""
    incident = make.incident(at=moment("2026-11-23 09:00 +01:00"), severity=3)
    asked, received = moment("2026-11-23 10:00 +01:00"), moment("2026-11-23 11:00 +01:00")
    correspondence.reply(incident, make.staff(), "Which version?", asks=True, at=asked)
    change(incident, 2, "2026-11-23 12:00 +01:00")
    correspondence.contact_reply(incident, incident.contact, "13.0", channel="mail", at=received)
    goal = running(incident, "solution_goal")
    assert (goal.paused_at, goal.due_at) == (None, moment("2026-11-30 12:00 +01:00"))
    incident.refresh_from_db()
    assert incident.changed_at == moment("2026-11-23 12:00 +01:00"), "the last change stays the last"
    assert not list(verification.differences())


@pytest.mark.parametrize("status", ["waiting_customer", "waiting_development"])
def test_l9_what_is_proposed_while_the_goal_is_paused_is_judged_as_of_the_proposal(status):
    """L8, L9: the pause before the proposal and the one after it are two, each with its reason."""
    agent, asked = make.staff(), moment("2026-11-23 10:00 +01:00")
    proposed, accepted = moment("2026-11-24 11:00 +01:00"), moment("2026-11-25 12:00 +01:00")
    incident = make.incident(at=moment("2026-11-23 09:00 +01:00"), severity=3)
    if status == Status.WAITING_CUSTOMER:
        correspondence.reply(incident, agent, "Which version?", asks=True, at=asked)
    else:
        lifecycle.take(incident, agent, at=asked)
        lifecycle.wait_for_development(incident, agent, at=asked)
    closing.propose_solution(incident, agent, "Like so.", at=proposed)
    closing.accept(incident, incident.contact, at=accepted)
    goal = incident.milestones.get(kind="solution_goal")
    assert (goal.result, goal.ended_at) == ("met", proposed)
    assert list(goal.pauses.values_list("started_at", "ended_at", "reason")) == [
        (asked, proposed, status),
        (proposed, accepted, Status.SOLUTION_PROPOSED),
    ]
    assert not list(verification.differences())


def test_r8_11_after_a_miss_and_a_raise_the_customer_still_reads_that_and_the_new_time():
    """R8.11, T6, W39."""
    incident = make.incident(at=moment("2026-11-26 11:15 +01:00"), severity=4)
    change(incident, 2, "2026-11-30 14:00 +01:00")
    (first,) = shown_targets(incident, moment("2026-11-30 15:00 +01:00"))
    assert first["missed"].startswith("We have not answered in the time we aimed for.")
    assert "Now expected by tomorrow 08:00" in first["missed"]
    correspondence.reply(incident, make.staff(), "Here.", at=moment("2026-11-30 16:00 +01:00"))
    (first,) = shown_targets(incident, moment("2026-11-30 16:00 +01:00"))
    assert not first["missed"]


def test_r5_4_an_incident_is_logged_where_the_calendar_has_no_hours():
    """R5.4, D40; TARGETS.md, 5.7: no due time and an explanation, and nothing fails."""
    customer = make.customer()
    make.calendar_version(moment("2026-11-20 08:00 +01:00"), **dict.fromkeys("0123456", ()))
    incident = make.incident(customer, at=moment("2026-11-26 11:15 +01:00"), severity=3)
    assert due(incident) is None
    correspondence.reply(incident, make.staff(), "And?", asks=True, at=moment("2026-11-26 12:00 +01:00"))
    incident.refresh_from_db()
    assert promises.closing_day(incident, moment("2026-11-27 12:00 +01:00")) == date(2026, 12, 10)


def test_r8_3_an_answer_that_came_in_time_is_met_although_the_timer_was_first():
    """R8.3; TARGETS.md, 5.5: a mail received before the due time and worked off after it."""
    incident = make.incident(at=moment("2026-11-23 09:00 +01:00"), severity=2)
    last = due(incident)
    while reminders.remind(last + timedelta(minutes=2)):
        pass
    assert running(incident).missed_at == last
    correspondence.reply(incident, make.staff(), "Yes.", channel="mail", at=last - timedelta(minutes=1))
    first = incident.milestones.get(kind="first_response")
    assert (first.result, first.missed_at) == ("met", None)
    told = [
        sentence(entry, contact=False) for entry in incident.timeline.filter(kind="target").order_by("pk")
    ]
    assert len(told) == 2
    assert told[1] == "First response met after all: the answer came in time and was worked off later"
    assert not list(verification.differences())


def test_r8_10_a_change_of_severity_gives_no_expected_time_for_a_paused_goal():
    """R8.10: the explanation says that the clock is paused, and so does the timeline not say when it is due."""
    incident = make.incident(at=moment("2026-11-23 09:00 +01:00"), severity=3)
    asked = moment("2026-11-23 10:00 +01:00")
    correspondence.reply(incident, make.staff(), "Which version?", asks=True, at=asked)
    change(incident, 2, "2026-11-23 12:00 +01:00")
    said = sentence(incident.timeline.get(kind="severity"), contact=False)
    assert "Solution goal now expected by" not in said


def test_r8_10_a_raise_that_leaves_a_due_time_where_it_was_says_so():
    incident = make.incident(at=moment("2026-11-23 09:00 +01:00"), severity=3)
    held = due(incident)
    severity.change_severity(
        incident, make.staff(), 2, "It spreads.", held - timedelta(minutes=1), impact="All", phone="+45 70"
    )
    assert due(incident) == held
    said = sentence(incident.timeline.get(kind="severity"), contact=True)
    assert said.count("as before.") == 1
    assert "First response expected by" in said
