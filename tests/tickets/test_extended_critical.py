"""R14.2: what holds for severity 1 from Monday to Friday holds on all days of Premium, too."""

from datetime import timedelta

import pytest

from entitlements.models import Grant
from subscriptions.life import tiers
from tests import factories as make
from tests.tickets.moments import moment
from tickets import severity
from tickets.models import Incident
from tickets.refusals import SeverityOneIncomplete, SeverityOneNotProduction

pytestmark = pytest.mark.django_db

SATURDAY = moment("2026-11-28 10:00 +01:00")
MONDAY = moment("2026-11-30 08:00 +01:00")
HOUR = timedelta(hours=1)


def log(**fields):
    return make.incident(at=SATURDAY, tier_code="XTP", **{"severity": 1} | fields)


def first_response(incident):
    return incident.milestones.running().get(kind="first_response")


def test_r14_2_on_a_saturday_support_is_in_english_and_a_danish_text_is_taken():
    """R10.4"""
    logged = log(title="Bogføringen stopper", description="Den stopper med fejl 4711.", language="da")
    assert logged.english_handling
    assert first_response(logged).due_at == SATURDAY + HOUR


def test_r14_2_a_product_without_support_outside_office_hours_waits_for_monday():
    """R10.5"""
    retired = make.product("TLB", after_hours_supported=False)
    assert first_response(log(product=retired)).due_at == MONDAY + HOUR


@pytest.mark.parametrize("lacking", ["impact", "phone"])
def test_r14_2_impact_and_a_phone_are_needed_at_the_weekend_too(lacking):
    """R10.6"""
    with pytest.raises(SeverityOneIncomplete):
        log(**{lacking: ""})


def test_r14_2_lowered_on_a_saturday_the_rest_moves_to_monday():
    """R10.7"""
    logged = log()
    noon = moment("2026-11-28 12:00 +01:00")
    lowered = severity.change_severity(logged, make.staff(), 2, "A workaround is in place.", noon)
    assert all(each.due_at >= MONDAY for each in lowered.milestones.running())


def test_r14_2_on_a_test_system_severity_2_is_proposed_and_a_person_decides():
    """R10.8"""
    with pytest.raises(SeverityOneNotProduction):
        log(environment="test")
    asked = log(environment="test", severity=2, requested_severity=1)
    assert (asked.severity, asked.requested_severity) == (2, 1)


def test_r27_4_raised_after_an_upgrade_it_runs_on_the_clock_that_was_withdrawn_for_new_periods():
    """As logged: read with the incident alone, the line knows what it was upgraded from."""
    Grant.objects.filter(service__code="extended_critical_support").update(in_force_until=SATURDAY - 2 * HOUR)
    logged = log(severity=2)
    tiers.upgrade(logged.line, make.tier("XTE"), None, SATURDAY + HOUR)
    asked = {"impact": "Nobody can post", "phone": "+45 70 00 00 01"}
    raised = severity.change_severity(
        Incident.objects.get(), make.staff(), 1, "It stopped.", SATURDAY + 2 * HOUR, **asked
    )
    assert (raised.tier.code, first_response(raised).due_at) == ("XTE", SATURDAY + 2.5 * HOUR)
