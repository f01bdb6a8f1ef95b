"""A company's own identity provider lets in whom it vouches for, at that company and nowhere else."""

import pytest
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import EmailAddress, Login
from allauth.core import context
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.test import Client

from subscriptions import tenancy
from subscriptions.models import Membership, User
from subscriptions.sign_in import inviting
from subscriptions.sign_in.models import IdentityProvider, Invitation, ProviderDomain
from tests import factories as make
from tests.admin.pages import messages, press
from tests.sign_in.conftest import PASSWORD
from tests.sign_in.oidc_provider import CLIENT, SECRET, OpenIDProvider
from tests.sign_in.test_no_enumeration import shown

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/oidc/havblik/login/"


@pytest.fixture
def there():
    with OpenIDProvider() as provider:
        yield provider


@pytest.fixture
def provider(there, customer):
    made = IdentityProvider.objects.create(
        customer=customer,
        name="Havblik ID",
        slug="havblik",
        server_url=there.url,
        client_id=CLIENT,
        secret=SECRET,
    )
    ProviderDomain.objects.create(provider=made, customer=customer, domain="havblik.example")
    return made


@pytest.fixture
def come(provider, there):
    """A browser that comes in by the provider; gives it and the last response."""

    def come(email="ida@havblik.example", **claims):
        browser = Client()
        led = browser.get(LOGIN)
        claims = {"sub": f"id of {email}", "email": email, "name": "Ida Holm"} | claims
        back = there.vouch(led.headers["Location"], **claims)
        return browser, browser.get(back.removeprefix("http://testserver"))

    return come


@pytest.mark.parametrize("page", ["/accounts/3rdparty/", "/accounts/login/", "/accounts/reauthenticate/"])
def test_no_page_says_whose_providers_there_are(provider, page):
    """Their names say who the vendor's customers are."""
    browser = Client()
    browser.force_login(make.contact(make.customer(), password=PASSWORD))
    assert provider.name not in browser.get(page, follow=True).text
    assert provider.name not in Client().get(page, follow=True).text


def refused(response):
    return response.status_code == 403 and "identity_provider_refused" in response.content.decode()


def test_a_new_person_is_a_contact_of_the_company_at_once(come, customer):
    browser, response = come()
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    person = User.objects.get(email="ida@havblik.example")
    assert (person.name, person.has_usable_password(), person.is_staff) == ("Ida Holm", False, False)
    member = Membership.objects.get(user=person)
    assert (member.customer, member.role) == (customer, "contact")
    assert browser.get("/incidents/").status_code == 200


def test_she_is_the_same_person_the_next_time_also_under_another_name(come):
    come()
    come(name="Ida Lund")
    assert User.objects.filter(email="ida@havblik.example").count() == 1
    assert SocialAccount.objects.count() == 1


def test_the_role_is_the_providers_template_or_that_of_an_open_invitation(come, provider, customer, manager):
    provider.template = "approver"
    provider.save()
    come()
    assert Membership.objects.get(user__email="ida@havblik.example").approves_remote_access
    invitation = inviting.invite(customer, manager, "ole@havblik.example", "Ole", "manager")
    come("ole@havblik.example")
    assert Membership.objects.get(user__email="ole@havblik.example").is_manager
    invitation.refresh_from_db()
    assert invitation.accepted_at


def test_where_the_provider_makes_no_contacts_strangers_are_told_whom_to_ask(come, provider):
    provider.creates_people = False
    provider.save()
    _browser, response = come()
    assert refused(response)
    assert not User.objects.filter(email="ida@havblik.example").exists()


def test_who_is_a_contact_already_comes_in_with_her_account(come, customer):
    person = make.contact(customer, email="ida@havblik.example", password=PASSWORD)
    browser, _response = come()
    assert browser.get("/incidents/").wsgi_request.user == person
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize(
    "email", ["ida@elsewhere.example", "ida@havblik.example.evil.example", "havblik.example@x.example"]
)
def test_the_provider_answers_for_its_own_domains_alone(come, email):
    _browser, response = come(email)
    assert refused(response)
    assert not User.objects.filter(email=email).exists()


