"""LIFECYCLE.md, 3: reminders, closing, severity 1, holding open."""

from datetime import UTC, date, timedelta

import pytest

from notifications.models import Notification
from subscriptions.models import Customer
from tests import factories as make
from tests.tickets.moments import moment
from tickets import closing, correspondence, silence
from tickets.models import Incident, LifecycleRules, SilenceNotice, Status

pytestmark = pytest.mark.django_db


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("recipient", flat=True))


def waiting_since(day, **fields):
    at = moment(f"{day} 10:00 +01:00")
    incident = make.incident(at=at - timedelta(hours=1), **fields)
    agent = make.staff()
    closing.propose_solution(incident, agent, "Install the fix.", at=at)
    return Incident.objects.get(pk=incident.pk), agent


def live(incident, until):
    """Run the sweep every morning and noon, from the day the status began; returns the days things happened."""
    happened = {}
    at = incident.status_since.replace(hour=6, minute=0)
    while at < until:
        for number in silence.silent(at):
            silence.step(number, at)
        at += timedelta(hours=6)
    for notice in SilenceNotice.objects.filter(incident=incident):
        happened[notice.number] = notice.sent_at.date()
    closed = Incident.objects.get(pk=incident.pk).closed_at
    happened["closed"] = closed and closed.date()
    return happened


@pytest.mark.parametrize(
    ("no", "began", "first", "second", "closed"),
    [
        ("S1", "2026-11-04", "2026-11-11", "2026-11-16", "2026-11-18"),
        ("S2", "2026-11-02", "2026-11-09", "2026-11-16", "2026-11-18"),
        ("S3", "2026-11-03", "2026-11-10", "2026-11-16", "2026-11-18"),
        ("S4", "2026-12-17", "2026-12-28", "2026-12-29", "2027-01-04"),
        ("S5", "2027-03-15", "2027-03-22", "2027-03-30", "2027-04-01"),
    ],
)
def test_silence_is_reminded_twice_and_closed_on_the_days_of_the_table(no, began, first, second, closed):
    incident, _agent = waiting_since(began)
    happened = live(incident, moment(f"{closed} 23:00 +01:00"))
    assert happened == {
        1: date.fromisoformat(first),
        2: date.fromisoformat(second),
        "closed": date.fromisoformat(closed),
    }
    assert Incident.objects.get(pk=incident.pk).close_reason == "solved"
    assert told("silence_reminder") == {incident.contact_id}
    said = Notification.objects.filter(kind="silence_reminder", channel="email").order_by("pk")
    assert [(each.context["reminder"], each.context["closes_on"]) for each in said] == [
        (1, closed),
        (2, closed),
    ]


def test_waiting_for_the_customer_closes_as_no_answer():
    incident = make.incident(at=moment("2026-11-04 09:00 +01:00"))
    correspondence.reply(
        incident, make.staff(), "Which version?", asks=True, at=moment("2026-11-04 10:00 +01:00")
    )
    incident.refresh_from_db()
    live(incident, moment("2026-11-19 00:00 +01:00"))
    incident.refresh_from_db()
    assert (incident.status, incident.close_reason) == (Status.CLOSED, "no_answer")


@pytest.mark.parametrize("status", ["solution_proposed", "waiting_customer"])
def test_severity_1_is_never_closed_but_an_agent_is_asked_to_phone(status):
    """LIFECYCLE.md, 3: after 24 h in either status; its owner, whatever lead there is."""
    at, agent = moment("2026-11-04 10:00 +01:00"), make.staff()
    make.staff("lead")
    incident = make.incident(at=at - timedelta(hours=1), severity=1)
    if status == "solution_proposed":
        closing.propose_solution(incident, agent, "Install the fix.", at=at)
    else:
        correspondence.reply(incident, agent, "Which version?", asks=True, at=at)
    incident.refresh_from_db()
    assert not silence.step(incident.pk, at + timedelta(hours=23, minutes=59))
    happened = live(incident, moment("2026-12-24 00:00 +01:00"))
    assert happened == {silence.ASK_TO_PHONE: date(2026, 11, 5), "closed": None}
    asked = Notification.objects.filter(kind="reminder", context__milestone="phone")
    assert set(asked.values_list("recipient", flat=True)) == {agent.pk}


def test_a_message_ends_the_count():
    incident, _agent = waiting_since("2026-11-04")
    correspondence.contact_reply(incident, incident.contact, "Wait.", at=moment("2026-11-12 10:00 +01:00"))
    live(incident, moment("2026-12-24 00:00 +01:00"))
    assert Incident.objects.get(pk=incident.pk).status == Status.IN_PROGRESS


def test_holding_open_starts_the_count_at_that_date():
    incident, agent = waiting_since("2026-11-04")
    closing.hold_open(incident, agent, date(2026, 11, 25), "on holiday", at=moment("2026-11-04 11:00 +01:00"))
    happened = live(incident, moment("2026-12-06 00:00 +01:00"))
    assert happened == {1: date(2026, 12, 2), "closed": None}


