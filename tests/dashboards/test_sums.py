"""The sums behind the dashboards: kept with every change, whatever happens, and counted anew by a command."""

import contextlib
import random
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from entitlements.models import MilestoneKind
from subscriptions.refusals import Refusal
from tests import factories as make
from tests.tickets.moments import moment
from tests.tickets.portal import WEDNESDAY, company
from tickets import closing, correspondence, lifecycle, reminders, severity, snoozing
from tickets.dashboards import counting, promises, queue, sections
from tickets.dashboards.models import SUMS, Ages, CompanyPromises, Promises

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer():
    return company()


@pytest.fixture
def agent():
    return make.staff("agent")


def add_up():
    for each in SUMS:
        each.add_up()


def test_a_target_counts_in_the_month_it_was_met_or_was_due_in_the_regions_zone(agent):
    """R8: 31 October 23:30 UTC is November in Copenhagen."""
    here = company(product=make.product("FMP"))
    at = moment("2026-10-30 09:00 +01:00")
    met = make.incident(here, make.product("FMP"), at=at, severity=3)
    correspondence.reply(met, agent, "Which version is it?", at=moment("2026-10-31 23:30 +00:00"))
    missed = make.incident(here, make.product("FMP"), at=moment("2026-11-02 08:00 +01:00"), severity=3)
    correspondence.reply(missed, agent, "Which version is it?", at=moment("2026-12-02 09:00 +01:00"))
    statement = promises.of_customer(here, moment("2026-12-03 09:00 +01:00"))
    assert [(kept.key, kept.met, kept.missed) for kept in statement.months if kept.all] == [
        (date(2026, 11, 1), 1, 1)
    ]
    assert statement.total.per_cent == 50
    of_all = promises.of_vendor(MilestoneKind.FIRST_RESPONSE, moment("2026-12-03 09:00 +01:00"))
    assert (of_all.total.met, of_all.total.missed) == (1, 1)
    assert {name: len(found) for name, found in of_all.by.items()} == {"tier": 1, "region": 1, "product": 1}


def test_a_step_that_changes_no_count_writes_none(customer, agent):
    found = make.incident(customer, at=WEDNESDAY, severity=3)
    written = Ages.objects.count()
    lifecycle.assign(found, agent, by=agent, at=WEDNESDAY)
    assert Ages.objects.count() == written
    correspondence.reply(found, agent, "Which version is it?", asks=True, at=WEDNESDAY)
    assert Ages.objects.count() == written + 1
    assert counting.differences() == []


def test_r8_2_a_month_that_has_begun_in_one_region_alone_is_among_the_twelve(agent):
    """What came out by region also came out by month: in Melbourne it is January."""
    at = moment("2026-12-31 20:00 +00:00")
    there = company(region=make.region("apac", "Australia/Melbourne"), product=make.product("FMP"))
    logged = make.incident(there, make.product("FMP"), at=at - timedelta(minutes=9), severity=3)
    correspondence.reply(logged, agent, "Which version is it?", at=at)
    statement = promises.of_vendor(MilestoneKind.FIRST_RESPONSE, at)
    assert (statement.months[-1].key, statement.months[-1].met) == (date(2027, 1, 1), 1)
    assert (statement.total.met, sum(kept.met for kept in statement.by["region"])) == (1, 1)


@pytest.mark.parametrize(
    ("met", "missed", "said"),
    [(25, 2, "92.6 %"), (8, 1, "88.9 %"), (1999, 1, "99.9 %"), (3, 0, "100.0 %"), (0, 0, "–")],
)
def test_a_share_is_rounded_and_one_that_was_missed_is_never_all(met, missed, said):
    assert sections.share(promises.Kept(None, met, missed)) == said


