"""R15.1, R24.3: tiers are ordered anew, and open incidents follow in the queue."""

from datetime import timedelta

import pytest

from entitlements.models import Severity
from tests import factories as make
from tests.admin.pages import press, saved
from tests.tickets.moments import moment
from tickets import closing, ranks, tasks
from tickets.models import Incident, Milestone
from tickets.shown import shown_to

pytestmark = pytest.mark.django_db

WEDNESDAY = moment("2026-11-25 09:00 +01:00")


def order():
    return list(Incident.objects.in_work_order().values_list("tier__code", flat=True))


@pytest.fixture
def each():
    """An incident of each tier, of one severity."""
    return {
        code: make.incident(
            product=make.product(name), at=WEDNESDAY, severity=Severity.MEDIUM, tier_code=code
        )
        for code, name in (("XT", "LGF"), ("XTP", "FMP"), ("XTE", "STH"))
    }


def rank(admin, code, number):
    tier = make.tier(code)
    assert saved(press(admin, f"/admin/subscriptions/tier/{tier.pk}/change/", rank=number))


def test_r24_3_tiers_are_ordered_anew_and_open_incidents_follow(admin, each):
    assert order() == ["XTE", "XTP", "XT"]
    before = list(Milestone.objects.values())
    rank(admin, "XT", "0")
    tasks.follow_ranks()
    assert order() == ["XT", "XTE", "XTP"]
    assert list(Milestone.objects.values()) == before


def test_r24_3_what_is_closed_follows_when_it_is_reopened(admin, each):
    incident = each["XT"]
    agent = make.staff()
    closing.propose_solution(incident, agent, "Install it.", at=WEDNESDAY)
    closing.accept(incident, incident.contact, at=WEDNESDAY)
    rank(admin, "XT", "0")
    tasks.follow_ranks()
    incident.refresh_from_db()
    assert incident.tier_rank == 3
    closing.reopen(incident, agent, "Not solved", WEDNESDAY + timedelta(hours=1))
    assert order() == ["XT", "XTE", "XTP"]


def test_nothing_is_written_where_nothing_has_changed(each):
    assert ranks.go_on() is False


def test_r8_9_an_administrator_says_which_targets_a_tiers_customers_see(admin):
    tier = make.tier("XTP")
    assert shown_to(tier) == ("first_response",)
    assert saved(press(admin, f"/admin/subscriptions/tier/{tier.pk}/change/", shows_solution_goal="on"))
    tier.refresh_from_db()
    assert shown_to(tier) == ("first_response", "solution_goal")
