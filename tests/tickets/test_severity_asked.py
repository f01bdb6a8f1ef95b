"""TARGETS.md, 1: a contact asks for another severity with a reason, and a person decides; both hear of it."""

from datetime import timedelta

import pytest

from notifications import mails
from notifications.models import Notification
from subscriptions.refusals import ReasonMissing
from tests import factories as make
from tests.tickets.moments import moment
from tickets import lifecycle, severity
from tickets.models import Incident
from tickets.refusals import NothingAsked

pytestmark = pytest.mark.django_db

LOGGED = moment("2026-11-25 09:00 +01:00")
LATER = LOGGED + timedelta(minutes=10)


@pytest.fixture
def agent():
    return make.staff()


@pytest.fixture
def lead():
    return make.staff("lead")


@pytest.fixture
def asked(agent, lead):
    """Severity 3, for which its contact asks for 2."""
    incident = make.incident(at=LOGGED, severity=3)
    return severity.ask_for_severity(incident, incident.contact, 2, "More people.", LATER)


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("recipient", flat=True))


def fresh(incident):
    return Incident.objects.get(pk=incident.pk)


def test_what_is_asked_for_stands_on_the_incident_and_moves_nothing(asked):
    assert (fresh(asked).severity, fresh(asked).requested_severity) == (3, 2)
    assert asked.milestones.filter(result="superseded").count() == 0


def test_of_what_nobody_owns_the_lead_hears(asked, lead):
    assert told("severity_asked") == {lead.pk}


def test_the_owner_hears_of_what_she_owns(agent, lead):
    incident = make.incident(at=LOGGED, severity=3)
    lifecycle.take(incident, agent, at=LOGGED)
    severity.ask_for_severity(incident, incident.contact, 2, "More people.", LATER)
    assert told("severity_asked") == {agent.pk}


def test_the_contact_reads_why_the_severity_stays_and_nothing_is_asked_for_any_more(asked, agent):
    severity.decline_severity(asked, agent, "It is one shop of forty.", LATER)
    assert (fresh(asked).severity, fresh(asked).requested_severity) == (3, None)
    (mail,) = Notification.objects.filter(recipient=asked.contact, kind="reply", channel="email")
    assert "It is one shop of forty." in mails.written(mail).text
    with pytest.raises(NothingAsked):
        severity.decline_severity(asked, agent, "Again.", LATER)


def test_it_stays_with_a_reason_alone(asked, agent):
    with pytest.raises(ReasonMissing):
        severity.decline_severity(asked, agent, " ", LATER)
    assert fresh(asked).requested_severity == 2


@pytest.mark.parametrize("to", [2, 4])
def test_whatever_the_agent_makes_of_it_is_the_answer_and_the_contact_is_told(asked, agent, to):
    severity.change_severity(asked, agent, to, "Agreed.", LATER)
    assert (fresh(asked).severity, fresh(asked).requested_severity) == (to, None)
    assert told("severity_changed") == {asked.contact_id}
