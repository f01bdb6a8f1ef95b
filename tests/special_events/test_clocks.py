"""During the weekend every severity's clock runs around the clock, before and after it the normal one (R23.9,
R23.16)."""

from datetime import date, timedelta

import pytest

from entitlements.special_events import scheduling, watching
from tests import factories as make
from tests.special_events.scene import AT, BEGINS, DAY, ENDS, FRIDAY_17, MONDAY_8, scene
from tests.tickets.moments import moment
from tickets import (
    closing,
    correspondence,
    event_weekends,
    lifecycle,
    reminders,
    severity,
    targets,
    verification,
)
from tickets.models import DueTime, EventMove, Incident, Milestone
from tickets.rows import rows
from tickets.sentences import sentence

pytestmark = pytest.mark.django_db

EASTER_SATURDAY = date(2027, 3, 27)


@pytest.fixture
def nordlys():
    return scene()


def log(nordlys, at, severity=4, **fields):
    return make.incident(
        nordlys.customer, nordlys.product, at=moment(at), severity=severity, contact=nordlys.contact, **fields
    )


def move(at=None):
    while event_weekends.go_on(at):
        pass


def due(incident, kind="first_response"):
    return incident.milestones.get(kind=kind, result="").due_at


def no_differences():
    assert [str(each) for each in verification.differences()] == []


def test_r23_9_severity_4_on_sunday_is_due_on_sunday(nordlys):
    """TARGETS.md, E1."""
    nordlys.confirmed()
    incident = log(nordlys, "2026-12-13 10:00 +01:00")
    assert due(incident) == moment("2026-12-13 14:00 +01:00")
    assert due(log(scene(), "2026-12-13 10:00 +01:00")) == moment("2026-12-14 12:00 +01:00")
    no_differences()


def test_r23_9_a_day_is_nine_hours_of_the_union(nordlys):
    """E2: severity 3, next reply, 1 d."""
    nordlys.confirmed()
    incident = log(nordlys, "2026-12-12 09:00 +01:00", severity=3)
    correspondence.reply(incident, nordlys.resource, "Seen.", at=moment("2026-12-12 10:00 +01:00"))
    assert due(incident, "next_reply") == moment("2026-12-12 19:00 +01:00")


def test_r23_9_what_was_logged_before_the_window_goes_on_in_it(nordlys):
    """E3: half an hour in office hours, half an hour of the weekend."""
    nordlys.confirmed()
    incident = log(nordlys, "2026-12-11 16:30 +01:00", severity=2)
    assert due(incident) == moment("2026-12-11 17:30 +01:00")


@pytest.mark.parametrize(
    ("logged", "replied", "expected"),
    [
        # E4: two hours of the window, the rest on Tuesday: Easter Monday is a holiday after it.
        ("2027-03-29 05:30 +02:00", "2027-03-29 06:00 +02:00", "2027-03-30 10:00 +02:00"),
        # E5: over the skipped hour.
        ("2027-03-28 01:00 +01:00", "2027-03-28 01:30 +01:00", "2027-03-28 06:30 +02:00"),
    ],
)
def test_r23_16_after_the_weekend_what_remains_returns_to_the_normal_clock(
    nordlys, logged, replied, expected
):
    nordlys.confirmed(day=EASTER_SATURDAY)
    incident = log(nordlys, logged, severity=2)
    correspondence.reply(incident, nordlys.resource, "Seen.", at=moment(replied))
    assert due(incident, "next_reply") == moment(expected)
    no_differences()


def test_r23_9_an_open_incident_is_due_earlier_once_the_weekend_is_confirmed(nordlys):
    incident = log(nordlys, "2026-12-11 16:00 +01:00", severity=4)
    assert due(incident) == moment("2026-12-14 11:00 +01:00")
    nordlys.confirmed(at=AT)
    move(moment("2026-12-11 16:10 +01:00"))
    assert due(incident) == moment("2026-12-11 20:00 +01:00")
    last = DueTime.objects.filter(milestone__incident=incident, milestone__kind="first_response").last()
    assert last.cause == "event"
    entry = incident.timeline.get(facts__code="event_weekend")
    assert entry.public
    assert sentence(entry, contact=True).startswith(
        "Special event weekend of 12 December 2026: every hour of it counts. First response now expected by"
    )
    assert Incident.objects.get(pk=incident.pk).due_at == due(incident)
    no_differences()


