"""A company's own subscription (R25.1, R26.1) and the page of a refusal."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.utils import timezone

from entitlements import answers
from subscriptions.middleware import RefusalMiddleware
from tests import factories

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def customer():
    owner = factories.staff("account_owner", name="Karin Holm", email="karin@xtreme.example")
    return factories.customer(account_owner=owner)


@pytest.fixture
def reader(customer, client):
    def read(**fields):
        client.force_login(factories.contact(customer, **fields))
        response = client.get("/subscription/")
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    return read


def test_it_shows_each_product_line_with_tier_and_period(customer, reader):
    ends_at = datetime(2030, 6, 30, 22, tzinfo=UTC)
    factories.line(customer, factories.product("LGF", name="Ledgerkant Finance"), "XTE", ends_at=ends_at)
    html = reader()
    assert "Xtreme Elite Support" in html
    assert "Ledgerkant Finance" in html
    assert "1 January 2020 to 30 June 2030" in html


def test_it_says_of_every_service_whether_it_is_included_and_how_to_use_it(customer, reader):
    """R25.1"""
    factories.line(customer, factories.product("LGF"), "XTP")
    html = reader()
    assert html.count('<span class="t">') == 23
    assert html.count('<li class="no">') == 7
    assert "Sign up for live sessions with support staff" in html
    assert "Education comes with Xtreme Elite Support. Contact Karin Holm, karin@xtreme.example." in html


def test_it_says_what_is_left_of_a_limited_service(customer, reader):
    factories.line(customer, factories.product("LGF"), "XTE")
    assert reader().count("1 left this period") == 2


def test_it_names_the_products_where_tiers_differ(customer, reader):
    factories.line(customer, factories.product("FMP", name="Formsmed Production"), "XTP")
    factories.line(customer, factories.product("LGF", name="Ledgerkant Finance"), "XTP")
    factories.line(customer, factories.product("STH", name="Stakhus Warehouse"), "XT")
    html = reader()
    assert "Included for Formsmed Production and Ledgerkant Finance; not for Stakhus Warehouse." in html


def test_an_expired_one_says_so_how_to_renew_and_until_when_open_incidents_are_worked_on(customer, reader):
    """R26.1, R26.5"""
    factories.line(customer, factories.product("LGF"), ends_at=NOW - timedelta(days=12))
    html = reader()
    assert "Your subscription expired on" in html
    assert "Open incidents are worked on until" in html
    assert 'href="mailto:karin@xtreme.example"' in html
    assert 'class="services"' not in html


def test_after_the_grace_time_nothing_is_promised_any_more(customer, reader):
    """R26.5"""
    factories.line(customer, factories.product("LGF"), ends_at=NOW - timedelta(days=31))
    assert "Open incidents are worked on until" not in reader()


def test_a_company_without_subscription_is_told_whom_to_ask(reader):
    html = reader()
    assert "There is no subscription" in html
    assert "Karin Holm" in html


def test_it_is_in_danish_for_a_danish_reader(customer, reader):
    factories.line(customer, factories.product("LGF"), "XTE")
    html = reader(language="da")
    assert "Jeres abonnement" in html
    assert "Dedikeret kunderådgiver" in html


def test_the_services_are_answered_in_a_fixed_number_of_queries(
    customer, client, django_assert_max_num_queries
):
    client.force_login(factories.contact(customer))
    for code in ("LGF", "FMP", "STH", "LNT", "ORV", "KNB"):
        factories.line(customer, factories.product(code), "XTE")
    client.get("/subscription/")
    with django_assert_max_num_queries(16):
        client.get("/subscription/")


def test_a_stranger_is_asked_to_sign_in_and_staff_see_the_comparison(client):
    assert client.get("/subscription/")["Location"].startswith("/accounts/login/")
    client.force_login(factories.staff("agent"))
    assert client.get("/subscription/")["Location"] == "/plans/"


def test_a_refusal_is_a_page_that_says_why_whom_to_ask_and_where_to_go(customer, rf):
    """R25.1"""
    factories.line(customer, factories.product("LGF"), "XT")
    request = rf.get("/advisor/")
    request.user = factories.contact(customer)
    refusal = answers.may(customer, "advisor").refusal()
    response = RefusalMiddleware(lambda request: HttpResponse()).process_exception(request, refusal)
    html = response.content.decode()
    assert response.status_code == 403
    assert "Dedicated Customer Advisor comes with Xtreme Elite Support. Contact Karin Holm" in html
    for address in ("mailto:karin@xtreme.example", "/subscription/", "/plans/"):
        assert f'href="{address}"' in html
    assert "<code>needs_elite</code>" in html
