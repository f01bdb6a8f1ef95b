"""A company's own subscription (R25.1, R26.1) and the page of a refusal."""

from datetime import UTC, date, datetime, timedelta
from types import ModuleType

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import include, path
from django.utils import timezone, translation
from django.utils.formats import date_format

from entitlements import allowances, answers
from entitlements.models import Service, SpecialTerms
from subscriptions.life.renewals import begin
from subscriptions.middleware import RefusalMiddleware
from tests import factories
from xtreme import problems

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
    assert html.count('<span class="t">') == Service.objects.count() >= 23
    lacking = Service.objects.exclude(grants__tier__code="XTP")
    assert html.count('<li class="no">') == lacking.count() >= 7
    assert "Sign up for live sessions with support staff" in html
    assert "Education comes with Xtreme Elite Support. Contact Karin Holm, karin@xtreme.example." in html


def test_what_is_used_on_a_page_of_its_own_links_there(customer, reader):
    """R25.1: what is included leads to its page, what is not does not."""
    factories.line(customer, factories.product("LGF"), "XTP")
    html = reader()
    for address in ("/alerts/", "/downloads/", "/incidents/new/", "/knowledge/", "/phone/", "/community/"):
        assert f'<p><a href="{address}">Use it: ' in html
    assert '<p><a href="/advisor/">Use it: ' not in html
    factories.line(customer, factories.product("FMP"), "XTE")
    html = reader()
    for address in ("/advisor/", "/advisor/senior/", "/reviews/", "/upgrades/", "/subscription/weekend/"):
        assert f'<p><a href="{address}">Use it: ' in html


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


def agree(customer, service, **fields):
    fields = {"starts_at": NOW - timedelta(days=9), "ends_at": datetime(2030, 6, 30, 22, tzinfo=UTC)} | fields
    return SpecialTerms.objects.create(
        customer=customer,
        service=Service.objects.get(code=service),
        reason="Pilot of the warehouse",
        approved_by=factories.staff("support_manager"),
        **fields,
    )


def of_service(html, name):
    """What the page says of one service."""
    return html.split(f'<span class="t">{name}</span>')[1].split('<span class="t">')[0]


def test_r25_1_it_says_until_when_and_what_was_used_when(customer, reader):
    factories.line(customer, factories.product("LGF"), "XTE", ends_at=datetime(2030, 6, 30, 22, tzinfo=UTC))
    words = {"used_on": date(2025, 12, 12), "reference": "weekend of 12 December 2025", "by": None}
    allowances.use(customer, "special_events", **words)
    html = reader()
    assert "until 30 June 2030" in of_service(html, "Remote Access")
    event = of_service(html, "Special Event Support")
    assert "0 left this period" in event
    assert "Used on 12 December 2025: weekend of 12 December 2025" in event
    assert "has been used (12 December 2025)" in event
    assert "Not included" not in event
    assert "1 left this period" in of_service(html, "Education")


def test_r23_14_it_does_not_say_of_a_weekend_to_come_that_it_was_used(customer, reader):
    factories.line(customer, factories.product("LGF"), "XTE", ends_at=datetime(2030, 6, 30, 22, tzinfo=UTC))
    day = (NOW + timedelta(days=20)).date()
    allowances.use(customer, "special_events", used_on=day, reference="weekend", by=None)
    event = of_service(reader(), "Special Event Support")
    said = f"Confirmed for {date_format(day, 'DATE_FORMAT')}; cancelled before it begins, it is not used"
    assert said in event
    assert "Used on" not in event


def test_r27_1_it_marks_special_terms(customer, reader):
    factories.line(customer, factories.product("LGF"), "XT")
    agree(customer, "advisor")
    agree(customer, "how_to", granted=False)
    html = reader()
    for service in ("Dedicated Customer Advisor", "How-to Assistance"):
        assert "special terms" in of_service(html, service)
        assert "Pilot of the warehouse" in of_service(html, service)
    assert "special terms" not in of_service(html, "Remote Access")
    assert "until 30 June 2030" in of_service(html, "Dedicated Customer Advisor")


def test_r25_1_it_says_until_when_for_each_product_where_that_differs(customer, reader):
    factories.line(customer, factories.product("FMP", name="Formsmed"), "XTP")
    factories.line(
        customer,
        factories.product("LGF", name="Ledgerkant"),
        "XTP",
        ends_at=datetime(2030, 6, 30, 22, tzinfo=UTC),
    )
    service = of_service(reader(), "Remote Access")
    assert "Formsmed: until 1 January 2035" in service
    assert "Ledgerkant: until 30 June 2030" in service