def test_r23_14_cancelled_before_it_begins_the_due_time_returns_and_is_not_late(nordlys):
    incident = log(nordlys, "2026-12-11 16:00 +01:00", severity=4)
    event = nordlys.confirmed()
    move(moment("2026-12-11 16:10 +01:00"))
    scheduling.cancel(event, nordlys.contact, at=moment("2026-12-11 16:20 +01:00"))
    move(moment("2026-12-11 16:21 +01:00"))
    assert due(incident) == moment("2026-12-14 11:00 +01:00")
    assert not Milestone.objects.exclude(windows="").exists()
    said = sentence(incident.timeline.filter(facts__code="event_weekend").last(), contact=True)
    assert said.startswith("The special event weekend of 12 December 2026 is cancelled")
    no_differences()


def test_r23_14_a_weekend_cancelled_while_the_incident_was_closed_counts_no_more_on_reopening(nordlys):
    """R23.14, L11: the goal goes on in the normal hours."""
    event = nordlys.confirmed()
    incident = log(nordlys, "2026-12-09 08:00 +01:00", severity=2)
    answered = moment("2026-12-09 12:00 +01:00")
    closing.propose_solution(incident, nordlys.resource, "Like so.", at=answered)
    closing.accept(incident, nordlys.contact, at=answered)
    scheduling.cancel(event, nordlys.contact, at=moment("2026-12-10 09:00 +01:00"))
    move(moment("2026-12-10 09:01 +01:00"))
    closing.reopen(incident, nordlys.contact, "It is back.", at=moment("2026-12-11 12:00 +01:00"))
    assert due(incident, "solution_goal") == moment("2026-12-14 17:00 +01:00")
    no_differences()


def test_r23_14_a_weekend_that_ended_early_while_the_incident_was_closed_gives_no_more_hours(nordlys):
    """R23.14, L11: what had passed of it when it was closed counts, the rest goes on in the normal hours."""
    event = nordlys.confirmed()
    incident = log(nordlys, "2026-12-11 16:00 +01:00", severity=2)
    answered = moment("2026-12-12 02:00 +01:00")
    closing.propose_solution(incident, nordlys.resource, "Like so.", at=answered)
    closing.accept(incident, nordlys.contact, at=answered)
    cancelled = moment("2026-12-12 10:00 +01:00")
    scheduling.cancel(event, nordlys.contact, at=cancelled)
    move(cancelled)
    closing.reopen(incident, nordlys.contact, "It is back.", at=moment("2026-12-12 12:00 +01:00"))
    assert due(incident, "solution_goal") == moment("2026-12-14 16:00 +01:00")
    no_differences()


def test_r23_14_cancelled_while_it_runs_what_has_passed_of_it_counts(nordlys):
    event = nordlys.confirmed()
    incident = log(nordlys, "2026-12-12 10:00 +01:00", severity=4)
    cancelled = moment("2026-12-12 12:00 +01:00")
    scheduling.cancel(event, nordlys.advisor, "Strike", cancelled)
    move(cancelled)
    assert due(incident) == moment("2026-12-14 10:00 +01:00")
    assert due(log(nordlys, "2026-12-12 13:00 +01:00")) == moment("2026-12-14 12:00 +01:00")
    no_differences()


def test_r23_16_only_the_agreed_products_and_only_this_customer(nordlys):
    other = make.product("FMP")
    make.line(nordlys.customer, other, "XTE", BEGINS, ENDS)
    nordlys.confirmed()
    elsewhere = make.incident(
        nordlys.customer, other, at=moment("2026-12-13 10:00 +01:00"), severity=4, contact=nordlys.contact
    )
    assert due(elsewhere) == moment("2026-12-14 12:00 +01:00")


