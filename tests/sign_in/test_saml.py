"""The same by SAML: what the provider signs for us, about one sign-in that we began, lets its person in."""

import pytest
from django.test import Client

from subscriptions.models import Membership, User
from subscriptions.sign_in.models import IdentityProvider, ProviderDomain
from tests.sign_in.saml_provider import ENTITY, SSO, SAMLProvider

pytestmark = pytest.mark.django_db

HOST = {"headers": {"host": "testserver"}}
EMAIL = "ida@havblik.example"
PAGES = "/accounts/saml/havblik"


@pytest.fixture(scope="module")
def there():
    return SAMLProvider()


@pytest.fixture
def provider(there, customer):
    made = IdentityProvider.objects.create(
        customer=customer,
        name="Havblik ID",
        slug="havblik",
        protocol="saml",
        entity_id=ENTITY,
        sso_url=SSO,
        certificate=there.certificate,
    )
    ProviderDomain.objects.create(provider=made, customer=customer, domain="havblik.example")
    return made


@pytest.fixture
def come(provider, there):
    def come(email=EMAIL, by=there, **options):
        browser = Client(**HOST)
        led = browser.get(f"{PAGES}/login/").headers["Location"]
        assert led.startswith(SSO)
        browser.post(f"{PAGES}/acs/", by.vouch(led, email, **options))
        return browser, browser.get(f"{PAGES}/acs/finish/")

    return come


def is_in(browser):
    return browser.get("/incidents/").status_code == 200


def test_a_new_person_is_a_contact_of_the_company_at_once(come, customer):
    browser, response = come()
    assert response.status_code == 302
    person = User.objects.get(email=EMAIL)
    assert person.name == "Ida Holm"
    assert Membership.objects.get(user=person).customer == customer
    assert is_in(browser)


@pytest.mark.parametrize(
    "options", [{"signed": False}, {"audience": "https://another.example"}, {"late": True}]
)
def test_what_is_not_signed_not_for_us_or_too_old_opens_nothing(come, options):
    browser, _response = come(**options)
    assert not is_in(browser)
    assert not User.objects.filter(email=EMAIL).exists()


def test_what_another_key_signs_opens_nothing(come):
    browser, _response = come(by=SAMLProvider())
    assert not is_in(browser)


def test_an_answer_nobody_asked_for_opens_nothing(provider, there):
    led = Client(**HOST).get(f"{PAGES}/login/").headers["Location"]
    stranger = Client(**HOST)
    stranger.post(f"{PAGES}/acs/", there.vouch(led, EMAIL))
    stranger.get(f"{PAGES}/acs/finish/")
    assert not is_in(stranger)


def test_it_answers_for_its_own_domains_alone(come):
    browser, response = come("ida@elsewhere.example")
    assert response.status_code == 403
    assert not is_in(browser)


@pytest.mark.parametrize("answer", ["", "no base64 at all", "PHhtbC8+"])
def test_nonsense_is_refused_without_an_error_of_ours(provider, answer):
    browser = Client(**HOST)
    browser.post(f"{PAGES}/acs/", {"SAMLResponse": answer})
    assert browser.get(f"{PAGES}/acs/finish/").status_code < 500


def test_the_provider_can_read_what_it_must_know_of_us(client, provider):
    page = client.get(f"{PAGES}/metadata/", **HOST)
    assert page.status_code == 200
    assert f"http://testserver{PAGES}/acs/" in page.content.decode()
