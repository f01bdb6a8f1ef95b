"""What an event says, to whom, and that it is written with the change: nothing that is not the customer's."""

import json

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from notifications import alerts, outbox
from notifications.webhooks import events, managing
from notifications.webhooks.models import Delivery
from subscriptions import tenancy
from subscriptions.models import Tier
from tests import factories as make
from tests.tickets.moments import moment
from tickets import closing, correspondence, reminders, severity
from tickets.models import Incident

pytestmark = pytest.mark.django_db

WEDNESDAY = moment("2026-11-25 10:00 +01:00")
LATER = moment("2026-11-25 11:00 +01:00")


@pytest.fixture
def agent():
    return make.staff()


@pytest.fixture
def incident(customer):
    return make.incident(customer, make.product(), at=WEDNESDAY)


def types(endpoint):
    return list(endpoint.deliveries.order_by("pk").values_list("type", flat=True))


def data(endpoint, event_type):
    body = json.loads(endpoint.deliveries.get(type=event_type).payload)
    assert body["type"] == event_type
    return body["data"]


def test_logging_tells_what_the_customer_sees(hook, customer):
    endpoint = hook()
    incident = make.incident(customer, make.product(), at=WEDNESDAY, severity=2)
    body = json.loads(endpoint.deliveries.get().payload)
    assert body["timestamp"] == "2026-11-25T09:00:00Z"
    assert body["data"] == {
        "number": incident.pk,
        "customer": customer.number,
        "product": "LGF",
        "title": "Posting stops",
        "kind": "fault",
        "severity": 2,
        "status": "new",
        "close_reason": None,
        "logged_at": "2026-11-25T09:00:00Z",
        "due_at": events.instant(incident.due_at),
        "url": events.address(f"/incidents/{incident.pk}/"),
    }


def test_the_life_of_an_incident_is_told_in_its_events(hook, incident, agent):
    endpoint, contact = hook(), incident.contact
    correspondence.reply(incident, agent, "We look at it.", at=LATER)
    correspondence.contact_reply(incident, contact, "Thanks.", at=LATER)
    severity.change_severity(incident, agent, 2, "It is worse.", at=LATER)
    closing.propose_solution(incident, agent, "Install 0117.", at=LATER)
    closing.accept(incident, contact, at=LATER)
    closing.reopen(incident, contact, "Not solved.", at=LATER)
    told = types(endpoint)
    for expected in (
        "incident.replied", "incident.severity_changed", "incident.solution_proposed", "incident.closed",
        "incident.reopened", "incident.status_changed",
    ):  # fmt: skip
        assert expected in told
    assert data(endpoint, "incident.severity_changed")["previous_severity"] == 3
    assert data(endpoint, "incident.closed")["status"] == "closed"
    assert data(endpoint, "incident.closed")["close_reason"] == "solved"
    assert data(endpoint, "incident.reopened")["previous_status"] == "closed"


def test_what_a_message_says_is_not_sent_and_a_note_is_no_event_at_all(hook, incident, agent):
    endpoint = hook()
    correspondence.note(incident, agent, "The customer must not read this.", at=LATER)
    assert types(endpoint) == []
    correspondence.reply(incident, agent, "Words for the contact alone.", at=LATER)
    sent = " ".join(Delivery.objects.values_list("payload", flat=True))
    assert "must not read" not in sent
    assert "Words for" not in sent


def test_an_event_shows_the_incident_as_it_is_after_the_change(hook, incident, agent):
    endpoint = hook()
    correspondence.reply(incident, agent, "Which version?", asks=True, at=LATER)
    assert data(endpoint, "incident.replied")["status"] == "waiting_customer"
    assert data(endpoint, "incident.replied")["due_at"] is None


def test_a_missed_first_response_is_told_once(hook, incident):
    endpoint, late = hook(), moment("2026-12-01 12:00 +01:00")
    for _ in range(2):
        reminders.remind(late)
    told = [each for each in types(endpoint) if each == "incident.response_target_missed"]
    assert len(told) == 1
    assert data(endpoint, "incident.response_target_missed")["due_at"] is not None


def test_only_the_events_chosen_are_sent(hook, incident, agent):
    endpoint = hook(types=["incident.replied"])
    correspondence.reply(incident, agent, "Hello.", at=LATER)
    assert types(endpoint) == ["incident.replied"]


def test_another_customers_endpoint_gets_nothing_and_the_vendors_gets_all(hook, agent):
    mine = hook()
    vendors = managing.add(None, make.staff("administrator"), "https://vendor.example.com/")
    make.incident(make.customer(), at=WEDNESDAY)
    assert types(mine) == []
    assert types(vendors) == ["incident.logged"]


