"""In the weekend the resource is called first for a severity 1 of that customer (R23.2, R6.5)."""

from datetime import timedelta

import pytest

from entitlements.special_events import scheduling
from entitlements.special_events.windows import resource_for
from tests import factories as make
from tests.special_events.scene import FRIDAY_17, MONDAY_8, away, scene
from tests.tickets.moments import moment
from tickets.duty import paging
from tickets.duty.models import Page, Place, Roster
from tickets.sentences import sentence

pytestmark = pytest.mark.django_db

SATURDAY_NIGHT = moment("2026-12-12 23:00 +01:00")


@pytest.fixture
def on_duty():
    agent = make.staff("agent", name="Ruby")
    roster = Roster.objects.create(region=make.region(), time_zone="Europe/Copenhagen")
    Place.objects.create(roster=roster, position=1, agent=agent)
    return agent


def critical(nordlys, at):
    return make.incident(nordlys.customer, nordlys.product, at=at, severity=1, contact=nordlys.contact)


def paged(incident):
    return [page.agent.name for page in Page.objects.filter(incident=incident).order_by("pk")]


def test_r23_2_the_resource_is_paged_first_and_the_agent_on_duty_follows(on_duty):
    nordlys = scene()
    nordlys.confirmed()
    incident = critical(nordlys, SATURDAY_NIGHT)
    assert paged(incident) == ["Emil"]
    entry = incident.timeline.get(facts__code="resource_paged")
    assert sentence(entry, contact=False) == "Emil, support resource of the special event, is paged"
    paging.go_on(SATURDAY_NIGHT + timedelta(minutes=10))
    assert paged(incident) == ["Emil", "Ruby"]


def test_r23_2_she_is_called_for_no_other_customer_and_not_after_it(on_duty):
    nordlys = scene()
    nordlys.confirmed()
    assert paged(critical(scene(), SATURDAY_NIGHT)) == ["Ruby"]
    assert paged(critical(nordlys, SATURDAY_NIGHT + timedelta(days=7))) == ["Ruby"]


def test_r23_2_nobody_is_the_resource_of_a_weekend_that_was_cancelled(on_duty):
    nordlys = scene()
    event = nordlys.confirmed()
    assert resource_for(nordlys.customer.pk, FRIDAY_17) == nordlys.resource
    assert resource_for(nordlys.customer.pk, MONDAY_8) is None
    scheduling.cancel(event, nordlys.advisor, "Strike", FRIDAY_17)
    assert paged(critical(nordlys, SATURDAY_NIGHT)) == ["Ruby"]


@pytest.mark.parametrize("why", ["limited", "away"])
def test_r23_2_a_resource_who_would_not_see_it_or_is_away_is_not_called_and_nobody_is_said_to_be_her(
    on_duty, why
):
    """Since the weekend was confirmed; the advisor is told that it lacks her."""
    nordlys = scene()
    nordlys.confirmed()
    if why == "away":
        away(nordlys.resource, SATURDAY_NIGHT.date(), SATURDAY_NIGHT.date())
    else:
        make.limited(nordlys.resource, regions=[make.region("pacific")])
    incident = critical(nordlys, SATURDAY_NIGHT)
    assert paged(incident) == ["Ruby"]
    entry = incident.timeline.get(facts__to="Ruby", facts__has_key="code")
    assert sentence(entry, contact=False) == "Ruby, on duty, is paged"
