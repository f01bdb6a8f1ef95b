"""A second factor is demanded of staff always, of a customer's people where the vendor or their manager says
so: then nothing else opens before one is set up."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache

from subscriptions import tenancy
from subscriptions.models import Membership
from subscriptions.sign_in import second_factor
from subscriptions.sign_in.refusals import DemandedByVendor
from tests import factories as make

pytestmark = pytest.mark.django_db

PAGE = "/account/second-factor/"
PAGES_OF_STAFF = [
    "/desk/queue/",
    "/desk/calls/",
    "/admin/",
    "/notifications/",
    "/account/preferences/",
    "/webhooks/",
]
PAGES = ["/", "/incidents/", "/incidents/new/", "/people/", "/accounts/email/", "/accounts/password/change/"]


def code(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def with_app(person, secret="JBSWY3DPEHPK3PXP"):
    TOTP.activate(person, secret)
    return secret


@pytest.mark.parametrize("page", PAGES_OF_STAFF)
def test_staff_without_a_second_factor_find_nothing_but_the_way_to_one(client, strict, page):
    client.force_login(make.staff("agent", "administrator"))
    for response in (client.get(page), client.post(page)):
        assert (response.status_code, response.headers["Location"]) == (302, PAGE)


def test_the_way_there_and_out_is_open(client, strict):
    client.force_login(make.staff("agent"))
    assert client.get(PAGE).status_code == 200
    assert client.get("/accounts/2fa/").status_code == 200
    assert client.post("/account/language/", {"language": "da"}).status_code == 302
    assert client.post("/accounts/logout/").headers["Location"] == "/accounts/login/"


def test_in_the_embedded_demo_none_is_demanded_and_every_page_says_so(client):
    client.force_login(make.staff("agent"))
    page = client.get("/desk/queue/")
    assert page.status_code == 200
    assert "no second factor" in page.content.decode()


def test_staff_with_one_go_on(client, strict):
    agent = make.staff("agent")
    with_app(agent)
    client.force_login(agent)
    assert client.get("/desk/queue/").status_code == 200
    assert client.get(PAGE).headers["Location"] == "/accounts/2fa/"


def test_recovery_codes_alone_are_no_second_factor(client, strict):
    agent = make.staff("agent")
    Authenticator.objects.create(user=agent, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    client.force_login(agent)
    assert client.get("/desk/queue/").headers["Location"] == PAGE


def test_setting_up_an_app_opens_the_desk_and_brings_recovery_codes(client, strict, enter):
    agent = make.staff("agent", password="four words that stay together")
    assert enter(client, agent).headers["Location"] == "/desk/queue/"
    assert client.get("/desk/queue/").headers["Location"] == PAGE
    page = client.get("/accounts/2fa/totp/activate/")  # she has signed in just now: that is an answer
    assert page.status_code == 200
    secret = page.context["form"].secret
    done = client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert done.status_code == 302
    codes = client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert codes.count("<li><code>") == 10
    assert client.get("/desk/queue/").status_code == 200


def test_signing_in_asks_for_the_code_and_takes_each_recovery_code_once(client, strict, enter, contact):
    secret = with_app(contact)
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    spare = RecoveryCodes.activate(contact).get_unused_codes()[0]
    for given in (code(secret), spare):
        assert enter(client, contact).headers["Location"] == "/accounts/2fa/authenticate/"
        assert client.get("/incidents/").status_code == 302
        client.post("/accounts/2fa/authenticate/", {"code": given})
        assert client.get("/incidents/").status_code == 200
        client.post("/accounts/logout/")
    enter(client, contact)
    client.post("/accounts/2fa/authenticate/", {"code": spare})
    assert client.get("/incidents/").status_code == 302


def test_a_code_signs_in_once_also_after_its_period(client, strict, enter, contact):
    secret = with_app(contact)
    given = code(secret)
    enter(client, contact)
    client.post("/accounts/2fa/authenticate/", {"code": given})
    assert client.get("/incidents/").status_code == 200
    client.post("/accounts/logout/")
    cache.delete(f"allauth.mfa.totp.used?user={contact.pk}&code={given}")  # as it is after one period
    enter(client, contact)
    for again in (given, f"{given[:3]} {given[3:]}"):
        client.post("/accounts/2fa/authenticate/", {"code": again})
        assert client.get("/incidents/").status_code == 302


def test_the_code_that_set_up_an_app_does_not_sign_in(client, strict, enter):
    contact = make.contact(make.customer(), password="four words that stay together")
    enter(client, contact)
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    given = code(secret)
    assert client.post("/accounts/2fa/totp/activate/", {"code": given}).status_code == 302
    client.post("/accounts/logout/")
    enter(client, contact)
    client.post("/accounts/2fa/authenticate/", {"code": given})
    assert client.get("/incidents/").status_code == 302


def test_a_guessed_code_is_held_back_after_five(client, strict, enter, contact):
    secret = with_app(contact)
    enter(client, contact)
    for _ in range(6):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    client.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    assert client.get("/incidents/").status_code == 302


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("by", ["second_factor_by_vendor", "second_factor_by_company"])
def test_a_customers_people_need_one_where_vendor_or_manager_say_so(client, customer, manager, by, page):
    setattr(customer, by, True)
    customer.save()
    client.force_login(manager)
    assert client.get(page).headers["Location"] == PAGE


def test_a_customers_people_choose_for_themselves_otherwise(client, contact):
    client.force_login(contact)
    assert client.get("/incidents/").status_code == 200


def test_it_is_demanded_of_the_company_she_acts_for(client, customer, contact):
    other = make.customer(second_factor_by_vendor=True)
    Membership.objects.create(customer=other, user=contact)
    client.force_login(contact)
    client.post("/account/acting-for/", {"customer": customer.pk})
    assert client.get("/incidents/").status_code == 200
    client.post("/account/acting-for/", {"customer": other.pk})
    assert client.get("/incidents/").headers["Location"] == PAGE


def test_a_manager_demands_it_of_her_company_and_leaves_it_again(client, customer, manager):
    client.force_login(manager)
    client.post("/people/second-factor/", {"demanded": "1"})
    customer.refresh_from_db()
    assert customer.second_factor_by_company
    second_factor.demand(customer, manager, False)
    customer.refresh_from_db()
    assert not customer.demands_second_factor


def test_a_contact_cannot_demand_it(client, customer, contact):
    client.force_login(contact)
    assert client.post("/people/second-factor/", {"demanded": "1"}).status_code == 403
    customer.refresh_from_db()
    assert not customer.demands_second_factor


def test_what_the_vendor_demands_no_manager_switches_off(customer, manager):
    customer.second_factor_by_vendor = True
    customer.save()
    with pytest.raises(DemandedByVendor):
        second_factor.demand(customer, manager, False)


def test_asking_whether_there_is_one_costs_a_request_no_statement(
    client, strict, django_assert_max_num_queries
):
    agent = make.staff("agent")
    with_app(agent)
    client.force_login(agent)
    client.get("/account/preferences/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        client.get("/account/preferences/")
    assert not [each for each in asked if "from mfa_" in each["sql"].lower() and "stamp" not in each["sql"]]


def test_an_administrator_takes_a_lost_factor_away(client, contact):
    with_app(contact)
    client.force_login(make.staff("administrator"))
    number = Authenticator.objects.get(user=contact).pk
    assert client.post(f"/admin/mfa/authenticator/{number}/delete/", {"post": "yes"}).status_code == 302
    with tenancy.as_staff():
        assert not Authenticator.objects.filter(user=contact).exists()
