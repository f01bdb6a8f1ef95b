"""Coming in by a real browser: a passkey is added and signs in without the password; an invited person follows
the link of her mail; a second session is ended from the first."""

import re
from uuid import uuid4

import pytest

from tests.axe import LOOKS, faults
from tests.browser.pages import mailed, press
from tests.product import MANAGER, PASSWORD

HERS = "fire ord der bliver sammen"


@pytest.fixture
def address(product):
    """By name: a passkey belongs to a name, not to an address."""
    return product.replace("127.0.0.1", "localhost")


@pytest.fixture
def page(browser, address):
    context = browser.new_context(base_url=address, bypass_csp=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def person(browser, address, page):
    """The address of somebody new: other tests sign in as the demo's people, whose sessions and factors stay."""
    name = f"{uuid4().hex[:8]}@nordlys.example"
    link = invited(page, name)
    context = browser.new_context(base_url=address)
    hers = context.new_page()
    hers.goto(link)
    join(hers)
    context.close()
    page.context.clear_cookies()
    return name


def invited(page, name):
    """The link that a manager's invitation mails to this address."""
    sign_in(page, MANAGER, PASSWORD)
    page.goto("/people/invite/")
    page.fill("[name=email]", name)
    page.fill("[name=name]", "Ida Holm")
    page.check("[name=works_here]")
    page.locator("main form .btn.go").click()
    page.wait_for_url("**/people/")
    return mailed(page, name, r"/invitations/[\w-]+/")[0]


def join(page):
    """With the page of her invitation open."""
    page.fill("[name=password]", HERS)
    page.locator("main form .btn.go").click()
    page.wait_for_url(lambda url: "/invitations/" not in url)


def sign_in(page, account, password=HERS):
    page.goto("/accounts/login/")
    page.fill("[name=login]", account)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def with_fingerprint(page):
    """A device with a fingerprint, as Chromium pretends it."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable", {"enableUI": False})
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_added_and_signs_in_without_the_password(page, person):
    with_fingerprint(page)
    sign_in(page, person)
    page.goto("/accounts/2fa/webauthn/add/")
    page.fill("[name=name]", "Ida's laptop")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/**")
    assert page.locator(".recovery-codes li").count() == 10
    page.goto("/accounts/2fa/webauthn/")
    assert page.get_by_text("Ida's laptop").is_visible()
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_url(lambda url: "/accounts/" not in url)
    page.goto("/incidents/")
    assert page.locator("main h1").is_visible()
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name=re.compile("Ida's laptop")).last.click()
    page.locator("main form .btn.danger").click()
    page.wait_for_url("**/2fa/**")


@pytest.mark.parametrize(("width", "scheme", "rules"), LOOKS)
def test_an_invited_person_follows_the_link_of_her_mail(browser, page, address, width, scheme, rules):
    link = invited(page, f"ida.{width}.{scheme}@nordlys.example")
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    hers = context.new_page()
    hers.goto(link)
    assert not faults(hers, rules)
    join(hers)
    assert hers.locator("main h1").is_visible()
    context.close()


def test_a_session_elsewhere_is_ended_from_here(browser, page, address, person):
    elsewhere = browser.new_context(base_url=address).new_page()
    for each in (elsewhere, page):
        sign_in(each, person)
    page.goto("/account/sessions/")
    press(page.locator("button[value=others]"))
    assert page.locator("main tbody tr").count() == 1
    elsewhere.goto("/incidents/")
    assert "/accounts/login/" in elsewhere.url
    elsewhere.context.close()
