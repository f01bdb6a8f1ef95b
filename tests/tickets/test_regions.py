"""R8.10, R27.3: a customer is given another support region. New incidents are of it at once; what is open follows
when a person says so, never later, never late by it, and on record."""

from datetime import datetime, timedelta
from random import Random

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import translation

from subscriptions import tenancy
from subscriptions.models import StaffMember
from subscriptions.refusals import ReasonMissing, Refusal
from tests import factories as make
from tests.tickets.moments import moment
from tickets import closing, correspondence, lifecycle, reminders, retargeting, severity, targets
from tickets.consequences import outlook
from tickets.models import Incident, Milestone, Retargeting
from tickets.refusals import NotInForce
from tickets.sentences import sentence
from tickets.verification import differences
from tickets.versions import Fate

pytestmark = pytest.mark.django_db

EVENING = moment("2026-11-24 16:30 +01:00")  # half an hour before Copenhagen closes; Chicago has just opened
LATER = moment("2026-11-24 16:50 +01:00")
DUE_HERE = moment("2026-11-25 11:30 +01:00")  # 4 h of Copenhagen's office hours
DUE_THERE = moment("2026-11-24 20:30 +01:00")  # 4 h of Chicago's


@pytest.fixture
def administrator():
    return make.staff(StaffMember.Role.ADMINISTRATOR, name="Asta Holm")


@pytest.fixture
def chicago():
    return make.region("americas", "America/Chicago", country="US")


@pytest.fixture
def incident():
    return make.incident(at=EVENING, severity=2)


def give(customer, region):
    customer.region = region
    customer.save()


def move(customer, by, at=LATER):
    """Do all of it at `at`."""
    act = retargeting.begin(customer, by, "Her office moved", at=at)
    while retargeting.go_on(at):
        pass
    act.refresh_from_db()
    return act


def running(incident, kind="first_response"):
    return incident.milestones.get(kind=kind, result="")


def told(incident):
    return [entry for entry in incident.timeline.all() if entry.facts.get("cause") == "region"]


def test_r27_3_a_new_incident_is_of_the_new_region_at_once_and_an_open_one_keeps_what_was_promised(
    incident, chicago
):
    before = list(Milestone.objects.values())
    give(incident.customer, chicago)
    new = make.incident(incident.customer, at=LATER, severity=2)
    assert (new.region, running(new).due_at) == (chicago, moment("2026-11-24 20:50 +01:00"))
    assert list(Milestone.objects.filter(incident=incident).values()) == before
    incident.refresh_from_db()
    assert incident.region.code == "nordic"


def test_r8_10_a_move_makes_what_runs_due_earlier_and_keeps_both_due_times(incident, administrator, chicago):
    give(incident.customer, chicago)
    act = move(incident.customer, administrator)
    milestone = running(incident)
    assert (milestone.due_at, milestone.calendar.region) == (DUE_THERE, chicago)
    assert list(milestone.due_times.values_list("at", "due_at", "cause")) == [
        (EVENING, DUE_HERE, "logged"), (LATER, DUE_THERE, "region"),
    ]  # fmt: skip
    incident.refresh_from_db()
    assert (incident.region, incident.due_at) == (chicago, DUE_THERE)
    assert (act.customer, act.region, act.by, act.finished_at) == (
        incident.customer, chicago, administrator, LATER,
    )  # fmt: skip
    assert act.moved == 1  # the goal of 5 d ends at the same instant
    assert list(differences()) == []


def test_r8_10_nothing_moves_later_and_the_incident_goes_along(administrator, chicago):
    """Logged at nine in Copenhagen, when Chicago sleeps."""
    nine = moment("2026-11-25 09:00 +01:00")
    incident = make.incident(at=nine, severity=2)
    due = running(incident).due_at
    give(incident.customer, chicago)
    act = move(incident.customer, administrator, nine + timedelta(minutes=10))
    milestone = running(incident)
    assert (milestone.due_at, milestone.calendar.region.code, act.moved) == (due, "nordic", 0)
    incident.refresh_from_db()
    assert incident.region == chicago
    answered = moment("2026-11-25 10:00 +01:00")
    correspondence.reply(incident, administrator, "We look at it.", at=answered)
    assert running(incident, "next_reply").calendar.region == chicago
    assert list(differences()) == []