def test_it_opens_no_account_of_the_vendors_people(come):
    agent = make.staff("agent", email="ida@havblik.example")
    browser, response = come()
    assert refused(response)
    assert not SocialAccount.objects.filter(user=agent).exists()
    assert browser.get("/desk/queue/").status_code == 302


def test_it_opens_no_account_that_acts_for_another_customer(come, customer):
    """An administrator of one company's provider can pretend to be anybody there: R-walls between competitors."""
    person = make.contact(make.customer(name="Fellgate"), email="ida@havblik.example")
    Membership.objects.create(customer=customer, user=person)
    browser, response = come()
    assert refused(response)
    assert browser.get("/incidents/").status_code == 302


def test_who_came_before_and_joined_another_company_since_comes_in_by_password_only(come):
    come()
    person = User.objects.get(email="ida@havblik.example")
    Membership.objects.create(customer=make.customer(), user=person)
    _browser, response = come()
    assert refused(response)


def test_who_left_the_company_stays_out(come, provider):
    come()
    Membership.objects.filter(user__email="ida@havblik.example").update(ended_at="2026-01-01T00:00Z")
    _browser, response = come()
    assert refused(response)


def test_r18_3_who_left_and_is_invited_anew_is_back_in_the_role_of_the_invitation(
    come, provider, customer, manager
):
    """Her account stays for the record; where the provider is the only way in, a password would be refused."""
    come()
    hers = Membership.objects.filter(user__email="ida@havblik.example")
    hers.update(ended_at="2026-01-01T00:00Z")
    provider.creates_people, provider.only_way_in = False, True
    provider.save()
    invitation = inviting.invite(customer, manager, "ida@havblik.example", "Ida", "manager")
    browser, _response = come()
    assert browser.get("/people/").status_code == 200
    assert (hers.get().ended_at, hers.get().is_manager) == (None, True)
    invitation.refresh_from_db()
    assert invitation.accepted_by == hers.get().user


@pytest.mark.parametrize("why", ["expired", "withdrawn", "switched off"])
def test_r18_3_an_invitation_that_opens_nothing_brings_nobody_back(come, customer, manager, why):
    come()
    hers = Membership.objects.filter(user__email="ida@havblik.example")
    hers.update(ended_at="2026-01-01T00:00Z")
    invitation = inviting.invite(customer, manager, "ida@havblik.example", "Ida")
    if why == "switched off":
        User.objects.filter(email="ida@havblik.example").update(is_active=False)
    else:
        name = {"expired": "expires_at", "withdrawn": "withdrawn_at"}[why]
        Invitation.objects.update(**{name: invitation.invited_at})
    come()
    assert hers.get().ended_at


def test_an_address_that_the_provider_has_not_confirmed_opens_nothing(come):
    _browser, response = come(email_verified=False)
    assert refused(response)


def test_a_provider_that_is_not_in_use_leads_nowhere(client, provider):
    provider.enabled = False
    provider.save()
    assert client.get(LOGIN).status_code == 404


def test_a_code_of_another_browsers_sign_in_opens_nothing(provider, there):
    led = Client().get(LOGIN).headers["Location"]
    back = there.vouch(led, sub="1", email="ida@havblik.example").removeprefix("http://testserver")
    stranger = Client()
    stranger.get(back)
    assert stranger.get("/incidents/").status_code == 302


def test_the_page_of_sign_in_leads_there_by_the_domain(client, provider, there):
    assert "your company's account" in client.get("/accounts/login/").content.decode()
    page = client.post("/sign-in/company/", {"email": "anybody@HAVBLIK.example"}).content.decode()
    assert LOGIN in page
    refusal = client.post("/sign-in/company/", {"email": "ida@elsewhere.example"})
    assert refusal.status_code == 422
    assert "ida@elsewhere.example" in refusal.content.decode()