def test_a_contact_who_logs_writes_the_vendors_rows_and_cannot_read_them(customer, incident):
    managing.add(None, make.staff("administrator"), "https://vendor.example.com/")
    with tenancy.as_contact(customer.pk):
        correspondence.contact_reply(incident, incident.contact, "More.", at=LATER)
        assert Delivery.objects.count() == 0
    assert Delivery.objects.count() >= 1


def test_a_change_that_is_taken_back_is_told_to_nobody(hook, customer):
    endpoint = hook()
    with transaction.atomic():
        make.incident(customer, make.product(), at=WEDNESDAY)
        assert types(endpoint) == ["incident.logged"]
        transaction.set_rollback(True)
    assert types(endpoint) == []


def test_imports_of_the_past_tell_nobody(hook, customer):
    endpoint = hook()
    with outbox.silence():
        make.incident(customer, make.product(), at=WEDNESDAY)
    assert types(endpoint) == []


def test_a_disabled_or_removed_endpoint_gets_nothing(hook, manager, customer):
    first, second = hook("https://one.example.com/"), hook("https://two.example.com/")
    managing.disable(first, manager)
    managing.remove(second, manager)
    make.incident(customer, make.product(), at=WEDNESDAY)
    assert Delivery.objects.count() == 0


def statements(customer, contact):
    with CaptureQueriesContext(
        connection,
    ) as ran:
        make.incident(customer, make.product(), at=WEDNESDAY, contact=contact)
    return [each["sql"] for each in ran.captured_queries]


def test_a_customer_without_endpoints_pays_no_statement(customer, hook, monkeypatch):
    """Logging asks nothing more where nobody listens, though others have endpoints."""
    other = make.customer()
    make.line(other, make.product())
    contact = make.contact(other)
    hook()
    make.incident(other, make.product(), at=WEDNESDAY, contact=contact)
    with_hooks = statements(other, contact)
    monkeypatch.setattr("tickets.webhook_events.heed", lambda *_args: None)
    assert len(with_hooks) == len(statements(other, contact))
    assert not any("webhooks_" in each for each in with_hooks)


@pytest.fixture
def alert():
    return make.alert(action="Install 0117")


def test_r1_1_an_alert_goes_to_the_endpoints_of_customers_concerned(hook, alert, customer):
    elsewhere = make.customer()
    outsider = managing.add(
        elsewhere, make.contact(elsewhere, role="manager"), "https://elsewhere.example.com/"
    )
    mine = hook()
    vendors = managing.add(None, make.staff("administrator"), "https://vendor.example.com/")
    for _ in range(2):
        alerts.publish(alert, make.staff("publisher"))
    assert types(outsider) == []
    assert types(vendors) == types(mine) == ["alert.published"]
    told = data(mine, "alert.published")
    assert (told["customer"], told["products"], told["title"]) == (customer.number, ["LGF"], alert.title)


def test_r1_5_a_correction_goes_to_exactly_the_endpoints_that_got_the_alert(hook, alert, manager):
    got = hook("https://got.example.com/", types=["alert.published"])
    chose_others = hook("https://others.example.com/", types=["incident.logged"])
    alerts.publish(alert, make.staff("publisher"))
    late = hook("https://late.example.com/")
    alerts.correct(alert, make.staff("publisher"), "The fix is 0118.")
    alerts.withdraw(alert, make.staff("publisher"), "It made it worse.")
    assert types(got) == ["alert.published", "alert.corrected", "alert.withdrawn"]
    assert data(got, "alert.corrected")["text"] == "The fix is 0118."
    assert types(chose_others) == types(late) == []


def test_r1_4_the_ledger_of_an_alert_shows_what_went_by_webhook(client, hook, alert, customer):
    hook()
    alerts.publish(alert, make.staff("publisher"))
    client.force_login(make.staff("lead"))
    page = client.get(f"/desk/alerts/{alert.pk}/").content.decode()
    assert "https://hooks.example.com/in" in page


def test_r8_9_targets_that_her_tier_shows_are_told_of_and_others_are_not(hook, incident, agent):
    endpoint, late = hook(), moment("2026-12-20 12:00 +01:00")
    correspondence.reply(incident, agent, "We look at it.", at=LATER)
    assert data(endpoint, "incident.replied")["due_at"] is None
    endpoint.deliveries.all().delete()
    Tier.objects.update(shows_next_reply=True)
    correspondence.reply(Incident.objects.get(), agent, "We still look at it.", at=LATER)
    due = incident.milestones.get(kind="next_reply", result="").due_at
    assert data(endpoint, "incident.replied")["due_at"] == events.instant(due)
    reminders.remind(late)
    told = data(endpoint, "incident.response_target_missed")
    assert (told["target"], told["due_at"]) == ("next_reply", events.instant(due))
