"""The pages of alerts, the bell, preferences and undelivered mail, through their addresses."""

import pytest
from django.utils import timezone

from notifications import alerts
from notifications.models import Acknowledgement, Alert, Notification, Registration
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return make.product("LGF")


@pytest.fixture
def contact(product):
    customer = make.customer()
    make.line(customer, product)
    return make.contact(customer)


@pytest.fixture
def alert(product):
    return make.alert(product, title="Period lock stays", action="Install 0117")


def of(contact):
    return contact.memberships.get().customer


def affected(alert):
    return alert.affected.get().product


def published(alert, *contacts):
    for each in contacts:
        alerts.register(each, of(each), affected(alert), by=each)
    alerts.publish(alert, make.staff("publisher"))
    return alert


@pytest.mark.parametrize("page", ["/alerts/", "/notifications/", "/notifications/settings/"])
def test_a_contact_opens_her_pages(client, contact, page):
    client.force_login(contact)
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("page", ["/desk/alerts/", "/desk/alerts/new/", "/desk/outbox/", "/notifications/"])
def test_the_vendor_opens_its_pages(client, page):
    client.force_login(make.staff("lead"))
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("page", ["/desk/alerts/", "/desk/alerts/new/", "/desk/outbox/"])
def test_the_desks_pages_do_not_exist_for_a_contact(client, contact, page):
    client.force_login(contact)
    assert client.get(page).status_code == 404


def test_r1_2_registering_and_deregistering_are_one_press_each(client, contact, product):
    client.force_login(contact)
    client.post("/alerts/registrations/", {"product": product.code, "do": "register"})
    assert Registration.objects.filter(user=contact, product=product).exists()
    client.post("/alerts/registrations/", {"product": product.code, "do": "deregister"})
    assert not Registration.objects.exists()


def test_a_product_that_is_not_covered_cannot_be_registered_for(client, contact):
    make.product("VDL")
    client.force_login(contact)
    response = client.post("/alerts/registrations/", {"product": "VDL", "do": "register"})
    assert response.status_code == 403
    assert not Registration.objects.exists()


def test_r1_7_a_manager_registers_everybody_of_her_company_and_nobody_else(client, contact, product):
    manager, stranger = make.contact(of(contact), role="manager"), make.contact(make.customer())
    client.force_login(manager)
    client.post(f"/alerts/company/{product.code}/change/", {"do": "everybody"})
    assert set(Registration.objects.values_list("user", flat=True)) == {contact.pk, manager.pk}
    assert stranger.pk not in Registration.objects.values_list("user", flat=True)


def test_r1_3_a_late_registrant_reads_past_alerts(client, contact, alert):
    published(alert)
    client.force_login(contact)
    assert alert.title in client.get("/alerts/").content.decode()
    assert "Install 0117" in client.get(f"/alerts/{alert.pk}/").content.decode()


def test_opening_an_alert_reads_what_led_to_it(client, contact, alert):
    published(alert, contact)
    assert Notification.objects.unread(contact) == 1
    client.force_login(contact)
    client.get(f"/alerts/{alert.pk}/")
    assert Notification.objects.unread(contact) == 0


def test_an_alert_of_a_product_that_was_never_covered_is_404(client, alert):
    published(alert)
    client.force_login(make.contact(make.customer()))
    assert client.get(f"/alerts/{alert.pk}/").status_code == 404


def test_r1_4_an_acknowledgement_stands_in_the_ledger(client, contact, alert):
    published(alert, contact)
    client.force_login(contact)
    client.post(f"/alerts/{alert.pk}/acknowledge/")
    assert Acknowledgement.objects.filter(alert=alert, user=contact).count() == 1
    client.force_login(make.staff("lead"))
    assert contact.name in client.get(f"/desk/alerts/{alert.pk}/").content.decode()


def test_r1_1_publishing_at_the_desk_tells_the_registered_once_a_channel(client, contact, alert):
    alerts.register(contact, of(contact), affected(alert), by=contact)
    client.force_login(make.staff("publisher"))
    for _ in range(2):
        client.post(f"/desk/alerts/{alert.pk}/publish/")
    rows = Notification.objects.filter(alert=alert, kind="alert")
    assert sorted((row.recipient_id, row.channel) for row in rows) == [
        (contact.pk, "email"),
        (contact.pk, "in_app"),
    ]


def test_an_agent_may_not_publish(client, alert):
    client.force_login(make.staff("agent"))
    assert client.post(f"/desk/alerts/{alert.pk}/publish/").status_code == 403
    alert.refresh_from_db()
    assert alert.published_at is None


def test_r1_8_without_an_action_it_is_not_published(client, alert):
    Alert.objects.filter(pk=alert.pk).update(action="")
    client.force_login(make.staff("publisher"))
    assert client.post(f"/desk/alerts/{alert.pk}/publish/").status_code in (409, 422)
    alert.refresh_from_db()
    assert alert.published_at is None


def test_r1_5_a_withdrawal_reaches_exactly_those_who_got_the_alert(client, contact, alert):
    published(alert, contact)
    late = make.contact(of(contact))
    alerts.register(late, of(contact), affected(alert), by=late)
    client.force_login(make.staff("publisher"))
    client.post(f"/desk/alerts/{alert.pk}/withdraw/", {"text": "The fix made it worse."})
    told = Notification.objects.filter(alert=alert, kind="alert_withdrawn").values_list(
        "recipient", flat=True
    )
    assert set(told) == {contact.pk}


def test_the_bell_shows_only_the_readers_own_rows_and_marks_them_read(client, contact, alert):
    colleague = make.contact(of(contact))
    published(alert, colleague)
    client.force_login(contact)
    assert alert.title not in client.get("/notifications/").content.decode()
    client.force_login(colleague)
    assert alert.title in client.get("/notifications/").content.decode()
    newest = Notification.objects.bell(colleague).first()
    client.post("/notifications/read/", {"newest": newest.pk})
    assert not Notification.objects.bell(colleague).filter(read_at=None).exists()


def test_a_mail_that_failed_is_shown_with_its_error_and_may_be_retried(client, contact, alert):
    published(alert, contact)
    mail = Notification.objects.get(alert=alert, channel="email")
    Notification.objects.filter(pk=mail.pk).update(
        state="set_aside", attempts=8, last_error="550 no such user"
    )
    client.force_login(make.staff("lead"))
    assert "550 no such user" in client.get("/desk/outbox/").content.decode()
    client.post(f"/desk/outbox/{mail.pk}/retry/")
    mail.refresh_from_db()
    assert mail.state == "waiting"
    assert mail.next_attempt_at <= timezone.now()