def test_the_way_there_says_nothing_of_accounts(client, provider, customer):
    make.contact(customer, email="known@havblik.example")
    pages = [
        shown(client.post("/sign-in/company/", {"email": each}), each)
        for each in ("known@havblik.example", "nobody@havblik.example")
    ]
    assert pages[0] == pages[1]


def test_where_it_is_the_only_way_in_a_password_opens_nothing(client, provider, customer, enter):
    provider.only_way_in = True
    provider.save()
    person = make.contact(customer, email="ida@havblik.example", password=PASSWORD)
    page = enter(client, person).content.decode()
    assert "signs in with its own account" in page
    assert "signs in with its own account" in enter(client, "nobody@havblik.example").content.decode()


@pytest.fixture
def only(provider):
    provider.only_way_in = True
    provider.save()
    return provider


def test_where_it_is_the_only_way_in_another_address_of_hers_opens_nothing_either(
    only, client, customer, enter
):
    """She might keep it when her company has shut her out."""
    person = make.contact(customer, email="ida@havblik.example", password=PASSWORD)
    EmailAddress.objects.create(user=person, email="ida@private.example", verified=True)
    assert "signs in with its own account" in enter(client, "ida@private.example").content.decode()
    assert client.get("/incidents/").status_code == 302


def test_where_it_is_the_only_way_in_who_came_by_it_has_no_other_whatever_her_address(
    only, come, client, enter
):
    come()
    person = User.objects.get(email="ida@havblik.example")
    person.email = "ida@private.example"
    person.set_password(PASSWORD)
    person.save()
    assert "signs in with its own account" in enter(client, person).content.decode()


def test_where_it_is_the_only_way_in_a_passkey_opens_nothing(only, client, customer, rf):
    person = make.contact(customer, email="ida@havblik.example")
    outsider = make.contact(customer, email="ole@auditors.example")

    def refused_at_sign_in(who):
        request = client.get("/accounts/login/").wsgi_request
        request.user = AnonymousUser()
        with context.request_context(request):
            return perform_login(request, Login(user=who)).headers["Location"] == "/accounts/login/"

    assert refused_at_sign_in(person)
    assert not refused_at_sign_in(outsider)


def test_whom_the_only_way_in_does_not_let_in_has_her_password(only, come, client, enter):
    """She acts for another company, too: by the provider she would be refused and sent to her password."""
    come()
    person = User.objects.get(email="ida@havblik.example")
    person.set_password(PASSWORD)
    person.save()
    Membership.objects.create(customer=make.customer(), user=person)
    _browser, response = come()
    assert refused(response)
    wrong = enter(client, person, "not her password at all").content.decode()
    assert "signs in with its own account" in wrong
    assert enter(client, person).status_code == 302
    assert client.get("/incidents/").status_code == 200


def test_signing_out_leads_on_to_signing_out_there(come, there):
    browser, _response = come()
    left = browser.post("/accounts/logout/").headers["Location"]
    page = browser.get(left).content.decode()
    assert f"{there.url}/logout?client_id={CLIENT}" in page
    assert browser.get("/incidents/").status_code == 302


def test_signing_out_works_while_the_provider_is_away(come, provider, there):
    browser, _response = come()
    left = browser.post("/accounts/logout/").headers["Location"]
    provider.server_url = "http://127.0.0.1:1"
    provider.save()
    assert browser.get(left).status_code == 200


def test_a_provider_that_is_away_is_a_sentence(client, provider):
    provider.server_url = "http://127.0.0.1:1"
    provider.save()
    assert refused(client.get(LOGIN))


def test_where_a_second_factor_is_demanded_the_providers_counts_if_it_brings_one(come, provider, customer):
    customer.second_factor_by_vendor = True
    customer.save()
    browser, _response = come()
    assert browser.get("/incidents/").headers["Location"] == "/account/second-factor/"
    provider.brings_second_factor = True
    provider.save()
    assert browser.get("/incidents/").status_code == 200


