"""Rows of lists that are kept for as long as they say the same (R15): never a minute that has passed, another
reader's zone or language, or a name that has changed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

import tests.properties
from subscriptions import clock, kept, wording
from subscriptions.models import Product, User
from subscriptions.models.regions import calendar_of
from tests import factories as make
from tickets import said_rows
from tickets.models import Incident
from tickets.rows import rows

assert tests.properties

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # Tuesday 10:00 in Copenhagen
ZONES = [ZoneInfo(name) for name in ("Europe/Copenhagen", "Asia/Kathmandu", "Australia/Lord_Howe")]
SECONDS = st.integers(-400_000_000, 400_000_000).map(lambda found: timedelta(milliseconds=found))


@given(
    st.sampled_from(ZONES),
    SECONDS,
    st.one_of(st.none(), st.integers(0, 6 * 86_400)),
    st.integers(1, 4 * 86_400),
    st.floats(0, 1, exclude_max=True),
)
def test_a_row_reads_the_same_until_the_instant_that_is_named(zone, away, started, allowed, place):
    """`started` seconds before it is read, of a clock that always runs; none where it has run out."""
    at, covered = START + away, timedelta(seconds=allowed)
    start = at - timedelta(seconds=started) if started is not None else at - 2 * covered
    due = start + covered

    def said(then):
        used = (then - start) / covered
        return [
            wording.due_words(due, then, zone, used),
            wording.moment_words(due, then, zone),
            wording.moment_words(START, then, zone),
        ]

    until = said_rows.same_until(at, due, (at - start) / covered, covered)
    if until > at:
        last = until - timedelta(microseconds=1)
        assert said(at) == said(at + (last - at) * place) == said(last)
    assert until <= at + said_rows.DAY_PARTS


@pytest.fixture
def agent(db):
    return make.staff(name="Anna Kjær")


@pytest.fixture
def incident(db):
    return make.incident(at=START, severity=2)


def read(reader, at, language="en", zone="Europe/Copenhagen"):
    with kept.settled(), translation.override(language), timezone.override(zone):
        (row,) = rows(Incident.objects.all(), reader, at)
        return row


def test_r15_the_minutes_pass_while_nothing_changes(agent, incident):
    due = incident.due_at
    assert read(agent, due - timedelta(minutes=5))["due"] == "5 min"
    assert read(agent, due - timedelta(minutes=4, seconds=1))["due"] == "5 min"
    assert read(agent, due - timedelta(minutes=4))["due"] == "4 min"
    assert not read(agent, due)["late"]
    assert read(agent, due + timedelta(microseconds=1))["late"]
    assert read(agent, due - timedelta(minutes=5))["due"] == "5 min"  # asked of an earlier instant again


def test_the_bar_and_its_colour_follow_the_covered_time(agent, incident):
    milestone = incident.milestones.get(kind="first_response")
    calendar = calendar_of(milestone.calendar_id, milestone.clock)
    at, end = incident.logged_at, milestone.due_at
    while at < end:
        used = clock.elapsed(calendar, milestone.started_at, at) / milestone.allowed
        expected = wording.due_words(end, at, ZONES[0], used)
        row = read(agent, at)
        assert (row["used"], row["level"], row["due"]) == (expected.used, expected.level, expected.words)
        at += timedelta(seconds=7)


def test_readers_have_their_own_zone_language_and_side(agent, incident):
    at = incident.due_at - timedelta(hours=4)
    here, there = read(agent, at), read(agent, at, zone="Asia/Kathmandu")
    assert here["due_full"] != there["due_full"]
    assert read(agent, at, language="da")["status"] == "Ny"
    assert read(agent, at)["status"] == "New"
    contact = User.objects.get(pk=incident.contact_id)
    assert read(contact, at)["url"] == f"/incidents/{incident.pk}/"
    assert read(agent, at)["url"] == f"/desk/incidents/{incident.pk}/"


def test_a_name_that_changes_is_read_at_once(agent, incident):
    at = START + timedelta(minutes=1)
    read(agent, at)
    Product.objects.filter(pk=incident.product_id).update(name="Renamed")
    assert read(agent, at)["product"] == "Renamed"
    type(incident.customer).objects.filter(pk=incident.customer_id).update(name="Another")
    assert read(agent, at)["customer"] == "Another"


def test_what_a_page_adds_to_a_row_stays_its_own(agent, incident):
    at = START + timedelta(minutes=1)
    read(agent, at)["place"] = "first"
    assert read(agent, at)["place"] == ""
    assert read(agent, at) is not read(agent, at)
