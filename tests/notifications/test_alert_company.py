"""The manager's page: who of her company is registered for what; and leaving from a mail."""

import pytest

from notifications import alerts, unsubscribing
from notifications.kinds import KINDS
from notifications.models import Notification, Preference, Registration
from tests import factories as make
from tests.notifications.company import both, in_app, of, person, publish, registered, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return make.product("LGF", name="Ledgerkant")


@pytest.fixture
def manager(product):
    return person(product, role="manager")


@pytest.fixture
def colleague(manager):
    return make.contact(of(manager), name="Henrik Lund")


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def press(client, do, who=None, code="LGF"):
    return client.post(f"/alerts/company/{code}/change/", {"do": do, "person": who.pk if who else ""})


def people():
    return set(Registration.objects.values_list("user", flat=True))


def test_r1_7_the_manager_sees_who_is_registered_and_who_is_not(as_manager, product, colleague):
    registered(colleague, product)
    page = as_manager.get("/alerts/company/LGF/").content.decode()
    assert "1 of 2 contacts registered" in page
    assert f"Remove {colleague.name} from Ledgerkant" in page
    assert "1 of 2 contacts registered" in as_manager.get("/alerts/").content.decode()


def test_r1_7_she_registers_and_deregisters_any_one(as_manager, product, colleague):
    press(as_manager, "register", colleague)
    assert people() == {colleague.pk}
    press(as_manager, "deregister", colleague)
    assert people() == set()


def test_r1_7_she_registers_and_deregisters_everybody_of_her_company_only(
    as_manager, product, manager, colleague
):
    stranger = registered(person(product), product)
    press(as_manager, "everybody")
    assert people() == {manager.pk, colleague.pk, stranger.pk}
    press(as_manager, "nobody")
    assert people() == {stranger.pk}


def test_r1_7_a_product_without_registrant_is_shown_to_her_and_to_staff(as_manager, product, manager, client):
    page = as_manager.get("/alerts/company/LGF/").content.decode()
    assert "Nobody in your company is registered for Ledgerkant" in page
    assert "Nobody in your company is registered" in as_manager.get("/alerts/").content.decode()
    client.force_login(make.staff("agent"))
    page = client.get("/desk/alerts/").content.decode()
    assert "Nobody is registered for: Ledgerkant" in " ".join(page.split())


def test_a_contact_neither_sees_nor_changes_what_is_the_managers(client, product, manager, colleague):
    client.force_login(colleague)
    assert client.get("/alerts/company/LGF/").status_code == 403
    for do in ("everybody", "nobody", "register"):
        assert press(client, do, manager).status_code == 403
    assert people() == set()


def test_another_companys_person_or_product_does_not_exist(as_manager, product):
    make.product("VDL")
    assert as_manager.get("/alerts/company/VDL/").status_code == 404
    assert press(as_manager, "everybody", code="VDL").status_code == 404
    assert press(as_manager, "register", person(product)).status_code == 404
    assert people() == set()


def test_a_long_company_is_searched_and_paged(as_manager, colleague, manager, monkeypatch):
    other = make.contact(of(manager), name="Ida Holm")
    page = as_manager.get("/alerts/company/LGF/?q=henrik").content.decode()
    assert colleague.email in page
    assert other.email not in page
    monkeypatch.setattr("notifications.views.company.PAGE", 1)
    first = as_manager.get("/alerts/company/LGF/").content.decode()
    address = first.partition('href="?after=')[2].partition('"')[0]
    second = as_manager.get(f"/alerts/company/LGF/?after={address}").content.decode()
    assert [first.count(each.email) for each in (colleague, other)] == [1, 0]
    assert [second.count(each.email) for each in (colleague, other)] == [0, 1]


# From the mail


def leave(client, alert, hers):
    """The address in her mail, posted by her mail program (RFC 8058)."""
    row = Notification.objects.get(alert=alert, recipient=hers, channel="email")
    client.logout()
    path = unsubscribing.url(row, KINDS[row.kind]).removeprefix("http://localhost:8000")
    answer = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_r1_2_one_click_and_the_next_alert_does_not_come(client, product):
    hers, other = registered(person(product), product), registered(person(product), product)
    leave(client, publish(make.alert(product)), hers)
    assert told(publish(make.alert(product))) == both(other)


def test_r1_2_one_click_ends_every_product_of_the_alert_and_no_other(client, product):
    second, third = make.product("STH"), make.product("FMP")
    hers = registered(person(product, second, third), product, second, third)
    leave(client, publish(make.alert(product, second)), hers)
    assert list(Registration.objects.values_list("product__code", flat=True)) == ["FMP"]


def test_r1_2_r1_6_of_what_everyone_covered_is_told_one_click_ends_the_mail(client, product):
    hers = registered(person(product), product)
    page = leave(client, publish(make.alert(product, alert_class="security")), hers)
    assert "In the portal they are still told to you" in page
    assert told(publish(make.alert(product, alert_class="security"))) == in_app(hers)


def test_r1_6_leaving_a_products_other_alerts_keeps_the_mail_of_what_everyone_is_told(client, product):
    hers = registered(person(product), product)
    leave(client, publish(make.alert(product)), hers)
    assert not Preference.objects.exists()
    assert told(publish(make.alert(product, alert_class="security"))) == both(hers)


def test_r1_2_an_address_of_an_older_version_still_ends_its_registration(client, product):
    hers = registered(person(product), product)
    token = unsubscribing.signing.dumps([of(hers).pk, hers.pk, product.pk], salt=unsubscribing.SALT)
    assert "Unsubscribe" in client.get(f"/alerts/unsubscribe/{token}/").content.decode()
    assert people() == {hers.pk}
    client.post(f"/alerts/unsubscribe/{token}/")
    assert people() == set()


def test_registering_everybody_of_a_product_that_is_not_covered_is_refused(product, manager):
    with pytest.raises(alerts.ProductNotCovered):
        alerts.register_everybody(of(manager), make.product("VDL"), manager)