def test_r23_16_nothing_that_ended_and_nothing_that_is_late_is_moved(nordlys):
    late = log(nordlys, "2026-12-11 10:00 +01:00", severity=4)
    answered = log(nordlys, "2026-12-11 15:00 +01:00", severity=4)
    correspondence.reply(answered, nordlys.resource, "Yes.", at=moment("2026-12-11 15:10 +01:00"))
    nordlys.confirmed(at=AT)
    move(moment("2026-12-11 16:00 +01:00"))
    assert due(late) == moment("2026-12-11 14:00 +01:00")
    assert answered.milestones.get(kind="first_response").windows == ""
    no_differences()


def test_r23_9_what_would_be_late_at_once_keeps_its_time(nordlys):
    """The worker was away until after the weekend began: nobody is late by it."""
    incident = log(nordlys, "2026-12-11 16:00 +01:00", severity=4)
    nordlys.confirmed(at=AT)
    move(moment("2026-12-12 10:00 +01:00"))
    assert due(incident) == moment("2026-12-14 11:00 +01:00")
    no_differences()


def test_r23_16_a_pause_moves_the_due_time_into_the_weekend(nordlys):
    incident = log(nordlys, "2026-12-09 08:00 +01:00", severity=2)
    goal = incident.milestones.get(kind="solution_goal")
    nordlys.confirmed(at=AT)
    move(moment("2026-12-09 08:10 +01:00"))
    agent = nordlys.resource
    correspondence.reply(incident, agent, "Which?", asks=True, at=moment("2026-12-09 09:00 +01:00"))
    correspondence.contact_reply(incident, nordlys.contact, "This.", at=moment("2026-12-11 16:00 +01:00"))
    goal.refresh_from_db()
    assert goal.due_at == goal.hours.add(moment("2026-12-11 16:00 +01:00"), goal.allowed - timedelta(hours=1))
    assert goal.due_at < MONDAY_8
    no_differences()


def test_r23_9_another_severity_in_the_weekend_counts_every_hour_too(nordlys):
    nordlys.confirmed()
    incident = log(nordlys, "2026-12-12 10:00 +01:00", severity=4)
    severity.change_severity(incident, nordlys.resource, 3, "worse", at=moment("2026-12-12 11:00 +01:00"))
    assert due(incident) == moment("2026-12-12 13:00 +01:00")
    no_differences()


def test_r23_16_reopened_after_the_weekend_it_keeps_the_hours_it_had(nordlys):
    nordlys.confirmed()
    agent = nordlys.resource
    incident = log(nordlys, "2026-12-12 10:00 +01:00", severity=3)
    lifecycle.take(incident, agent, moment("2026-12-12 10:05 +01:00"))
    closing.propose_solution(incident, agent, "SP2", at=moment("2026-12-12 12:00 +01:00"))
    closing.accept(incident, nordlys.contact, at=moment("2026-12-12 13:00 +01:00"))
    closing.reopen(incident, nordlys.contact, "Again.", at=moment("2026-12-15 10:00 +01:00"))
    goal = incident.milestones.get(kind="solution_goal", result="")
    left = goal.allowed - timedelta(hours=2)
    assert goal.due_at == goal.hours.add(moment("2026-12-15 10:00 +01:00"), left)
    no_differences()


def test_r8_4_the_explanation_names_the_weekend(nordlys):
    from tickets.explain import explain

    nordlys.confirmed()
    incident = log(nordlys, "2026-12-11 16:30 +01:00", severity=4)
    milestone = incident.milestones.get(kind="first_response")
    why = explain(milestone, moment("2026-12-11 16:30 +01:00"), nordlys.customer.zone, contact=True)
    assert "Special event weekend today 17:00 to Mon 08:00: every hour counts." in str(why)
    early = log(nordlys, "2026-12-09 09:00 +01:00", severity=4).milestones.get(kind="first_response")
    assert "Special event" not in str(
        explain(early, moment("2026-12-09 09:00 +01:00"), nordlys.customer.zone, contact=True)
    )


