"""Staff read every message as it was sent, with what came of each attempt (R1, R1.4)."""

import re
from datetime import timedelta

import pytest

from notifications import delivery, leasing, outbox
from notifications.models import Notification
from tests import factories as make
from tests.notifications.telling import INCIDENT, numbered, renewal
from tests.notifications.test_delivery import MINUTE, NOON, deliver, mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make.staff()


@pytest.fixture
def lead(client):
    client.force_login(make.staff("lead"))
    return client


def page(client, address):
    return " ".join(client.get(address).content.decode().split())


def message(client, row):
    return page(client, f"/desk/outbox/{row.pk}/")


def test_r1_a_sent_mail_is_read_as_it_was_sent_with_the_servers_answers(lead, post, person):
    """Also when what it was made from has changed since."""
    numbered(person, 7, at=NOON)
    post.says[person.email] = "450 4.2.0 Greylisted"
    deliver()
    post.says.clear()
    deliver(NOON + 2 * MINUTE)
    row = mail(person)
    Notification.objects.filter(pk=row.pk).update(context=INCIDENT | {"number": 7, "title": "Another"})
    person.email = "elsewhere@xtreme.example"
    person.save()
    shown = message(lead, row)
    assert row.subject in shown
    assert "As it was sent" in shown
    assert row.address in shown
    assert "Another" not in shown
    assert shown.index("250 OK") < shown.index("450 4.2.0 Greylisted")
    assert "no. 7" in shown  # why: the event
    assert "/desk/outbox/?incident=7" in shown


def test_what_waits_is_read_as_it_would_be_sent(lead, person):
    numbered(person, 7, at=NOON)
    shown = message(lead, mail(person))
    assert "As it would be sent now" in shown
    assert "It has not been tried yet." in shown
    assert "Incident 7 is open again" in shown


def test_what_cannot_be_written_says_so(lead, person):
    numbered(person, 7, at=NOON)
    Notification.objects.update(kind="gone")
    assert "It cannot be written" in message(lead, mail(person))


def test_nobody_else_gets_her_key_to_unsubscribe(lead):
    contact = make.contact(make.customer())
    outbox.tell("taken", [contact], "e", context=INCIDENT | {"owner": "Anna"})
    shown = message(lead, mail(contact))
    assert "/notifications/unsubscribe/…/" in shown


def test_a_message_in_the_app_is_read_as_it_is_shown(lead, person):
    numbered(person, 7, at=NOON)
    shown = message(lead, Notification.objects.get(recipient=person, channel="in_app"))
    assert "As it is shown in the app" in shown
    assert "Each attempt" not in shown


def test_a_worker_that_ended_is_an_attempt_on_record(lead, post, person):
    numbered(person, 7, at=NOON)
    (held,) = delivery.lease(NOON)
    Notification.objects.filter(pk=held.pk).update(leased_until=NOON - timedelta(days=9999))
    deliver()
    assert [each["said"] for each in mail(person).tries] == [leasing.NO_ANSWER, "250 OK"]
    assert leasing.NO_ANSWER in message(lead, mail(person))


def test_it_is_found_by_whom_it_went_to_and_by_its_incident(lead, person):
    other = make.staff(name="Somebody Else")
    numbered(person, 7, at=NOON)
    numbered(other, 8, at=NOON)
    assert "Nobody was told" not in page(lead, "/desk/outbox/?show=all")
    for address in (
        f"/desk/outbox/?q={other.email}",
        "/desk/outbox/?q=somebody++else",
        "/desk/outbox/?incident=8",
    ):
        found = set(re.findall(r"/desk/outbox/(\d+)/\"", page(lead, address)))
        rows = Notification.objects.filter(recipient=other).values_list("pk", flat=True)
        assert found == {str(pk) for pk in rows}, address
    assert "Nobody was told" in page(lead, "/desk/outbox/?incident=9")
    assert "All mail has arrived" in page(lead, "/desk/outbox/")


@pytest.mark.parametrize("typed", ["incident=x", "incident=99999999999999999999", "before=x", "show=x"])
def test_an_address_that_nobody_understands_is_no_error(lead, typed):
    assert lead.get(f"/desk/outbox/?{typed}").status_code == 200


def test_it_leads_from_the_ledger_of_an_alert_and_from_an_incident(lead):
    incident = make.incident(at=NOON)
    told = Notification.objects.about_incident(incident.pk)
    assert told.exists()
    assert f"/desk/outbox/?incident={incident.pk}" in page(lead, f"/desk/incidents/{incident.pk}/")
    assert f"/desk/outbox/{told[0].pk}/" in page(lead, f"/desk/outbox/?incident={incident.pk}")


def test_only_the_vendors_people_read_it(client):
    customer = make.customer()
    contact = make.contact(customer)
    renewal(contact)
    client.force_login(contact)
    assert client.get(f"/desk/outbox/{mail(contact).pk}/").status_code == 404
