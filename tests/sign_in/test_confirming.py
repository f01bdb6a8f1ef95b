"""Dangerous acts ask once more who is there, and go on where they were."""

import time

import pytest
import time_machine

from notifications.webhooks import managing
from subscriptions.models import ApiToken, Membership
from subscriptions.personal_data.models import DataExport
from tests import factories as make
from tests.sign_in.conftest import PASSWORD

pytestmark = pytest.mark.django_db

ASKED = "/accounts/reauthenticate/"
URL = "https://hooks.example.com/in"


@pytest.fixture
def late(strict):
    """Moves on beyond the minutes for which a sign-in is an answer."""
    strict.SECOND_FACTOR_OF_STAFF = False
    with time_machine.travel(time.time() + 600) as traveller:
        yield traveller


@pytest.fixture
def manager_in(strict, client, enter, manager):
    enter(client, manager)
    return client


@pytest.fixture
def admin_in(strict, client, enter):
    strict.SECOND_FACTOR_OF_STAFF = False
    enter(client, make.staff("administrator", password=PASSWORD))
    return client


def asks(response):
    return response.status_code == 302 and response.headers["Location"].startswith(ASKED)


@pytest.mark.parametrize(
    "page",
    [
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/add/",
        "/people/invite/",
    ],
)
def test_a_page_of_a_dangerous_act_asks_and_a_fresh_sign_in_is_an_answer(manager_in, late, page):
    assert asks(manager_in.get(page))


def test_a_fresh_sign_in_is_an_answer(manager_in):
    assert manager_in.get("/people/invite/").status_code == 200


def test_a_wrong_password_opens_nothing_and_the_right_one_leads_on(manager_in, late):
    asked = manager_in.get("/people/invite/").headers["Location"]
    manager_in.post(asked, {"password": "wrong wrong wrong"})
    assert asks(manager_in.get("/people/invite/"))
    done = manager_in.post(asked, {"password": PASSWORD, "next": "/people/invite/"})
    assert done.headers["Location"] == "/people/invite/"
    assert manager_in.get("/people/invite/").status_code == 200


def test_what_was_pressed_is_done_after_the_answer(manager_in, late, customer, contact):
    member = Membership.objects.get(user=contact)
    asked = manager_in.post(f"/people/{member.pk}/leave/").headers["Location"]
    member.refresh_from_db()
    assert member.ended_at is None
    manager_in.post(asked, {"password": PASSWORD, "next": f"/people/{member.pk}/leave/"})
    member.refresh_from_db()
    assert member.ended_at


def test_another_address_asks(manager_in, late):
    assert asks(manager_in.post("/accounts/email/", {"action_add": "", "email": "new@havblik.example"}))


@pytest.mark.parametrize("page", ["/account/data/", "/account/data/company/"])
def test_exporting_personal_data_asks(manager_in, late, page):
    assert asks(manager_in.post(page))
    assert not DataExport.objects.exists()


def test_exporting_anybodys_data_and_erasing_her_ask_the_administrator(admin_in, late, contact, customer):
    person = f"/desk/data/people/{contact.pk}/"
    for address in (person, f"{person}erase/", f"/desk/data/customers/{customer.number}/"):
        assert asks(admin_in.post(address))
    assert admin_in.get(person).status_code == 200
    assert not DataExport.objects.exists()


def test_showing_or_replacing_the_secret_of_a_webhook_asks(manager_in, customer, manager, late):
    hook = managing.add(customer, manager, URL)
    secret = hook.secrets.get()
    assert asks(manager_in.post(f"/webhooks/{hook.pk}/secret/"))
    assert asks(manager_in.post(f"/webhooks/{hook.pk}/rotate/", {"seen": secret.pk}))
    secret.refresh_from_db()
    assert (secret.shown_at, secret.expires_at) == (None, None)


def test_a_key_to_the_api_asks(admin_in, late, contact):
    words = {"user": contact.pk, "name": "monitoring", "last_day": ""}
    assert asks(admin_in.post("/admin/subscriptions/apitoken/add/", words))
    assert not ApiToken.objects.exists()


def test_roles_of_staff_ask(admin_in, late):
    agent = make.staff("agent").staff
    page = f"/admin/subscriptions/staffmember/{agent.pk}/change/"
    assert asks(admin_in.post(page, {"roles": ["administrator"], "region": ""}))
    agent.refresh_from_db()
    assert agent.roles == ["agent"]


def test_an_identity_provider_asks(admin_in, late):
    assert asks(admin_in.get("/admin/sign_in/identityprovider/add/"))