def test_after_an_outage_closing_waits_two_days_after_the_second_reminder():
    incident, _agent = waiting_since("2026-11-04")
    at = moment("2026-11-23 09:00 +01:00")
    for _ in range(3):
        silence.step(incident.pk, at)
    incident.refresh_from_db()
    assert incident.status == Status.SOLUTION_PROPOSED
    silence.step(incident.pk, moment("2026-11-25 09:00 +01:00"))
    incident.refresh_from_db()
    assert incident.status == Status.CLOSED


def test_running_the_sweep_100_times_reminds_once():
    incident, _agent = waiting_since("2026-11-04")
    for _ in range(100):
        silence.step(incident.pk, moment("2026-11-11 09:00 +01:00"))
    assert SilenceNotice.objects.filter(incident=incident).count() == 1


def test_a_customer_who_moves_to_another_zone_is_reminded_once():
    """LIFECYCLE.md, 3: of the Wednesday in Copenhagen that is a Thursday in Melbourne."""
    incident = make.incident(at=moment("2026-11-04 15:00 +01:00"))
    closing.propose_solution(incident, make.staff(), "Install the fix.", at=moment("2026-11-04 16:00 +01:00"))
    silence.step(incident.pk, moment("2026-11-11 09:00 +01:00"))
    Customer.objects.update(time_zone="Australia/Melbourne")
    assert not silence.step(incident.pk, moment("2026-11-12 09:00 +01:00"))
    silence.step(incident.pk, moment("2026-11-16 09:00 +01:00"))
    Customer.objects.update(time_zone="Europe/Copenhagen")
    silence.step(incident.pk, moment("2026-11-17 09:00 +01:00"))
    assert list(incident.silence_notices.order_by("number").values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("region", "zone", "proposed", "eve", "due"),
    [
        ("nordic", "Europe/Copenhagen", "11-05 00:30 +01:00", "11-11 23:59 +01:00", "11-12 00:01 +01:00"),
        ("anz", "Australia/Melbourne", "11-04 10:00 +11:00", "11-10 23:59 +11:00", "11-11 00:01 +11:00"),
    ],
)
def test_the_days_are_those_of_the_customers_calendar_whatever_day_it_is_elsewhere(
    region, zone, proposed, eve, due
):
    """LIFECYCLE.md, 3: while in Greenwich it is still the day before."""
    at, before, then = (moment(f"2026-{text}").astimezone(UTC) for text in (proposed, eve, due))
    customer = make.customer(region=make.region(region, zone), time_zone=zone)
    incident = make.incident(customer, at=at)
    closing.propose_solution(incident, make.staff(), "Install the fix.", at=at)
    assert not silence.step(incident.pk, before)
    assert silence.step(incident.pk, then)


def test_the_days_are_data():
    """LIFECYCLE.md: an administrator edits them."""
    days = {
        "first_reminder_days": 1,
        "second_reminder_days": 2,
        "close_days": 6,
        "days_after_second_reminder": 1,
    }
    LifecycleRules.objects.update_or_create(pk=1, defaults=days)
    incident, _agent = waiting_since("2026-11-03")
    happened = live(incident, moment("2026-11-12 00:00 +01:00"))
    assert happened == {1: date(2026, 11, 4), 2: date(2026, 11, 5), "closed": date(2026, 11, 9)}


def test_held_open_at_severity_1_an_agent_is_asked_to_phone_a_day_after_that_date():
    """LIFECYCLE.md, 3: the count starts at that date, so she is not asked again at once."""
    incident, agent = waiting_since("2026-11-04", severity=1)
    live(incident, moment("2026-11-05 15:00 +01:00"))
    closing.hold_open(incident, agent, date(2026, 11, 25), "on holiday", at=moment("2026-11-05 16:00 +01:00"))
    live(incident, moment("2026-11-30 00:00 +01:00"))
    asked = incident.silence_notices.order_by("sent_at").values_list("sent_at", flat=True)
    assert [at.date() for at in asked] == [date(2026, 11, 5), date(2026, 11, 26)]


def test_a_hold_ends_with_the_status_that_it_held():
    """LIFECYCLE.md, 3: it is worked on meanwhile; the next silence is counted from its own beginning."""
    incident, agent = waiting_since("2026-11-04")
    closing.hold_open(incident, agent, date(2026, 11, 25), "on holiday", at=moment("2026-11-04 11:00 +01:00"))
    at = moment("2026-11-06 10:00 +01:00")
    closing.reject(incident, incident.contact, "No change.", at=at)
    closing.propose_solution(incident, agent, "And now?", at=at)
    incident.refresh_from_db()
    happened = live(incident, moment("2026-11-14 00:00 +01:00"))
    assert happened == {1: date(2026, 11, 13), "closed": None}
