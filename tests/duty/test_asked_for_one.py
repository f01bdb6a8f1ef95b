"""R10.1, R10.6, R10.8: severity 1 that is asked for is decided on by a person, who hears of it at once."""

import pytest

from notifications.models import Notification
from tests import factories as make
from tests.duty.rosters import roster, team
from tests.tickets.moments import moment
from tests.tickets.portal import company, signed_in, text
from tests.tickets.portal import get as visit
from tests.tickets.portal import log as send
from tickets import lifecycle, severity
from tickets.models import Incident

pytestmark = pytest.mark.django_db

NIGHT = moment("2026-11-25 23:40 +01:00")  # Wednesday
DAY = moment("2026-11-25 10:00 +01:00")
SATURDAY = moment("2026-11-28 10:00 +01:00")
URGENT = Notification.Priority.URGENT


@pytest.fixture
def rota():
    agents = team("Jens", "Ida")
    roster(*agents)
    return agents


def asked(at, wanted=1, owner=None, **fields):
    incident = make.incident(at=DAY, severity=3, **fields)
    if owner:
        lifecycle.take(incident, owner, at=DAY)
    severity.ask_for_severity(incident, incident.contact, wanted, "Nobody can pick.", at=at)
    return incident


def told():
    found = Notification.objects.filter(kind="severity_asked", channel="email").order_by("recipient__name")
    return [(each.recipient.name, each.priority) for each in found]


def test_r10_1_severity_1_asked_for_at_night_reaches_the_agent_on_duty_at_once(rota):
    asked(NIGHT, owner=make.staff(name="Anna"))
    assert told() == [("Anna", URGENT), ("Jens", URGENT)]


def test_r10_1_in_office_hours_the_owner_decides_alone(rota):
    asked(DAY, owner=make.staff(name="Anna"))
    assert told() == [("Anna", URGENT)]


def test_r10_1_where_nobody_owns_it_the_regions_agents_hear_of_it(rota):
    asked(DAY)
    assert {name for name, _priority in told()} >= {"Jens", "Ida"}


def test_r10_1_another_severity_asked_for_at_night_calls_nobody(rota):
    asked(NIGHT, wanted=2, owner=make.staff(name="Anna"))
    assert told() == [("Anna", Notification.Priority.NORMAL)]


def test_r10_1_on_a_saturday_only_who_is_covered_then_calls_the_agent_on_duty(rota):
    """R14.1: Premium is covered every day, XT from Monday to Friday."""
    owner = make.staff(name="Anna")
    asked(SATURDAY, customer=company("XT"), owner=owner)
    assert told() == [("Anna", URGENT)]
    asked(SATURDAY, customer=company("XTP"), owner=owner)
    assert told() == [("Anna", URGENT), ("Anna", URGENT), ("Jens", URGENT)]


def test_r10_6_what_is_logged_as_2_for_want_of_a_phone_at_night_reaches_the_agent_on_duty(rota):
    """The form offers it: a person decides whether it becomes 1."""
    contact = make.contact(company("XTE"), name="Mette Nygaard")
    type(contact.memberships.get().customer.region).objects.update(phone="+45 70 00 00 99")
    client = signed_in(contact)
    answer = send(client, NIGHT, severity="1", instead="2")
    assert ("Jens", URGENT) in told()
    receipt = text(visit(client, answer["Location"], NIGHT))
    assert "Severity 1 is asked for." in receipt
    assert "An agent is told at once and decides, also outside office hours." in receipt
    assert 'href="tel:+4570000099"' in receipt
    assert "Mette Nygaard asks for severity 1 Critical." in receipt
    assert Incident.objects.get().requested_severity == 1
