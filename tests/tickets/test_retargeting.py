"""R27.3, R8.2, W7: moving open incidents to a version in force; only ever earlier, and on record."""

from datetime import datetime, timedelta
from random import Random

import pytest
import time_machine
from django.utils import translation

from entitlements.models import TargetPolicy, TargetRule
from notifications.models import Notification
from subscriptions.models import StaffMember
from subscriptions.refusals import ReasonMissing
from tests import factories as make
from tests.tickets.moments import moment
from tickets import closing, correspondence, lifecycle, reminders, retargeting, severity, targets, tasks
from tickets.consequences import outlook
from tickets.models import DueTime, Incident, Milestone, Reminder, Retargeting, TimelineEntry
from tickets.refusals import NotInForce
from tickets.sentences import sentence
from tickets.verification import differences
from tickets.versions import Fate

pytestmark = pytest.mark.django_db

WEDNESDAY = moment("2026-11-25 09:00 +01:00")
HALF_PAST_NINE = moment("2026-11-25 09:30 +01:00")
TEN = moment("2026-11-25 10:00 +01:00")
ELEVEN = moment("2026-11-25 11:00 +01:00")
ONE = moment("2026-11-25 13:00 +01:00")  # when WEDNESDAY's severity 2 under Support is due


@pytest.fixture
def administrator():
    return make.staff(StaffMember.Role.ADMINISTRATOR, name="Asta Holm")


@pytest.fixture
def incident():
    """Severity 2 under Support, logged at nine: a first response within 4 h, solved within 5 d."""
    return make.incident(at=WEDNESDAY, severity=2)


def version(from_=HALF_PAST_NINE, *, without=(), **amounts):
    """A version of the targets in which these milestones have other amounts, in hours."""
    rules = list(targets.promised.policy_at(from_).rules.exclude(milestone__in=without))
    policy = TargetPolicy.objects.create(name="Quicker", in_force_from=from_)
    for rule in rules:
        rule.pk, rule.policy = None, policy
        if rule.milestone in amounts:
            rule.amount, rule.unit = amounts[rule.milestone], TargetRule.Unit.HOUR
    TargetRule.objects.bulk_create(rules)
    return policy


def move(to, by, at=TEN, *, stops=False):
    """Do all of it at `at`."""
    act = retargeting.begin(to, by, "The new contract", stops=stops, at=at)
    while retargeting.go_on(at):
        pass
    act.refresh_from_db()
    return act


def running(incident, kind="first_response"):
    return incident.milestones.get(kind=kind, result="")


def told(incident):
    return [entry for entry in incident.timeline.all() if entry.facts.get("code") == "retargeted"]


def test_r27_3_a_move_makes_what_runs_due_earlier_and_keeps_every_due_time_it_has_had(
    incident, administrator
):
    policy = version(first_response=2)
    act = move(policy, administrator)
    milestone = running(incident)
    assert (milestone.due_at, milestone.policy, milestone.rule.amount) == (ELEVEN, policy, 2)
    entries = list(milestone.due_times.values_list("at", "due_at", "cause"))
    assert entries == [(WEDNESDAY, ONE, "logged"), (TEN, ELEVEN, "policy")]
    assert (act.moved, act.stopped, act.by, act.finished_at) == (1, 0, administrator, TEN)
    assert list(differences()) == []


def test_r27_3_a_calendar_with_longer_hours_moves_what_runs(administrator):
    incident = make.incident(at=moment("2026-11-24 16:30 +01:00"), severity=2)
    hours = make.calendar_version(HALF_PAST_NINE, **{"1": [["08:00", "18:00"]]})
    move(hours, administrator)
    milestone = running(incident)
    assert (milestone.due_at, milestone.calendar) == (moment("2026-11-25 10:30 +01:00"), hours)
    assert milestone.due_times.latest("pk").cause == "calendar"
    assert list(differences()) == []


def test_r27_3_nothing_moves_later(incident, administrator):
    before = list(Milestone.objects.order_by("pk").values())
    act = move(version(first_response=8, next_reply=8, solution_goal=400), administrator)
    assert list(Milestone.objects.order_by("pk").values()) == before
    assert (act.moved, told(incident)) == (0, [])


@pytest.mark.parametrize("at", ["2026-11-25 11:00 +01:00", "2026-11-25 12:00 +01:00"])
def test_r27_3_nothing_becomes_late_by_a_move(incident, administrator, at):
    """At eleven the two hours have passed: what was promised stays."""
    act = move(version(first_response=2), administrator, moment(at))
    assert (act.moved, running(incident).due_at) == (0, ONE)


