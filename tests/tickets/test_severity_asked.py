"""TARGETS.md, 1: a contact asks for another severity with a reason, and a person decides; both hear of it."""

from datetime import timedelta

import pytest

from notifications import mails
from notifications.models import Notification
from subscriptions.refusals import ReasonMissing
from tests import factories as make
from tests.tickets.moments import moment
from tickets import closing, lifecycle, severity, silence
from tickets.models import Incident
from tickets.refusals import NothingAsked
from tickets.rows import rows
from tickets.sentences import sentence

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


def test_once_it_is_closed_nothing_is_asked_for_any_more(asked, client, agent):
    """R8.10: the contact's page, and rows of what a customer had, said so for good."""
    client.force_login(asked.contact)
    of_it = Incident.objects.filter(pk=asked.pk)
    assert "severity 2 asked for" in client.get(f"/incidents/{asked.pk}/").content.decode()
    assert rows(of_it, agent, LATER)[0]["asked"] == "severity 2 asked for"
    closing.propose_solution(asked, agent, "Install it.", "fix", LATER)
    closing.accept(asked, asked.contact, LATER)
    assert "severity 2 asked for" not in client.get(f"/incidents/{asked.pk}/").content.decode()
    assert rows(of_it, agent, LATER)[0]["asked"] == ""


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


def proposed(asked, agent):
    closing.propose_solution(asked, agent, "Install the fix.", at=LATER)


ENDINGS = {
    "accepted": lambda asked, agent: (proposed(asked, agent), closing.accept(asked, asked.contact, LATER)),
    "not covered": lambda asked, agent: closing.close_without_solution(
        asked, agent, "not_covered", "It is not covered.", at=LATER
    ),
    "withdrawn": lambda asked, agent: closing.withdraw(asked, asked.contact, at=LATER),
}


@pytest.mark.parametrize("ends", ENDINGS.values(), ids=ENDINGS)
def test_r8_10_what_ends_asks_for_no_other_severity_and_says_so(asked, agent, ends):
    ends(asked, agent)
    assert (fresh(asked).severity, fresh(asked).requested_severity) == (3, None)
    entry = asked.timeline.filter(kind="severity_request").latest("pk")
    words = "Severity 2 High is asked for no longer: the incident has ended, and nobody had decided on it."
    assert sentence(entry, contact=True) == words
    assert entry.public


def test_r8_10_reopened_it_asks_for_none_until_she_asks_anew(asked, agent):
    ENDINGS["accepted"](asked, agent)
    closing.reopen(asked, asked.contact, "It stops again.", LATER)
    assert fresh(asked).requested_severity is None
    with pytest.raises(NothingAsked):
        severity.decline_severity(asked, agent, "It stays.", LATER)
    severity.ask_for_severity(asked, asked.contact, 2, "More people.", LATER)
    assert fresh(asked).requested_severity == 2


def test_r8_10_silence_that_closes_ends_it_too_and_what_was_decided_is_not_said_again(agent):
    incident = make.incident(at=LOGGED, severity=3)
    closing.propose_solution(incident, agent, "Install the fix.", at=LOGGED)
    severity.ask_for_severity(incident, incident.contact, 2, "More people.", LATER)
    for day in range(20):
        silence.step(incident.pk, LATER + timedelta(days=day))
    assert (fresh(incident).status, fresh(incident).requested_severity) == ("closed", None)
    decided = make.incident(at=LOGGED, severity=3)
    severity.ask_for_severity(decided, decided.contact, 2, "More people.", LATER)
    severity.decline_severity(decided, agent, "It stays.", LATER)
    closing.withdraw(decided, decided.contact, at=LATER)
    assert not decided.timeline.filter(kind="severity_request", facts__has_key="ended").exists()