def test_any_course_of_events_leaves_the_sums_as_they_are_counted(customer, agent):
    dice = random.Random(11)
    incidents = [make.incident(customer, at=WEDNESDAY, severity=dice.randint(2, 4)) for _ in range(8)]
    moves = (
        lambda each, at: lifecycle.take(each, agent, at=at),
        lambda each, at: snoozing.snooze(each, agent, at + timedelta(hours=3), "Later.", at),
        lambda each, at: snoozing.wake_due(at),
        lambda each, at: correspondence.reply(each, agent, "Which?", asks=dice.random() < 0.5, at=at),
        lambda each, at: correspondence.contact_reply(each, each.contact, "This.", at=at),
        lambda each, at: closing.propose_solution(each, agent, "Install it.", at=at),
        lambda each, at: closing.accept(each, each.contact, at=at),
        lambda each, at: closing.reopen(each, each.contact, "Again.", at=at),
        lambda each, at: closing.withdraw(each, each.contact, at=at),
        lambda each, at: severity.change_severity(each, agent, dice.randint(2, 4), "It is so.", at),
        lambda each, at: reminders.remind(at),
    )
    for step in range(90):
        with contextlib.suppress(Refusal):
            dice.choice(moves)(dice.choice(incidents), WEDNESDAY + timedelta(hours=2 * step))
        if step % 20 == 10:
            add_up()
    assert Promises.objects.filter(outcome="met").exists()
    assert Promises.objects.filter(outcome="missed").exists()
    assert counting.differences() == []
    add_up()
    assert not any(each.objects.filter(summed=False).exists() for each in SUMS)
    assert counting.differences() == []
    counting.count_anew()
    assert counting.differences() == []


def test_a_sum_that_is_kept_wrongly_is_named(customer):
    make.incident(customer, at=WEDNESDAY)
    Ages.objects.update(number=7)
    with pytest.raises(CommandError, match="2 differences"):
        call_command("verify_sums")


def test_the_queue_is_as_old_as_what_is_to_be_worked(customer, agent):
    region = customer.region
    for days, level in ((0, 2), (2, 3), (8, 3), (40, 4)):
        make.incident(customer, at=WEDNESDAY - timedelta(days=days), severity=level)
    closed = make.incident(customer, at=WEDNESDAY - timedelta(days=40))
    closing.withdraw(closed, closed.contact, at=WEDNESDAY)
    found = {age.since: age.by_severity for age in queue.ages(WEDNESDAY, region)}
    assert found == {
        0: (0, 1, 0, 0),
        1: (0, 0, 1, 0),
        3: (0, 0, 0, 0),
        7: (0, 0, 1, 0),
        30: (0, 0, 0, 1),
    }
    days = queue.comes_and_goes(WEDNESDAY, region.zone, region)
    assert sum(day.logged for day in days) == 3
    assert days[-1].logged == 1


def test_what_is_logged_shortly_after_midnight_in_india_counts_on_its_own_day(customer):
    """+05:30: a day begins in the middle of an hour."""
    zone = ZoneInfo("Asia/Kolkata")
    for at in ("2026-11-24 23:50 +05:30", "2026-11-25 00:10 +05:30", "2026-11-25 00:20 +05:30"):
        make.incident(customer, at=moment(at))
    days = queue.comes_and_goes(moment("2026-11-25 09:00 +05:30"), zone)
    assert [(day.day.day, day.logged) for day in days[-2:]] == [(24, 1), (25, 2)]


def test_what_falls_due_is_read_from_the_queue(customer):
    make.incident(customer, at=WEDNESDAY, severity=2)  # Support: 4 covered hours
    hours = queue.falls_due(WEDNESDAY, customer.region)
    assert sum(map(sum, hours)) == 1
    assert hours[4] == (0, 1, 0, 0)


def test_a_customers_sums_are_hers_alone(customer, agent):
    other = company(product=make.product("FMP"))
    for whose, product in ((customer, None), (other, make.product("FMP"))):
        incident = make.incident(whose, product, at=WEDNESDAY)
        correspondence.reply(incident, agent, "Which version is it?", at=WEDNESDAY + timedelta(minutes=5))
    statement = promises.of_customer(customer, WEDNESDAY)
    assert (statement.total.met, statement.total.missed) == (1, 0)
    assert CompanyPromises.objects.count() == 2
