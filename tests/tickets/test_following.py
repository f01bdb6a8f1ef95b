"""R26.1, R14.3, R15.2: open incidents follow the tier of their product's line."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from notifications.models import Notification
from subscriptions.life.renewals import begin, cancel_renewal, reinstate, renew
from subscriptions.life.tiers import downgrade, upgrade
from subscriptions.models import ProductLine
from tests import factories as make
from tests.tickets.moments import moment
from tickets import closing, correspondence, following, targets, tasks
from tickets.duty.models import Paging
from tickets.models import DueTime, Following, Incident, Milestone, TimelineEntry
from tickets.sentences import sentence
from tickets.verification import differences

pytestmark = pytest.mark.django_db

START, END = moment("2026-01-01 00:00 +01:00"), moment("2027-01-01 00:00 +01:00")
SATURDAY = moment("2026-11-28 10:00 +01:00")
HALF_PAST_TEN = moment("2026-11-28 10:30 +01:00")
WEDNESDAY = moment("2026-11-25 09:00 +01:00")
TEN = moment("2026-11-25 10:00 +01:00")
DAY = timedelta(days=1)
PROMISED = ("due_at", "covered", "clock", "calendar", "rule", "next_reminder", "next_reminder_at")


@pytest.fixture
def owner():
    return make.staff("account_owner", name="Ida Holm")


@pytest.fixture
def line():
    """LGF under XT in 2026."""
    return make.line(make.customer(), make.product(), starts_at=START, ends_at=END)


def logged(line, at, **fields):
    return make.incident(line.customer, line.product, at=at, **fields)


def running(incident, kind="first_response"):
    return incident.milestones.get(kind=kind, result="")


def promised(milestone):
    return [getattr(milestone, name) for name in PROMISED]


def fresh(incident):
    return Incident.objects.get(pk=incident.pk)


def work_off(at):
    while following.go_on(at):
        pass


def test_r14_3_a_severity_1_that_waits_for_monday_starts_at_once(line, owner):
    incident = logged(line, SATURDAY, severity=1)
    assert running(incident).due_at == moment("2026-11-30 02:00 +01:00")
    upgrade(line, make.tier("XTP"), owner, HALF_PAST_TEN)
    assert running(incident).due_at == moment("2026-11-28 11:30 +01:00")
    assert (fresh(incident).tier.code, fresh(incident).due) == ("XTP", moment("2026-11-28 11:30 +01:00"))
    assert list(differences()) == []


def test_r14_3_what_is_left_to_a_worker_is_promised_from_the_upgrade_all_the_same(line, owner, monkeypatch):
    monkeypatch.setattr(following, "BATCH", 1)
    waiting = [logged(line, SATURDAY, severity=1) for _ in range(2)]
    upgrade(line, make.tier("XTP"), owner, HALF_PAST_TEN)
    assert running(waiting[0]).tier.code == "XT"
    work_off(HALF_PAST_TEN + timedelta(minutes=5))
    assert {running(each).due_at for each in waiting} == {moment("2026-11-28 11:30 +01:00")}


def test_r14_3_somebody_is_called_for_it_at_once(line, owner):
    incident = logged(line, SATURDAY, severity=1)
    assert Paging.objects.get(incident=incident).next_at == moment("2026-11-30 00:00 +01:00")
    upgrade(line, make.tier("XTP"), owner, HALF_PAST_TEN)
    paging = Paging.objects.get(incident=incident)
    assert (paging.step, paging.next_at) == (1, moment("2026-11-28 10:40 +01:00"))


def test_r15_2_the_place_in_the_queue_follows_at_once_within_the_severity(line, owner):
    other = make.incident(at=WEDNESDAY - DAY, tier_code="XT", severity=2)
    higher = make.incident(at=WEDNESDAY, product=make.product("FMP"), severity=1)
    mine = logged(line, WEDNESDAY, severity=2)
    assert list(Incident.objects.queue()) == [higher, other, mine]
    upgrade(line, make.tier("XTE"), owner, TEN)
    assert list(Incident.objects.queue()) == [higher, mine, other]


def test_r26_1_other_products_and_other_customers_stay(line, owner):
    second = make.line(line.customer, make.product("FMP"), starts_at=START, ends_at=END)
    others = [logged(second, WEDNESDAY), make.incident(at=WEDNESDAY)]
    upgrade(line, make.tier("XTE"), owner, TEN)
    assert {fresh(each).tier.code for each in others} == {"XT"}


def test_r26_1_what_is_closed_stays_as_it_was(line, owner):
    incident = logged(line, WEDNESDAY)
    closing.withdraw(incident, incident.contact, at=WEDNESDAY)
    upgrade(line, make.tier("XTE"), owner, TEN)
    assert (fresh(incident).tier.code, fresh(incident).line) == ("XT", line)


def test_r8_10_the_due_time_is_never_later_and_all_of_them_are_kept(line, owner):
    """Severity 2 at nine under XT is due at 13:00; upgraded at 12:30 it would be 14:30."""
    incident = logged(line, WEDNESDAY, severity=2)
    upgrade(line, make.tier("XTP"), owner, moment("2026-11-25 12:30 +01:00"))
    new = running(incident)
    assert (new.due_at, new.tier.code, new.replaces.result) == (
        moment("2026-11-25 13:00 +01:00"), "XTP", "superseded",
    )  # fmt: skip
    assert list(new.due_times.values_list("cause", flat=True)) == ["tier"]
    assert list(differences()) == []


def test_r8_10_both_due_times_and_what_had_passed_are_on_the_timeline(line, owner):
    incident = logged(line, WEDNESDAY, severity=2)
    upgrade(line, make.tier("XTP"), owner, TEN)
    entry = incident.timeline.get(facts__code="tier_changed")
    assert (entry.author, entry.public, entry.at) == (owner, True, TEN)
    first = entry.facts["due"][0]
    assert (first["from"], first["to"]) == ("2026-11-25T12:00:00+00:00", "2026-11-25T11:00:00+00:00")
    with time_machine.travel(TEN, tick=False):
        staff, contact = sentence(entry, contact=False), sentence(entry, contact=True)
    assert staff.startswith(
        "The subscription of this product changed from Xtreme Support to Xtreme Premium Support."
    )
    assert "25 per cent of the earlier target had passed." in staff
    assert "Solution goal" in staff
    assert "Solution goal" not in contact
    with time_machine.travel(TEN, tick=False), translation.override("da"):
        assert sentence(entry, contact=True).startswith("Abonnementet på dette produkt")


def test_r8_10_what_was_missed_stays_missed(line, owner):
    incident = logged(line, WEDNESDAY, severity=2)
    late = moment("2026-11-25 14:00 +01:00")
    upgrade(line, make.tier("XTP"), owner, late)
    old = incident.milestones.get(kind="first_response", result="superseded")
    assert old.missed_at == moment("2026-11-25 13:00 +01:00")
    assert incident.timeline.filter(kind="target", at=old.missed_at).count() == 1
    assert running(incident).due_at == moment("2026-11-25 16:00 +01:00")


def test_r8_10_a_paused_goal_goes_on_paused(line, owner):
    incident = logged(line, WEDNESDAY, severity=2)
    correspondence.reply(incident, make.staff(), "Which version?", asks=True, at=WEDNESDAY)
    upgrade(line, make.tier("XTP"), owner, TEN)
    goal = running(incident, "solution_goal")
    assert (goal.tier.code, goal.paused_at, goal.pauses.get().reason) == ("XTP", TEN, "waiting_customer")
    assert goal.replaces.pauses.get().ended_at == TEN
    correspondence.contact_reply(incident, incident.contact, "13.0", at=TEN + timedelta(hours=1))
    assert running(incident, "next_reply").tier.code == "XTP"
    assert list(differences()) == []


def test_r26_1_new_milestones_follow(line, owner):
    incident = logged(line, WEDNESDAY, severity=2)
    upgrade(line, make.tier("XTE"), owner, TEN)
    correspondence.reply(incident, make.staff(), "We look at it.", at=TEN)
    assert running(incident, "next_reply").tier.code == "XTE"


def test_nobody_is_mailed_of_it(line, owner):
    logged(line, WEDNESDAY, severity=2)
    before = Notification.objects.count()
    upgrade(line, make.tier("XTP"), owner, TEN)
    assert Notification.objects.count() == before


def statements(line, at):
    with CaptureQueriesContext(connection) as captured:
        upgrade(line, make.tier("XTE"), None, at)
    return len(captured)


def test_r26_1_many_incidents_take_as_many_statements_as_few(owner):
    """200 incidents in one batch: what one takes, not 200 times that."""
    few = make.line(make.customer(), make.product(), starts_at=START, ends_at=END)
    many = make.line(make.customer(), make.product("FMP"), starts_at=START, ends_at=END)
    logged(few, WEDNESDAY)
    person = make.contact(many.customer)
    for number in range(200):
        logged(many, WEDNESDAY, severity=2 + number % 3, contact=person)
    warm = make.line(make.customer(), make.product("STH"), starts_at=START, ends_at=END)
    logged(warm, WEDNESDAY)
    statements(warm, TEN)
    one = statements(few, TEN)
    assert statements(many, TEN) == one
    assert set(Incident.objects.filter(product=many.product).values_list("tier__code", flat=True)) == {"XTE"}
    assert TimelineEntry.objects.filter(facts__code="tier_changed").count() == 202


def test_r8_10_earlier_due_times_hold_by_as_many_statements_for_many_as_for_one(owner):
    """At 12:30 the earlier due time of severity 2, 13:00, is ahead of what begins then."""
    late = moment("2026-11-25 12:30 +01:00")
    asked = []
    for code, count in (("STH", 1), ("LGF", 1), ("FMP", 20)):
        line = make.line(make.customer(), make.product(code), starts_at=START, ends_at=END)
        incidents = [logged(line, WEDNESDAY, severity=2) for _number in range(count)]
        with CaptureQueriesContext(connection) as captured:
            upgrade(line, make.tier("XTP"), owner, late)
        asked.append(len(captured))
        assert {running(each).due_at for each in incidents} == {moment("2026-11-25 13:00 +01:00")}
    assert asked[1] == asked[2]
    assert list(differences()) == []


def test_r26_1_incidents_that_follow_together_are_promised_what_each_would_be_alone(owner):
    """Of every severity, in two regions, with and without a critical clock of their own."""
    for code, zone in (("nordic", "Europe/Copenhagen"), ("pacific", "Australia/Melbourne")):
        customer = make.customer(region=make.region(code, zone))
        line = make.line(customer, make.product(), starts_at=START, ends_at=END)
        severities = [1 + number % 4 for number in range(12)]
        incidents = [logged(line, SATURDAY, severity=severity) for severity in severities]
        upgrade(line, make.tier("XTE"), owner, HALF_PAST_TEN)
        for each in map(fresh, incidents):
            for milestone in each.milestones.running():
                alone = targets.preview(each, milestone.kind, HALF_PAST_TEN)
                targets.schedule_reminder(alone, [])
                assert [getattr(milestone, name) for name in PROMISED] == [
                    getattr(alone, name) for name in PROMISED
                ]
    assert list(differences()) == []


def test_r26_1_more_than_a_batch_is_left_to_workers_and_nothing_is_lost(line, owner, monkeypatch):
    """A worker that dies loses its batch only, which is done again."""
    monkeypatch.setattr(following, "BATCH", 2)
    incidents = [logged(line, WEDNESDAY, severity=2) for _number in range(5)]
    upgrade(line, make.tier("XTP"), owner, TEN)
    assert not DueTime.objects.filter(cause="tier").exists()
    following.go_on(TEN)
    write, calls = following._write, []

    def dies(*args):
        calls.append(args)
        raise KeyboardInterrupt

    monkeypatch.setattr(following, "_write", dies)
    with pytest.raises(KeyboardInterrupt):
        following.go_on(TEN)
    monkeypatch.setattr(following, "_write", write)
    assert Incident.objects.filter(tier__code="XTP").count() == 2
    with time_machine.travel(TEN, tick=False):
        tasks.follow_subscriptions()
    assert {fresh(each).tier.code for each in incidents} == {"XTP"}
    assert {running(each).due_at for each in incidents} == {moment("2026-11-25 12:00 +01:00")}
    assert TimelineEntry.objects.filter(facts__code="tier_changed").count() == 5
    assert Following.objects.get().moved == 5


def test_r8_10_nothing_becomes_late_by_a_worker_that_was_away(line, owner, monkeypatch):
    """Upgraded at ten, followed at 13:00 only: two hours count from then, not from ten."""
    monkeypatch.setattr(following, "BATCH", 0)
    incident = logged(line, WEDNESDAY, severity=3)
    upgrade(line, make.tier("XTE"), owner, TEN)
    monkeypatch.undo()
    work_off(moment("2026-11-25 13:00 +01:00"))
    assert running(incident).due_at == moment("2026-11-25 15:00 +01:00")
    assert running(incident).missed_at is None


def test_r26_1_what_was_being_logged_meanwhile_follows_too(line, owner):
    upgrade(line, make.tier("XTP"), owner, TEN)
    incident = logged(line, TEN)
    Incident.objects.filter(pk=incident.pk).update(line=line, tier=make.tier("XT"), tier_rank=3)
    work_off(TEN + timedelta(minutes=3))
    assert fresh(incident).tier.code == "XTP"
    assert Following.objects.get().finished_at == TEN + timedelta(minutes=3)


def test_r26_4_at_a_downgrade_by_renewal_the_place_follows_and_what_was_promised_stays(owner):
    """R27.3"""
    line = make.line(make.customer(), make.product(), "XTE", starts_at=START, ends_at=END)
    incident = logged(line, END - timedelta(hours=12), severity=2)
    downgrade(line, make.tier("XT"), owner, TEN)
    renew(line.subscription, owner, TEN)
    before = list(Milestone.objects.order_by("pk").values())
    work_off(END - timedelta(seconds=1))
    assert fresh(incident).tier.code == "XTE"
    work_off(END)
    assert (fresh(incident).tier.code, fresh(incident).tier_rank) == ("XT", make.tier("XT").rank)
    assert list(Milestone.objects.order_by("pk").values()) == before
    assert incident.timeline.get(facts__code="tier_changed").facts["to"] == "Xtreme Support"
    correspondence.reply(incident, make.staff(), "We look at it.", at=END)
    assert running(incident, "next_reply").tier.code == "XT"


def test_r26_a_renewal_with_the_same_tier_says_nothing_on_incidents(line, owner):
    incident = logged(line, WEDNESDAY)
    following_period = renew(line.subscription, owner, TEN)
    work_off(END)
    assert fresh(incident).line == following_period.lines.get()
    assert incident.timeline.count() == 1
    assert fresh(incident).changed_at == WEDNESDAY


def test_r26_5_after_reinstatement_open_incidents_stand_under_the_new_line(line, owner):
    incident = logged(line, WEDNESDAY)
    period = reinstate(line.subscription, owner, END + 10 * DAY, joined=False)
    assert fresh(incident).line == period.lines.get()


def test_r26_1_a_line_that_begins_today_promises_from_when_it_was_agreed(line, owner):
    """R14.3, R26.5: its day begins at midnight, and what has passed of it was not covered. What was being logged
    while it was agreed follows all the same."""
    incident = logged(line, WEDNESDAY, severity=3)
    correspondence.reply(incident, make.staff(), "We look at it.", at=TEN)
    ProductLine.objects.update(ends_at=TEN)
    agreed = moment("2026-11-26 14:00 +01:00")
    period = begin(line.customer, agreed.date(), {line.product: make.tier("XTE")}, owner, agreed)
    assert period.starts_at == moment("2026-11-26 00:00 +01:00")
    assert running(incident, "next_reply").due_at == moment("2026-11-27 14:00 +01:00")
    late = logged(line, agreed)
    Incident.objects.filter(pk=late.pk).update(line=line, tier=make.tier("XT"), tier_rank=3)
    work_off(agreed + timedelta(minutes=3))
    assert fresh(late).tier.code == "XTE"


def test_r26_a_renewal_that_is_taken_back_is_followed_by_nobody(line, owner):
    renew(line.subscription, owner, TEN)
    cancel_renewal(line.subscription, owner, TEN)
    assert ProductLine.objects.count() == 1
    assert not Following.objects.exists()


def test_r26_two_upgrades_in_a_row_end_with_the_second(line, owner):
    incident = logged(line, WEDNESDAY, severity=2)
    premium = upgrade(line, make.tier("XTP"), owner, TEN)
    upgrade(premium, make.tier("XTE"), owner, TEN + timedelta(minutes=5))
    work_off(TEN + timedelta(hours=1))
    assert (fresh(incident).tier.code, running(incident).due_at) == ("XTE", moment("2026-11-25 11:05 +01:00"))
    assert incident.timeline.filter(facts__code="tier_changed").count() == 2


@pytest.mark.parametrize("by_message", [True, False])
def test_r15_2_what_is_reopened_follows_what_its_line_became_while_it_was_closed(line, owner, by_message):
    """R15.2, R26.1, L11: tier, place and the next reply are those of the line now; the goal goes on as promised."""
    incident = logged(line, WEDNESDAY, severity=2)
    closing.propose_solution(incident, make.staff(), "Like so.", at=TEN)
    closing.accept(incident, incident.contact, at=TEN)
    upgrade(line, make.tier("XTP"), owner, at=TEN + DAY)
    if by_message:
        correspondence.contact_reply(incident, incident.contact, "It is back.", at=TEN + 2 * DAY)
    else:
        closing.reopen(incident, incident.contact, "It is back.", at=TEN + 2 * DAY)
    found, premium = fresh(incident), make.tier("XTP")
    assert (found.tier, found.tier_rank, found.line.tier) == (premium, premium.rank, premium)
    assert running(incident, "next_reply").tier == premium
    assert running(incident, "solution_goal").tier == make.tier("XT")
    entry = incident.timeline.get(facts__code="tier_changed")
    assert sentence(entry, contact=True).startswith(
        "The subscription of this product changed from Xtreme Support to"
    )


def test_r15_1_a_message_that_reopens_finds_the_order_that_the_tiers_have_now(line):
    """R15.1, L11."""
    incident = logged(line, WEDNESDAY, severity=3)
    closing.propose_solution(incident, make.staff(), "Like so.", at=TEN)
    closing.accept(incident, incident.contact, at=TEN)
    lowest = make.tier("XT")
    lowest.rank = 77
    lowest.save()
    correspondence.contact_reply(incident, incident.contact, "It is back.", at=TEN + DAY)
    assert fresh(incident).tier_rank == 77