def test_r8_10_nothing_becomes_late_by_a_move_and_what_is_late_stays_late(incident, administrator, chicago):
    give(incident.customer, chicago)
    at = moment("2026-11-24 21:00 +01:00")  # the four hours of Chicago have passed
    move(incident.customer, administrator, at)
    assert (running(incident).due_at, running(incident).is_missed(at)) == (DUE_HERE, False)
    late = make.incident(at=EVENING, severity=2)
    give(late.customer, chicago)
    tomorrow = DUE_HERE + timedelta(hours=1)
    move(late.customer, administrator, tomorrow)
    assert (running(late).due_at, running(late).is_missed(tomorrow)) == (DUE_HERE, True)


def test_r8_10_the_timeline_says_who_moved_it_why_both_regions_and_both_due_times(
    incident, administrator, chicago
):
    give(incident.customer, chicago)
    with time_machine.travel(LATER, tick=False):
        move(incident.customer, administrator)
        (entry,) = told(incident)
        said, hers = sentence(entry, contact=False), sentence(entry, contact=True)
        with translation.override("da"):
            danish = sentence(entry, contact=True)
    assert (entry.author, entry.at, entry.public) == (administrator, LATER, True)
    assert entry.facts["reason"] == "Her office moved"
    first = entry.facts["due"][0]
    assert tuple(map(datetime.fromisoformat, (first["from"], first["to"]))) == (DUE_HERE, DUE_THERE)
    assert said.startswith(
        "Asta Holm moved this incident from the support region Nordic to Americas. First response now expected by"
    )
    assert "before that by" in hers
    assert danish.startswith("Asta Holm har flyttet denne hændelse fra supportregionen Nordic til Americas.")


def test_r8_9_where_only_the_people_change_the_vendors_own_read_of_it(administrator, chicago):
    nine = moment("2026-11-25 09:00 +01:00")
    incident = make.incident(at=nine, severity=2)
    give(incident.customer, chicago)
    move(incident.customer, administrator, nine)
    (entry,) = told(incident)
    assert entry.public is False


def test_an_incident_without_a_running_clock_goes_along(incident, administrator, chicago):
    Milestone.objects.filter(incident=incident).update(result="stopped", ended_at=EVENING)
    give(incident.customer, chicago)
    move(incident.customer, administrator)
    incident.refresh_from_db()
    assert incident.region == chicago


def test_only_the_customers_own_open_incidents_go(incident, administrator, chicago):
    ended = make.incident(incident.customer, at=EVENING, severity=2)
    closing.withdraw(ended, ended.contact, at=LATER)
    others = make.incident(at=EVENING, severity=2)
    give(incident.customer, chicago)
    move(incident.customer, administrator)
    assert Incident.objects.filter(region=chicago).get() == incident
    assert {others.region.code, ended.region.code} == {"nordic"}


def test_a_worker_killed_in_the_middle_goes_on_where_it_was(administrator, chicago, monkeypatch, incident):
    for _ in range(4):
        make.incident(incident.customer, at=EVENING, severity=2)
    give(incident.customer, chicago)
    monkeypatch.setattr(retargeting, "BATCH", 2)
    act = retargeting.begin(incident.customer, administrator, "Her office moved", at=LATER)
    assert retargeting.go_on(LATER)
    assert Incident.objects.filter(region=chicago).count() == 2
    while retargeting.go_on(LATER):
        pass
    act.refresh_from_db()
    assert (act.moved, Incident.objects.filter(region=chicago).count()) == (5, 5)


def test_doing_it_twice_moves_nothing_twice(incident, administrator, chicago):
    give(incident.customer, chicago)
    move(incident.customer, administrator)
    assert move(incident.customer, administrator).moved == 0
    assert len(told(incident)) == 1


def test_a_second_change_before_the_worker_came_is_followed_by_a_second_act(incident, administrator, chicago):
    """Each act goes where it was said to go."""
    give(incident.customer, chicago)
    first = retargeting.begin(incident.customer, administrator, "Chicago", at=LATER)
    give(incident.customer, make.region("nordic"))
    while retargeting.go_on(LATER):
        pass
    incident.refresh_from_db()
    first.refresh_from_db()
    assert (incident.region, first.region) == (chicago, chicago)
    move(incident.customer, administrator)
    incident.refresh_from_db()
    assert (incident.region.code, running(incident).due_at) == ("nordic", DUE_THERE)