def test_r27_3_what_is_late_stays_late_by_the_due_time_it_had(incident, administrator):
    at = ONE + timedelta(hours=1)
    act = move(version(first_response=2), administrator, at)
    assert (act.moved, running(incident).due_at) == (0, ONE)


def test_r27_3_what_has_ended_is_not_touched(incident, administrator):
    correspondence.reply(incident, make.staff(), "We look at it.", at=WEDNESDAY + timedelta(minutes=10))
    ended = list(Milestone.objects.exclude(result="").values())
    move(version(first_response=1, next_reply=1, solution_goal=2), administrator)
    assert list(Milestone.objects.exclude(result="").values()) == ended


def population():
    """Incidents of every severity and tier, some answered, waiting, waited or raised."""
    agent, made = make.staff(), []
    for number in range(12):
        at = moment("2026-11-20 09:00 +01:00") + timedelta(hours=9 * number)
        made.append(make.incident(at=at, severity=number % 4 + 1, tier_code=("XT", "XTP", "XTE")[number % 3]))
        minutes = at + timedelta(minutes=number)
        if number % 3 == 1:
            correspondence.reply(made[-1], agent, "Which version?", asks=True, at=minutes)
        if number % 6 == 1:
            answered = at + timedelta(hours=5)
            correspondence.contact_reply(made[-1], made[-1].contact, "13.0", at=answered)
        if number % 4 == 3:
            severity.change_severity(made[-1], agent, 3, "Month end", minutes)
    return made


def random_version(seed):
    """Other targets, some slower, some quicker, some none; or other hours."""
    random, at = Random(seed), moment("2026-11-25 09:00 +01:00")
    if seed % 2:
        hours = [[f"{random.randint(0, 9):02}:00", f"{random.randint(10, 23)}:30"]]
        days = {str(day): hours for day in range(7) if random.random() < 0.8}
        made = make.calendar_version(at, **days)
        made.holidays.create(date=at.date() + timedelta(days=random.randint(-4, 4)), name="closed")
        return made
    policy = version(at)
    for rule in policy.rules.all():
        if random.random() < 0.15:
            rule.delete()
        else:
            rule.amount = max(1, round(rule.amount * random.choice((0.2, 0.5, 0.8, 1, 1.5))))
            rule.save()
    return policy


@pytest.mark.parametrize("seed", range(8))
def test_r27_3_whatever_the_version_nothing_moves_later_or_into_the_past(administrator, seed):
    incidents = population()
    at = moment("2026-11-25 09:07 +01:00")
    before = {m.pk: m for m in Milestone.objects.running()}
    late = {pk for pk, m in before.items() if m.is_missed(at)}
    made = random_version(seed)
    foreseen = outlook(retargeting.met(made, at), at)
    act = move(made, administrator, at, stops=seed % 4 == 0)
    assert act.moved == foreseen.number(Fate.EARLIER)
    assert not act.stops or act.stopped == foreseen.lost
    moved = 0
    for milestone in Milestone.objects.filter(pk__in=before):
        was = before[milestone.pk]
        if milestone.result:
            assert milestone.result == ("missed" if was.is_missed(at) else "stopped")
            continue
        assert milestone.is_missed(at) == (milestone.pk in late)
        if milestone.due_at != was.due_at:
            moved += 1
            assert (was.paused_at or at) < milestone.due_at < was.due_at
            assert milestone.next_reminder_at is None or milestone.next_reminder_at > (was.paused_at or at)
    assert (act.moved, act.stopped) == (
        moved,
        Milestone.objects.filter(pk__in=before).exclude(result="").count(),
    )
    assert list(differences()) == []
    for incident in Incident.objects.filter(pk__in=[each.pk for each in incidents]):
        stored = incident.due_at, incident.due_milestone_id
        targets.place(incident)
        assert (incident.due_at, incident.due_milestone_id) == stored