def test_r23_9_the_queue_shows_why(nordlys):
    nordlys.confirmed()
    log(nordlys, "2026-12-12 10:00 +01:00", severity=4)
    make.incident(at=moment("2026-12-12 10:00 +01:00"), severity=4, tier_code="XTE")
    shown = rows(Incident.objects.order_by("pk"), nordlys.resource, moment("2026-12-12 11:00 +01:00"))
    assert [row["event"] for row in shown] == ["Special event weekend", ""]
    assert shown[0]["used"] == 25


def test_r5_4_in_the_weekend_nobody_is_told_that_the_clock_waits(nordlys):
    nordlys.confirmed()
    incident = log(nordlys, "2026-12-12 10:00 +01:00", severity=4, language="da")
    codes = [entry.facts.get("code") for entry in incident.timeline.all()]
    assert "outside_your_cover" not in codes
    assert incident.english_handling


def test_reminders_of_the_weekend_come_in_it(nordlys):
    nordlys.confirmed()
    incident = log(nordlys, "2026-12-12 10:00 +01:00", severity=4)
    reminders.remind(moment("2026-12-12 12:00 +01:00"))
    assert incident.milestones.get(kind="first_response").reminders.get().percent == 50


def test_r23_15_a_product_that_is_lost_returns_to_the_normal_clock(nordlys):
    other = make.product("FMP")
    make.line(nordlys.customer, other, "XTE", BEGINS, ENDS)
    event = nordlys.confirmed(products=[nordlys.product, other])
    incident = log(nordlys, "2026-12-10 16:00 +01:00", severity=3)
    goal = incident.milestones.get(kind="solution_goal")
    line = nordlys.customer.lines.get(product=nordlys.product)
    line.tier = make.tier("XTP")
    line.save()
    watching.watch(moment("2026-12-10 16:30 +01:00"))
    move(moment("2026-12-10 16:31 +01:00"))
    goal.refresh_from_db()
    assert goal.windows == ""
    assert [str(each) for each in event.products.filter(lost_at=None)] == [str(other)]
    no_differences()


def test_r23_16_many_open_incidents_are_moved_by_batches_and_each_once(nordlys, monkeypatch):
    from tickets import retargeting

    monkeypatch.setattr(retargeting, "BATCH", 2)
    monkeypatch.setattr(retargeting, "LOOKED_AT", 3)
    incidents = [log(nordlys, "2026-12-11 16:00 +01:00", severity=4) for _number in range(7)]
    nordlys.confirmed(at=AT)
    move(moment("2026-12-11 16:10 +01:00"))
    assert {due(each) for each in incidents} == {moment("2026-12-11 20:00 +01:00")}
    assert EventMove.objects.get().moved == 7  # the solution goals are due before it
    assert EventMove.objects.get().finished_at
    assert all(each.timeline.filter(facts__code="event_weekend").count() == 1 for each in incidents)
    no_differences()


def test_r23_9_what_was_logged_while_the_weekend_was_confirmed_is_found_when_it_begins(nordlys):
    """As if its transaction had not seen the confirmation."""
    nordlys.confirmed()
    move(AT + DAY)
    incident = log(nordlys, "2026-12-11 16:00 +01:00", severity=4)
    for milestone in incident.milestones.all():
        milestone.windows = ""
        milestone.due_at = targets._due(milestone, [])
        milestone.save()
        milestone.due_times.update(due_at=milestone.due_at)
    watching.watch(FRIDAY_17)
    move(FRIDAY_17)
    assert due(incident) == moment("2026-12-11 20:00 +01:00")
    no_differences()


@pytest.mark.parametrize("minute", ["05", "06"])
def test_r8_10_a_raise_holds_no_due_time_of_a_weekend_that_was_cancelled(nordlys, minute):
    """Found by test_sequences: the due time lay in hours that no longer count, also where it was given at the very
    instant of the cancellation."""
    event = nordlys.confirmed()
    incident = log(nordlys, f"2026-12-11 17:{minute} +01:00", severity=4)
    now = moment("2026-12-11 17:06 +01:00")
    scheduling.cancel(event, nordlys.contact, at=now)
    severity.change_severity(incident, nordlys.resource, 3, "worse", at=now)
    move(now)
    assert due(incident) == moment("2026-12-14 10:00 +01:00")
    no_differences()
