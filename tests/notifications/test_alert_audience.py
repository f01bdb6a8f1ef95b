"""Who is told of an alert: by registration, by class, by product and version, by subscription."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from notifications import alerts
from notifications.models import Notification
from notifications.refusals import ProductNotCovered, RegistrationRequired
from subscriptions.models import Membership
from tests import factories as make
from tests.notifications.company import (
    DAY,
    NOW,
    both,
    in_app,
    install,
    of,
    person,
    publish,
    registered,
    rule,
    told,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    return make.product("LGF")


def test_r1_1_the_registered_of_covered_customers_are_told_and_nobody_else(product):
    hers = registered(person(product), product)
    person(product)
    person(make.product("STH"))
    assert told(publish(make.alert(product))) == both(hers)


def test_r1_3_published_again_it_tells_nobody_again_not_even_who_registered_since(product):
    hers = registered(person(product), product)
    alert = publish(make.alert(product))
    registered(person(product), product)
    publish(alert, at=NOW + DAY)
    assert told(alert) == both(hers)


def test_r1_3_who_left_the_company_is_not_told(product):
    hers = registered(person(product), product)
    Membership.objects.filter(user=hers).update(ended_at=NOW)
    assert told(publish(make.alert(product))) == []


# The class of an alert


def test_r1_6_one_alert_under_both_settings_has_two_sets_of_recipients(product):
    """R1.6: registration required, and everyone covered is told."""
    wants, other = registered(person(product), product), person(product)
    rule("production_stop", "registered")
    first = publish(make.alert(product))
    rule("production_stop", "everyone")
    second = publish(make.alert(product))
    assert told(first) == both(wants)
    assert told(second) == both(wants, other)


@pytest.mark.parametrize("alert_class", ["statutory", "security"])
def test_r1_6_a_new_installation_tells_everyone_covered_of_statutory_and_security_alerts(
    product, alert_class
):
    covered = person(product)
    person(make.product("STH"))
    assert told(publish(make.alert(product, alert_class=alert_class))) == both(covered)


def test_r1_6_a_products_own_rule_goes_before_that_for_all_products(product):
    other = make.product("STH")
    rule("security", "registered", product)
    person(product)
    covered = person(other)
    assert told(publish(make.alert(product, other, alert_class="security"))) == both(covered)


def test_r1_6_a_covered_contact_cannot_leave_but_choose_to_get_no_mail(client, product):
    hers = registered(person(product), product)
    client.force_login(hers)
    client.post("/alerts/registrations/", {"product": product.code, "do": "deregister"})
    client.post("/alerts/mail/", {"do": "portal"})
    alert = publish(make.alert(product, alert_class="security"))
    assert told(alert) == in_app(hers)
    alerts.correct(alert, make.staff("publisher"), "Version 9 is not affected.")
    assert told(alert, "alert_corrected") == in_app(hers)
    client.post("/alerts/mail/", {"do": "mail"})
    assert told(publish(make.alert(product, alert_class="security"))) == both(hers)


def test_r1_6_who_registered_gets_mail_whatever_she_chose_for_what_everyone_is_told(client, product):
    hers = registered(person(product), product)
    client.force_login(hers)
    client.post("/alerts/mail/", {"do": "portal"})
    assert told(publish(make.alert(product))) == both(hers)


def test_r1_6_her_page_says_what_she_is_always_told_of(client, product):
    client.force_login(person(product))
    page = client.get("/alerts/").content.decode()
    assert "What you are always told of" in page
    assert "Security, statutory deadline" in page
    rule("security", "registered", product)
    assert "Security, statutory deadline" not in client.get("/alerts/").content.decode()


def test_r1_6_why_not_told_follows_the_rules(product):
    hers = person(product)

    def why(about, alert_class):
        return type(alerts.why_not_told(hers, of(hers), about, alert_class, NOW))

    assert why(product, "security") is type(None)
    assert why(product, "data_loss") is RegistrationRequired
    assert why(make.product("STH"), "security") is ProductNotCovered
    registered(hers, product)
    assert why(product, "data_loss") is type(None)


# Products and versions


def test_r1_8_who_is_registered_for_two_affected_products_is_told_once(product):
    other = make.product("STH")
    hers, third = registered(person(product, other), product, other), registered(person(other), other)
    alert = publish(make.alert(product, other))
    assert told(alert) == both(hers, third)


@pytest.mark.parametrize(
    ("named", "reached"),
    [
        ({}, ["9.4", "10.0", "10.1", "12.0"]),
        ({"listed": ["10.0", "12.0"]}, ["10.0", "12.0"]),
        ({"since": "10.0", "until": "10.1"}, ["10.0", "10.1"]),
        ({"since": "10.1"}, ["10.1", "12.0"]),
        ({"until": "10.0"}, ["9.4", "10.0"]),
    ],
)
def test_r1_8_it_reaches_those_who_have_one_of_the_versions(product, named, reached):
    """R1.1, R1.8: every version, a list, a range that may be open. 9.4 comes before 10.0."""
    versions = {name: make.version(product, name) for name in ("10.0", "12.0", "9.4", "10.1")}
    people = {name: registered(person(product), product) for name in versions}
    for name, version in versions.items():
        install(people[name], version)
    of_names = {
        key: [versions[name] for name in value] if key == "listed" else versions[value]
        for key, value in named.items()
    }
    assert told(publish(make.alert(product, **of_names))) == both(*(people[name] for name in reached))


def test_r1_8_a_version_that_came_since_the_draft_lies_in_the_range(product):
    first, last = make.version(product, "12.0"), make.version(product, "13.0")
    alert = make.alert(product, since=first, until=last)
    hers = registered(person(product), product)
    install(hers, make.version(product, "12.1"))
    assert told(publish(alert)) == both(hers)


def test_r1_1_where_nothing_is_known_to_be_installed_they_are_told(product):
    hers = registered(person(product), product)
    assert told(publish(make.alert(product, listed=[make.version(product, "13.0")]))) == both(hers)


def test_r1_8_each_product_goes_by_its_own_versions(product):
    """Who has the other version of one product and is not registered for the other is not told."""
    other, version = make.product("STH"), make.version(product, "13.0")
    hers = registered(person(product, other), product)
    install(hers, make.version(product, "12.0"))
    assert told(publish(make.alert(product, other, listed=[version]))) == []
    registered(hers, other)
    assert told(publish(make.alert(product, other, listed=[version]))) == both(hers)


# The end of a subscription


MIDNIGHT = datetime(2026, 12, 1, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.mark.parametrize("alert_class", ["production_stop", "security"])
def test_r1_11_the_subscription_ends_at_midnight_and_five_past_nobody_is_told(product, alert_class):
    hers = registered(person(product, ends_at=MIDNIGHT), product)
    late = publish(make.alert(product, alert_class=alert_class), at=MIDNIGHT.replace(minute=5))
    assert Notification.objects.count() == 0
    before = publish(make.alert(product, alert_class=alert_class), at=MIDNIGHT.replace(day=1) - DAY)
    assert told(before) == both(hers)
    assert told(late) == []


def test_r1_11_past_alerts_stay_readable_and_what_came_after_the_end_is_not(client, product):
    hers = registered(person(product, ends_at=NOW), product, at=NOW - 2 * DAY)
    before, after = (publish(make.alert(product), at=at) for at in (NOW - DAY, NOW + DAY))
    client.force_login(hers)
    assert client.get(f"/alerts/{before.pk}/").status_code == 200
    assert client.get(f"/alerts/{after.pk}/").status_code == 404


def test_r1_11_an_alert_of_two_products_is_read_by_who_is_covered_for_either(client, product):
    other = make.product("STH")
    alert = publish(make.alert(product, other), at=NOW - DAY)
    client.force_login(person(other))
    page = client.get(f"/alerts/{alert.pk}/").content.decode()
    assert page.count(product.name) > 0
    assert client.get("/alerts/").content.decode().count(f'href="/alerts/{alert.pk}/"') == 1
