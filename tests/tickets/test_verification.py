"""verify_clocks: no difference after a life with every kind of change, and each tampering is found."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import factories as make
from tests.tickets.moments import moment
from tickets import closing, correspondence, lifecycle, severity
from tickets.models import Milestone

pytestmark = pytest.mark.django_db


@pytest.fixture
def lived():
    """An incident that was paused, raised, lowered, proposed, rejected, accepted and reopened."""
    agent = make.staff()
    incident = make.incident(at=moment("2026-11-02 09:00 +01:00"), severity=3, tier_code="XTE")
    contact = incident.contact
    correspondence.reply(incident, agent, "Which version?", asks=True, at=moment("2026-11-02 10:00 +01:00"))
    correspondence.contact_reply(incident, contact, "13.0", at=moment("2026-11-04 10:00 +01:00"))
    severity.change_severity(incident, agent, 2, "worse", at=moment("2026-11-04 11:00 +01:00"))
    severity.change_severity(incident, agent, 3, "better", at=moment("2026-11-04 12:00 +01:00"))
    lifecycle.wait_for_development(incident, agent, at=moment("2026-11-05 12:00 +01:00"))
    lifecycle.resume(incident, agent, at=moment("2026-11-09 12:00 +01:00"))
    closing.propose_solution(incident, agent, "SP2", at=moment("2026-11-10 12:00 +01:00"))
    closing.reject(incident, contact, "No.", at=moment("2026-11-11 12:00 +01:00"))
    closing.propose_solution(incident, agent, "SP3", at=moment("2026-11-12 12:00 +01:00"))
    closing.accept(incident, contact, at=moment("2026-11-13 12:00 +01:00"))
    closing.reopen(incident, contact, "It is back.", at=moment("2026-11-20 12:00 +01:00"))
    return incident


def verify():
    out = StringIO()
    call_command("verify_clocks", stdout=out)
    return out.getvalue()


def test_a_whole_life_recomputes_to_what_was_stored(lived):
    assert "no difference" in verify()


def test_a_due_time_that_was_tampered_with_is_named(lived):
    goal = Milestone.objects.running().get(incident=lived, kind="solution_goal")
    Milestone.objects.filter(pk=goal.pk).update(due_at=goal.due_at + timedelta(minutes=2))
    with pytest.raises(CommandError):
        verify()


def test_a_met_result_past_its_due_time_is_named(lived):
    first = Milestone.objects.get(incident=lived, kind="first_response")
    Milestone.objects.filter(pk=first.pk).update(ended_at=first.due_at + timedelta(seconds=1))
    with pytest.raises(CommandError):
        verify()
