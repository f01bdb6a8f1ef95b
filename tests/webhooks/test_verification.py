"""`manage.py verify_deliveries` finds what a webhook should have been told and was not, and what is stuck."""

from datetime import timedelta

import pytest

from notifications import alerts, verification
from notifications.webhooks import managing
from notifications.webhooks.models import Delivery, Endpoint
from tests import factories as make
from tests.tickets.moments import moment
from tickets import correspondence, targets

pytestmark = pytest.mark.django_db

NOON = moment("2026-11-25 12:00 +01:00")
MINUTE = timedelta(minutes=1)
BEFORE = NOON - timedelta(hours=1)


@pytest.fixture
def found():
    """What is found at an instant, of webhooks alone."""

    def find(at=NOON + MINUTE):
        return [said for said in verification.differences(at) if "webhook" in said]

    return find


@pytest.fixture
def incident(customer):
    """Logs one at noon, answered and raised."""

    def log():
        logged = make.incident(customer, at=NOON, severity=3)
        correspondence.reply(logged, make.staff(), "Try again.", at=NOON)
        return logged

    return log


def test_r1_1_where_every_event_was_written_nothing_is_said(hook, incident, found):
    hook(at=BEFORE)
    managing.add(None, make.staff("administrator"), "https://vendor.example.com/", at=BEFORE)
    incident()
    assert Delivery.objects.count() > 4
    assert found() == []


@pytest.mark.parametrize("event_type", ["incident.logged", "incident.replied"])
def test_an_event_of_an_incident_that_was_not_written_is_named(hook, incident, found, event_type):
    endpoint = hook(at=BEFORE)
    incident()
    gone = Delivery.objects.get(type=event_type)
    gone.delete()
    (said,) = found()
    assert said.startswith(f"webhook {endpoint.pk} (https://hooks.example.com/in) was not told of timeline:")
    assert said.endswith(event_type)


def test_a_missed_target_that_was_not_written_is_named(hook, customer, found):
    hook(types=["incident.response_target_missed"], at=BEFORE)
    logged = make.incident(customer, at=NOON, severity=1)
    late = NOON + timedelta(hours=5)
    (milestone,) = (each for each in logged.running if each.kind == "first_response")
    milestone.due_at = late - MINUTE
    targets.note_miss(milestone)
    Delivery.objects.filter(next_attempt_at__lt=late).update(state="delivered")
    assert found(late) == []
    Delivery.objects.all().delete()
    assert [said.rpartition(" ")[2] for said in found(late)] == [f"milestone:{milestone.pk}:missed"]


def test_nothing_is_expected_of_what_it_did_not_listen_to_then(hook, manager, incident, found):
    """Another choice of events, and being enabled again, count from then on."""
    incident()
    late = hook(at=NOON + MINUTE)
    chose = hook("https://chose.example.com/", types=["incident.closed"], at=BEFORE)
    managing.change(chose, manager, chose.url, at=NOON + MINUTE)
    off = hook("https://off.example.com/", at=BEFORE)
    managing.disable(off, manager, BEFORE)
    managing.enable(off, manager, NOON + MINUTE)
    assert {each.listening_since for each in Endpoint.objects.filter(pk__in=[late.pk, chose.pk, off.pk])} == {
        NOON + MINUTE
    }
    assert found(NOON + 10 * MINUTE) == []


def test_r1_5_an_alert_and_its_correction_that_were_not_written_are_named(hook, found):
    alert = make.alert(action="Install 0117")
    endpoint = hook(at=BEFORE)
    elsewhere = make.customer()
    managing.add(elsewhere, make.contact(elsewhere, role="manager"), "https://other.example.com/", at=BEFORE)
    alerts.publish(alert, make.staff("publisher"), NOON)
    alerts.correct(alert, make.staff("publisher"), "It is 0118.", NOON)
    assert found() == []
    Delivery.objects.filter(type="alert.corrected").delete()
    assert [said.partition(" was ")[0] for said in found()] == [f"webhook {endpoint.pk} ({endpoint.url})"]
    Delivery.objects.all().delete()
    assert [said.rpartition(" ")[2] for said in found()] == [alerts.event(alert)]


def test_what_went_to_another_customers_endpoint_is_named(hook, incident, found):
    hook(at=BEFORE)
    incident()
    Delivery.objects.filter(type="incident.logged").update(customer=make.customer())
    (said,) = found()
    assert "which is another customer's" in said


def test_what_nobody_calls_is_named_but_not_what_waits_for_an_endpoint_that_fails(hook, incident, found):
    endpoint = hook(types=["incident.logged"], at=BEFORE)
    incident()
    assert "and not tried" in found(NOON + 16 * MINUTE)[0]
    Endpoint.objects.filter(pk=endpoint.pk).update(failing_since=NOON)
    assert found(NOON + 16 * MINUTE) == []
    Delivery.objects.update(state="leased", leased_until=NOON)
    assert "nobody took it over" in found(NOON + 11 * MINUTE)[0]