def test_a_milestone_moved_while_paused_goes_on_with_what_is_left_of_the_new_target(incident, administrator):
    correspondence.reply(incident, make.staff(), "Which?", asks=True, at=HALF_PAST_NINE)
    move(version(solution_goal=2), administrator, moment("2026-12-10 10:00 +01:00"))
    assert not running(incident, "solution_goal").is_missed(moment("2026-12-10 10:00 +01:00"))
    (entry,) = told(incident)
    assert "Solution goal is paused; when it goes on, less time is left." in sentence(entry, contact=False)
    answered = moment("2026-12-10 11:00 +01:00")
    correspondence.contact_reply(incident, incident.contact, "13.0", at=answered)
    assert running(incident, "solution_goal").due_at == answered + timedelta(minutes=90)
    assert list(differences()) == []


def test_r8_10_a_due_time_that_a_raise_kept_is_kept(administrator):
    incident = make.incident(at=moment("2026-11-23 09:00 +01:00"), severity=3)
    raised = moment("2026-11-24 08:30 +01:00")
    severity.change_severity(incident, make.staff(), 2, "Month end", raised)
    kept = running(incident).due_at
    act = move(
        version(raised + timedelta(minutes=1), first_response=3), administrator, raised + timedelta(minutes=2)
    )
    assert (act.moved, running(incident).due_at) == (0, kept)


def test_r8_10_what_a_raise_took_off_the_target_stays_off_under_other_hours(administrator):
    """A quarter of an hour on Monday and one and a half on Tuesday were left; Monday is open an hour longer now."""
    incident = make.incident(at=moment("2026-11-23 09:30 +01:00"), severity=3)
    raised = moment("2026-11-23 16:45 +01:00")
    severity.change_severity(incident, make.staff(), 2, "Month end", raised)
    assert running(incident).due_at == moment("2026-11-24 09:30 +01:00")
    hours = make.calendar_version(raised + timedelta(minutes=1), **{"0": [["08:00", "18:00"]]})
    move(hours, administrator, raised + timedelta(minutes=2))
    assert running(incident).due_at == moment("2026-11-24 08:30 +01:00")
    assert list(differences()) == []


def test_w7_applying_stops_what_has_no_target_any_more_and_nothing_is_told_of_it_after(
    incident, administrator
):
    act = move(version(without=["solution_goal"]), administrator, stops=True)
    goal = incident.milestones.get(kind="solution_goal")
    assert (goal.result, goal.ended_at, act.stopped) == ("stopped", TEN, 1)
    for hours in range(0, 24 * 20, 8):
        reminders.remind(TEN + timedelta(hours=hours))
    assert not Reminder.objects.filter(milestone=goal).exists()
    assert list(differences()) == []


def test_w7_what_has_no_target_any_more_runs_on_where_nobody_says_that_it_stops(incident, administrator):
    act = move(version(without=["solution_goal"]), administrator)
    assert (act.stopped, running(incident, "solution_goal").ended_at) == (0, None)


def test_w7_a_goal_that_was_stopped_does_not_come_back_on_reopening(incident, administrator):
    """W7, L11."""
    move(version(without=["solution_goal"]), administrator, stops=True)
    closing.propose_solution(incident, make.staff(), "Like so.", at=TEN + timedelta(hours=1))
    closing.accept(incident, incident.contact, at=TEN + timedelta(hours=2))
    closing.reopen(incident, incident.contact, "It is back.", at=TEN + timedelta(hours=3))
    assert [m.kind for m in incident.milestones.running()] == ["next_reply"]


def test_w7_what_was_late_when_it_is_stopped_is_missed(incident, administrator):
    at = moment("2026-12-20 09:00 +01:00")
    move(version(without=["solution_goal"]), administrator, at, stops=True)
    assert incident.milestones.get(kind="solution_goal").result == "missed"


def test_r8_10_the_timeline_says_who_moved_it_why_and_both_due_times(incident, administrator):
    with time_machine.travel(TEN, tick=False):
        move(version(first_response=2, solution_goal=5), administrator)
        (entry,) = told(incident)
        said, said_to_contact = sentence(entry, contact=False), sentence(entry, contact=True)
    assert (entry.author, entry.at, entry.public) == (administrator, TEN, True)
    assert entry.facts["reason"] == "The new contract"
    first = entry.facts["due"][0]
    assert tuple(map(datetime.fromisoformat, (first["from"], first["to"]))) == (ONE, ELEVEN)
    assert said.startswith(
        "Asta Holm applied the new targets to this incident. First response now expected by"
    )
    assert "Solution goal now expected by" in said
    assert "Solution goal" not in said_to_contact
    assert "before that by" in said_to_contact