def test_a_move_needs_a_reason_and_a_region_with_a_calendar_in_force(incident, administrator, chicago):
    with pytest.raises(ReasonMissing):
        retargeting.begin(incident.customer, administrator, " ")
    chicago.calendar_versions.update(in_force_from=make.FAR_AHEAD)
    give(incident.customer, chicago)
    with pytest.raises(NotInForce):
        retargeting.begin(incident.customer, administrator, "Her office moved", at=LATER)


def test_an_act_moves_to_one_thing(administrator, chicago):
    with pytest.raises(IntegrityError), transaction.atomic():
        Retargeting.objects.create(by=administrator, reason="x", region=chicago)


def test_a_contact_sees_no_act_but_those_of_her_company(incident, administrator, chicago):
    give(incident.customer, chicago)
    move(incident.customer, administrator)
    stranger = make.customer()
    for customer, number in ((incident.customer, 1), (stranger, 0)):
        with transaction.atomic(), tenancy.as_contact(customer.pk):
            assert Retargeting.objects.count() == number


def test_nobody_is_told_of_a_share_that_the_move_put_behind(incident, administrator, chicago):
    lifecycle.take(incident, make.staff(), at=EVENING)
    give(incident.customer, chicago)
    at = moment("2026-11-24 20:10 +01:00")  # 92 per cent of four hours in Chicago
    move(incident.customer, administrator, at)
    assert (running(incident).next_reminder, running(incident).next_reminder_at) == (100, DUE_THERE)
    assert not reminders.remind(at)


REGIONS = (("americas", "America/Chicago"), ("japan", "Asia/Tokyo"), ("nordic", "Europe/Copenhagen"))


@pytest.mark.parametrize("seed", range(12))
def test_r8_10_whatever_happens_no_region_makes_anything_later_or_late_and_every_clock_holds(
    administrator, seed
):
    """Replies, answers, severities, new hours and regions in any order; each region by a move of its own."""
    dice, agent, at = Random(seed), make.staff(), moment("2026-11-23 09:00 +01:00")
    customer = make.customer()
    incidents = [
        make.incident(customer, make.product(code), at=at, severity=dice.randint(1, 4), tier_code=tier)
        for code, tier in (("LGF", "XT"), ("FMP", "XTP"), ("STH", "XTE"))
    ]

    def another_region(_incident):
        give(customer, make.region(*dice.choice(REGIONS), country="DK"))
        before = {m.pk: (m, m.is_missed(at)) for m in Milestone.objects.running()}
        foreseen = outlook(retargeting.met(customer, at), at)
        act = move(customer, administrator, at)
        assert act.moved == foreseen.number(Fate.EARLIER)
        for milestone in Milestone.objects.filter(pk__in=before):
            was, late = before[milestone.pk]
            assert (milestone.result, milestone.is_missed(at)) == ("", late)
            assert milestone.due_at == was.due_at or (was.paused_at or at) < milestone.due_at < was.due_at
        assert not Incident.objects.open().filter(customer=customer).exclude(region=customer.region).exists()

    def new_hours(_incident):
        made = make.calendar_version(at, **{str(dice.randint(0, 6)): [["07:00", "19:00"]]})
        act = retargeting.begin(made, administrator, "Longer hours", at=at)
        while act.finished_at is None and retargeting.go_on(at):
            act.refresh_from_db()

    acts = (
        another_region,
        another_region,
        new_hours,
        lambda each: correspondence.reply(each, agent, "Which?", asks=dice.random() < 0.5, at=at),
        lambda each: correspondence.contact_reply(each, each.contact, "This.", at=at),
        lambda each: severity.change_severity(each, agent, dice.randint(2, 4), "Month end", at),
        lambda each: closing.propose_solution(each, agent, "Install it.", at=at),
    )
    for _step in range(25):
        at += timedelta(minutes=dice.choice((7, 90, 600, 1500)))
        each = dice.choice(incidents)
        each.refresh_from_db()
        try:
            with transaction.atomic():
                dice.choice(acts)(each)
        except Refusal:
            continue
        assert list(differences()) == []
    for incident in Incident.objects.all():
        stored = incident.due_at, incident.due_milestone_id
        targets.place(incident)
        assert (incident.due_at, incident.due_milestone_id) == stored