def test_who_has_a_second_factor_here_is_asked_for_it(come, customer):
    person = make.contact(customer, email="ida@havblik.example")
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    _browser, response = come()
    assert response.headers["Location"] == "/accounts/2fa/authenticate/"


def test_a_domain_belongs_to_one_provider(provider):
    other = make.customer()
    another = IdentityProvider.objects.create(customer=other, name="Other", slug="other")
    with pytest.raises(IntegrityError), transaction.atomic():
        ProviderDomain.objects.create(provider=another, customer=other, domain="havblik.example")


def test_the_database_shows_a_provider_to_its_own_customer_alone(provider, customer):
    for model in (IdentityProvider, ProviderDomain):
        with tenancy.as_contact(make.customer().pk):
            assert not model.objects.exists()
        with tenancy.as_contact(customer.pk):
            assert model.objects.exists()


def test_an_administrator_sets_one_up_and_the_secret_is_never_shown_again(client, customer):
    client.force_login(make.staff("administrator"))
    words = {
        "customer": customer.pk,
        "name": "Havblik ID",
        "slug": "havblik",
        "protocol": "openid_connect",
        "enabled": "on",
        "server_url": "https://id.havblik.example",
        "client_id": CLIENT,
        "secret": SECRET,
        "template": "contact",
        "domains-TOTAL_FORMS": "1",
        "domains-INITIAL_FORMS": "0",
        "domains-0-domain": "havblik.example",
    }
    assert client.post("/admin/sign_in/identityprovider/add/", words).status_code == 302
    made = IdentityProvider.objects.get()
    assert (made.secret, made.domains.get().customer) == (SECRET, customer)
    page = f"/admin/sign_in/identityprovider/{made.pk}/change/"
    assert SECRET not in client.get(page).content.decode()
    words |= {"secret": "", "domains-INITIAL_FORMS": "1", "domains-0-id": made.domains.get().pk}
    client.post(page, words | {"domains-0-provider": made.pk, "name": "Havblik"})
    made.refresh_from_db()
    assert (made.name, made.secret) == ("Havblik", SECRET)


@pytest.mark.parametrize(
    ("field", "value"), [("domains-0-domain", "not a domain"), ("server_url", ""), ("slug", "")]
)
def test_what_a_provider_lacks_is_said_at_its_field(client, customer, field, value):
    client.force_login(make.staff("administrator"))
    words = {
        "customer": customer.pk,
        "name": "x",
        "slug": "x",
        "protocol": "openid_connect",
        "server_url": "https://id.example",
        "client_id": "x",
        "template": "contact",
        "domains-TOTAL_FORMS": "1",
        "domains-INITIAL_FORMS": "0",
        "domains-0-domain": "x.example",
    } | {field: value}
    assert client.post("/admin/sign_in/identityprovider/add/", words).status_code == 200
    assert not IdentityProvider.objects.exists()


def test_only_way_in_ends_the_open_sessions_that_were_not_begun_by_it(come, provider, customer, enter):
    """docs/sign-in.md: whoever signed in with a password stayed signed in for weeks."""
    by_it, _response = come()
    names = ("ole@havblik.example", "bo@havblik.example", "eva@elsewhere.example")
    people = [make.contact(customer, email=name, password=PASSWORD) for name in names]
    Membership.objects.create(customer=make.customer(), user=people[1])
    by_password, of_both, of_another = browsers = [Client() for _person in people]
    assert [enter(*each).status_code for each in zip(browsers, people, strict=True)] == [302] * 3
    administrator = Client()
    administrator.force_login(make.staff("administrator"))
    address = f"/admin/sign_in/identityprovider/{provider.pk}/change/"
    page = administrator.get(press(administrator, address, only_way_in="on").url)
    assert "1 session that was not begun by this provider has ended." in messages(page)
    browsers = (by_it, by_password, of_both, of_another, administrator)
    assert [each.get("/account/preferences/").status_code for each in browsers] == [200, 302, 200, 200, 200]
    assert "ends their open sessions that were not begun by this provider" in administrator.get(address).text