def test_the_timeline_says_it_in_danish(incident, administrator):
    with time_machine.travel(TEN, tick=False):
        move(version(first_response=2, without=["solution_goal"]), administrator, stops=True)
        (entry,) = told(incident)
        with translation.override("da"):
            said = sentence(entry, contact=False)
    assert said.startswith(
        "Asta Holm har anvendt de nye svarmål på denne hændelse. Første svar er nu forventet senest"
    )
    assert "Løsningsmål: der er ikke længere noget mål." in said


def test_r8_9_what_a_contact_is_not_shown_is_not_told_to_her(incident, administrator):
    move(version(solution_goal=5), administrator)
    (entry,) = told(incident)
    assert entry.public is False


def test_a_move_keeps_the_place_in_the_queue(incident, administrator):
    first = make.incident(at=WEDNESDAY - timedelta(minutes=10), severity=2)
    product = make.product("FMP")
    quick = make.incident(product=product, at=WEDNESDAY, severity=2)
    policy = version()
    rule = policy.rules.get(tier__code="XT", severity=2, milestone="first_response")
    rule.pk, rule.product, rule.amount = None, product, 2
    rule.save()
    order = Incident.objects.in_work_order().filter(pk__in=[first.pk, incident.pk, quick.pk])
    assert list(order.all()) == [first, incident, quick]
    move(policy, administrator)
    assert list(order.all()) == [quick, first, incident]


def test_nobody_is_told_of_a_move_nor_of_a_share_that_it_put_behind(incident, administrator):
    lifecycle.take(incident, make.staff(), at=WEDNESDAY)
    before = Notification.objects.count()
    at = moment("2026-11-25 10:50 +01:00")  # 92 per cent of two hours
    move(version(first_response=2), administrator, at)
    while reminders.remind(at):
        pass
    assert Notification.objects.count() == before
    assert (running(incident).next_reminder, running(incident).next_reminder_at) == (100, ELEVEN)


def test_doing_it_twice_moves_nothing_twice(incident, administrator):
    policy = version(first_response=2)
    move(policy, administrator)
    before = DueTime.objects.count(), TimelineEntry.objects.count()
    assert move(policy, administrator).moved == 0
    assert (DueTime.objects.count(), TimelineEntry.objects.count()) == before


def test_a_worker_killed_in_the_middle_goes_on_where_it_was(incident, administrator, monkeypatch):
    others = [make.incident(at=WEDNESDAY, severity=2) for _ in range(4)]
    monkeypatch.setattr(retargeting, "BATCH", 2)
    act = retargeting.begin(version(first_response=2), administrator, "The new contract", stops=False, at=TEN)
    assert retargeting.go_on(TEN)
    advance, calls = targets.move, []

    def dies(*args):
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        advance(*args)

    monkeypatch.setattr(targets, "move", dies)
    with pytest.raises(KeyboardInterrupt):
        retargeting.go_on(TEN)
    act.refresh_from_db()
    assert (act.moved, act.finished_at) == (2, None)
    monkeypatch.setattr(targets, "move", advance)
    with time_machine.travel(TEN, tick=False):
        tasks.move_open_incidents()
    act.refresh_from_db()
    assert (act.moved, act.finished_at) == (5, TEN)
    assert {running(each).due_at for each in (incident, *others)} == {ELEVEN}
    assert all(len(told(each)) == 1 for each in (incident, *others))


def test_what_starts_after_the_act_is_left_alone(incident, administrator):
    policy = version(first_response=2)
    act = retargeting.begin(policy, administrator, "The new contract", stops=False, at=HALF_PAST_NINE)
    version(TEN, first_response=8)
    later = make.incident(at=TEN, severity=2)
    while retargeting.go_on(TEN + timedelta(minutes=1)):
        pass
    act.refresh_from_db()
    assert (act.moved, running(later).due_at) == (1, moment("2026-11-26 09:00 +01:00"))


def test_r27_3_only_a_version_in_force_is_moved_to_and_only_for_a_reason(incident, administrator):
    now, coming = version(HALF_PAST_NINE, first_response=2), version(ELEVEN, first_response=1)
    past = targets.promised.policy_at(WEDNESDAY)
    for refused in (past, coming):
        with pytest.raises(NotInForce):
            retargeting.begin(refused, administrator, "Why", stops=False, at=TEN)
    with pytest.raises(ReasonMissing):
        retargeting.begin(now, administrator, " \n", stops=False, at=TEN)
    assert not Retargeting.objects.exists()
