"""R8.4: what is said of a due time is said to its reader: a contact reads "you" and "we", staff read of the
customer; each in her own language and zone, on every page, in every mail and in the API."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation
from rest_framework.test import APIClient

from notifications import mails
from notifications.models import Notification
from subscriptions.models import ApiToken
from tests import factories as make
from tests.tickets.moments import moment
from tests.tickets.portal import SATURDAY, WEDNESDAY, get, signed_in, text
from tickets import closing, correspondence, lifecycle, reminders, severity
from tickets.explain import explain
from tickets.models import Milestone, Status
from tickets.promises import target

pytestmark = pytest.mark.django_db

LATER = WEDNESDAY + timedelta(hours=1)
LANGUAGES = ["en", "da"]
TO_THE_CUSTOMER = re.compile(
    r"\b(you|your|yours|we|us|our|du|dig|din|dit|jer|jeres|vi|os|vores)\b", re.IGNORECASE
)
OF_THE_CUSTOMER = re.compile(r"\b(customer|kunde)", re.IGNORECASE)


@pytest.fixture
def agent():
    return make.staff(name="Anna Kjær")


@pytest.fixture
def contact():
    return make.contact(make.customer(name="Nordlys"), name="Mette Nygaard")


def speaks(person, language, zone="Europe/Copenhagen"):
    person.language, person.time_zone = language, zone
    person.save()
    return person


def logged(contact, at=WEDNESDAY, **fields):
    return make.incident(contact.memberships.get().customer, at=at, contact=contact, **fields)


def every_course(contact, agent):
    """Incidents whose milestones have every clock, pause and result."""
    retired = make.product("TLB", after_hours_supported=False)
    logged(contact, SATURDAY, severity=1, tier_code="XT", product=make.product("AAA"))
    logged(contact, SATURDAY, severity=1, tier_code="XTP", product=make.product("BBB"))
    logged(contact, SATURDAY, severity=1, tier_code="XTP", product=retired)
    for status in (Status.WAITING_CUSTOMER, Status.WAITING_DEVELOPMENT, Status.SOLUTION_PROPOSED):
        paused = lifecycle.take(logged(contact, severity=3), agent, at=WEDNESDAY)
        if status == Status.WAITING_CUSTOMER:
            correspondence.reply(paused, agent, "Which version?", asks=True, at=LATER)
            severity.change_severity(paused, agent, 2, "The month ends.", at=LATER)
        elif status == Status.WAITING_DEVELOPMENT:
            lifecycle.wait_for_development(paused, agent, at=LATER)
        else:
            closing.propose_solution(paused, agent, "Install it.", at=LATER)
    again = closing.accept(paused, contact, at=LATER)
    closing.reopen(again, contact, "It is back.", at=LATER + timedelta(days=2))
    closing.withdraw(logged(contact), contact, at=LATER)
    return Milestone.objects.order_by("pk")


@pytest.mark.parametrize("language", LANGUAGES)
def test_r8_4_every_sentence_of_an_explanation_speaks_to_its_reader(contact, agent, language):
    late = WEDNESDAY + timedelta(days=5)
    kinds, results = set(), set()
    with translation.override(language):
        for milestone in every_course(contact, agent):
            kinds.add(milestone.kind)
            results.add(milestone.result)
            for at in (LATER, late):
                staff = str(explain(milestone, at, agent.zone, contact=False))
                hers = str(explain(milestone, at, contact.zone, contact=True))
                assert not TO_THE_CUSTOMER.search(staff), staff
                assert not OF_THE_CUSTOMER.search(hers), hers
    assert kinds == {"first_response", "next_reply", "solution_goal"}
    assert results == {"", "met", "stopped", "superseded"}


@pytest.mark.parametrize(
    ("language", "mine", "staffs"),
    [
        ("en", "waiting for you", "waiting for customer"),
        ("da", "afventer jer", "afventer kunden"),
    ],
)
def test_the_desk_reads_pauses_in_staffs_words(contact, agent, language, mine, staffs):
    incident = logged(contact, severity=3)
    correspondence.reply(incident, agent, "Which version?", asks=True, at=WEDNESDAY)
    shown = text(get(signed_in(speaks(agent, language)), f"/desk/incidents/{incident.pk}/", LATER))
    assert f"({staffs})" in shown
    assert mine not in shown


@pytest.mark.parametrize(
    ("language", "hers", "staffs"),
    [
        (
            "en",
            "Your incident is received. Your subscription does not cover this time; the clock runs from",
            "The customer's subscription does not cover this time; the clock runs from",
        ),
        (
            "da",
            "Hændelsen er modtaget. Jeres abonnement dækker ikke dette tidsrum; tiden løber fra",
            "Kundens abonnement dækker ikke dette tidsrum; tiden løber fra",
        ),
    ],
)
def test_r5_4_when_the_clock_starts_is_said_to_each_reader(contact, agent, language, hers, staffs):
    incident = logged(contact, SATURDAY, severity=3)
    portal = text(
        get(signed_in(speaks(contact, language, "Australia/Melbourne")), f"/incidents/{incident.pk}/")
    )
    desk = text(get(signed_in(speaks(agent, language)), f"/desk/incidents/{incident.pk}/"))
    assert hers in portal
    assert "18:00 (Melbourne)" in portal.replace("18.00", "18:00")
    assert staffs not in portal
    assert staffs in desk
    assert "08:00 (Copenhagen)" in desk.replace("08.00", "08:00").replace("København", "Copenhagen")
    assert hers not in desk


def test_r8_11_that_we_are_sorry_is_said_to_the_customer_alone(contact, agent):
    late = WEDNESDAY + timedelta(hours=5)
    incident = logged(contact, severity=2)
    milestone = incident.milestones.get(kind="first_response")
    with timezone.override(contact.zone):
        assert "We are sorry" in target(milestone, late, contact=True)["missed"]
        assert target(milestone, late, contact=False)["missed"] == ""
    assert "We are sorry" not in text(get(signed_in(agent), f"/desk/incidents/{incident.pk}/", late))


def test_whose_turn_it_is_is_said_to_each_reader(contact, agent):
    incident = logged(contact, severity=3)
    correspondence.reply(incident, agent, "Which version?", asks=True, at=WEDNESDAY)
    for language, hers, staffs in (
        ("en", "your turn", "the customer's turn"),
        ("da", "jeres tur", "kundens tur"),
    ):
        asked = text(get(signed_in(speaks(contact, language)), "/search/?q=posting", LATER))
        found = text(get(signed_in(speaks(agent, language)), "/search/?q=posting", LATER))
        assert hers in asked
        assert staffs not in asked
        assert staffs in found
        assert hers not in found


# The API


def explanation(person, incident, at=LATER, **headers):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {ApiToken.issue(person, 'test')}", **headers)
    with time_machine.travel(at, tick=False):
        return client.get(f"/api/v1/incidents/{incident.pk}/").json()["expected_response"]


def test_r8_4_the_api_explains_in_the_callers_language_and_zone(contact, agent):
    """Wednesday 13:00 in Copenhagen is 23:00 in Melbourne."""
    incident = logged(contact, severity=2)
    speaks(contact, "da", "Australia/Melbourne")
    hers, staffs = explanation(contact, incident), explanation(agent, incident)
    assert "Forventet senest i dag 23.00 (Melbourne)." in hers["explanation"]
    assert "Expected by today 13:00 (Copenhagen)." in staffs["explanation"]
    assert hers["due_at"] == staffs["due_at"] == "2026-11-25T12:00:00Z"


def test_the_callers_own_language_goes_before_that_of_her_program(contact):
    """As on a page."""
    incident = logged(contact, severity=2)
    said = explanation(contact, incident, HTTP_ACCEPT_LANGUAGE="da")["explanation"]
    assert "Expected by today 13:00 (Copenhagen)." in said


def test_after_a_request_of_the_api_the_language_is_as_before(contact):
    incident = logged(contact, severity=2)
    speaks(contact, "da")
    explanation(contact, incident)
    assert translation.get_language() == "en"


# Mails


@pytest.mark.parametrize("language", LANGUAGES)
def test_mails_of_due_times_speak_to_their_reader_in_her_zone(contact, agent, language):
    speaks(contact, language, "Australia/Melbourne")
    speaks(agent, language)
    incident = lifecycle.take(logged(contact, severity=3), agent, at=WEDNESDAY)
    severity.change_severity(incident, agent, 2, "–", at=WEDNESDAY)
    for hours in (2.5, 5):
        reminders.remind(WEDNESDAY + timedelta(hours=hours))
    said = {}
    for row in Notification.objects.filter(channel="email").order_by("pk"):
        mail = mails.written(row)
        said.setdefault(row.kind, "\n".join([mail.subject, mail.text.split("\n---\n")[0]]))
    for kind in ("receipt", "severity_changed", "missed_customer"):
        assert "(Australia/Melbourne)" in said[kind]
        assert not OF_THE_CUSTOMER.search(said[kind]), said[kind]
    for kind in ("reminder", "missed"):
        assert "(Europe/Copenhagen)" in said[kind]
        assert not TO_THE_CUSTOMER.search(said[kind]), said[kind]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            [
                "Severity 3, Support, Product LGF: first response within 1 office day.",
                "By the targets of 1 January 2000.",
                "Office hours in Copenhagen: Monday–Friday 08:00–17:00.",
                "Started Wed 25 Nov 09:00.",
            ],
        ),
        (
            "da",
            [
                "Alvorsgrad 3, Support, Product LGF: første svar inden for 1 arbejdsdag.",
                "Efter svarmålene fra 1. januar 2000.",
                "Åbningstid i København: mandag–fredag 08.00–17.00.",
                "Begyndt ons 25. nov 09.00.",
            ],
        ),
    ],
)
def test_r8_4_the_receipt_explains_what_is_expected_as_the_page_does(contact, language, sentences):
    """With dates: a mail is read on any day."""
    speaks(contact, language)
    logged(contact, severity=3)
    mail = mails.written(Notification.objects.get(kind="receipt", channel="email"))
    said = [line[2:] for line in mail.text.splitlines() if line.startswith("- ")]
    assert said[: len(sentences)] == sentences  # the facts follow


# Pauses that a change of severity carries over


def test_a_pause_keeps_its_reason_through_a_change_of_severity(contact, agent):
    incident = logged(contact, severity=3)
    correspondence.reply(incident, agent, "Which version?", asks=True, at=WEDNESDAY)
    severity.change_severity(incident, agent, 2, "The month ends.", at=LATER)
    goal = incident.milestones.get(kind="solution_goal", result="")
    assert "to now (waiting for customer)." in str(explain(goal, LATER, agent.zone, contact=False))
    assert moment("2026-11-25 10:00 +01:00") == goal.pauses.get().started_at