def test_r25_1_staff_read_the_same_of_any_customer_from_the_desk(customer, client):
    factories.line(customer, factories.product("LGF"), "XT")
    agree(customer, "advisor")
    client.force_login(factories.staff("agent"))
    address = f"/desk/customers/{customer.number}/subscription/"
    assert f'href="{address}"' in client.get(f"/desk/customers/{customer.number}/").content.decode()
    html = " ".join(client.get(address).content.decode().split())
    assert html.count('<span class="t">') == Service.objects.count() >= 23
    assert "Pilot of the warehouse" in of_service(html, "Dedicated Customer Advisor")
    assert "Rests on R27.1: special terms" in of_service(html, "Dedicated Customer Advisor")  # R25.2
    assert client.get("/desk/customers/C-0/subscription/").status_code == 404


@pytest.mark.parametrize(("role", "said"), [("manager", "Say"), ("contact", "See")])
def test_r26_2_a_manager_says_whether_it_is_renewed_and_others_see_it(customer, client, role, said):
    begin(customer, NOW.date(), {factories.product("LGF"): factories.tier("XT")}, None)
    client.force_login(factories.contact(customer, role))
    assert f">{said} whether it will be renewed</a>" in client.get("/subscription/").content.decode()


def test_r26_1_the_vendors_people_read_the_timeline_too(customer, client):
    owner = customer.account_owner
    begin(customer, NOW.date(), {factories.product("LGF"): factories.tier("XT")}, owner, reason="Signed")
    client.force_login(owner)
    address = f"/desk/customers/{customer.number}/subscription/"
    html = client.get(address).content.decode()
    assert "The subscription begins" in html
    assert "Signed" in html
    assert "Say whether it will be renewed" not in html  # the customer's own page, not hers
    earlier = client.get(address, {"day": (NOW - timedelta(days=3)).date().isoformat()})
    assert "The subscription begins" not in earlier.content.decode()


def test_r25_3_staff_read_it_as_of_an_earlier_day(customer, client):
    changed = NOW - timedelta(days=20)
    product = factories.product("LGF")
    factories.line(customer, product, "XT", ends_at=changed)
    factories.line(customer, product, "XTE", starts_at=changed)
    client.force_login(factories.staff("agent", time_zone="Pacific/Auckland"))

    def read(day):
        return client.get(f"/desk/customers/{customer.number}/subscription/", {"day": day})

    before = " ".join(read((changed - timedelta(days=3)).date().isoformat()).content.decode().split())
    assert "Not included" in of_service(before, "Dedicated Customer Advisor")
    shown = date_format((changed - timedelta(days=3)).date(), "DATE_FORMAT")
    assert f"As of {shown}, at the end of the day." in before, (
        "the day that was asked for, wherever the reader is"
    )
    now = " ".join(read("").content.decode().split())
    assert "Not included" not in of_service(now, "Dedicated Customer Advisor")
    for wrong, sentence in (("soon", "Enter a valid date."), ("2099-01-01", "This day is still to come")):
        refused = read(wrong)
        assert refused.status_code == 422
        assert sentence in refused.content.decode()
        assert f'value="{wrong}"' in refused.content.decode()


def test_a_contact_finds_no_page_of_the_desk(customer, client):
    client.force_login(factories.contact(customer))
    assert client.get(f"/desk/customers/{customer.number}/subscription/").status_code == 404


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


upgrading = ModuleType("upgrading")
upgrading.urlpatterns = [
    path("subscription/upgrade/", lambda request: HttpResponse(), name="upgrade_request"),
    path("", include("xtreme.urls")),
]


def test_r25_1_a_refusal_leads_to_where_an_upgrade_is_asked_for(customer):
    """Where another tier has the service; what no tier has, or nothing is left of, no upgrade helps."""
    factories.line(customer, factories.product("LGF"), "XT")
    with override_settings(ROOT_URLCONF=upgrading):
        step = answers.may(customer, "advisor").refusal().next_steps()[0]
        assert step == ("Ask for an upgrade", "/subscription/upgrade/?service=advisor")
        other = answers.may(customer, "fixes", factories.product("VDL")).refusal()
        assert "Ask for an upgrade" not in [label for label, _address in other.next_steps()]
        with translation.override("da"):
            assert answers.may(customer, "advisor").refusal().next_steps()[0][0] == "Bed om en opgradering"


def test_r25_1_a_machine_reads_the_same_code_what_is_left_and_which_tiers_have_it(customer):
    factories.line(customer, factories.product("LGF"), "XT")
    context = {"request": RequestFactory().get("/")}
    problem = problems.answer(answers.may(customer, "advisor").refusal(), context)
    assert problem.content_type == "application/problem+json"
    said = {key: problem.data[key] for key in ("status", "code", "rests_on", "remaining", "tiers_with_it")}
    assert said == {
        "status": 403,
        "code": "needs_elite",
        "rests_on": "R17",
        "remaining": None,
        "tiers_with_it": ["XTE"],
    }
