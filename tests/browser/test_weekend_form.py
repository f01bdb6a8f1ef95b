"""The form of a special event weekend (R23.4), which only a contact of an Elite customer sees who has not asked
yet. The demo gives none of them a password, so one asks for hers as anybody does who has forgotten it."""

import fcntl

import pytest

from tests.axe import LOOKS, faults
from tests.browser.pages import mailed, press

GWEN = "gwen@wattlebird.example"
HER_OWN = "a weekend in Melbourne 26"
LINK = r"https?://\S*(/accounts/password/reset/key/\S+)"


@pytest.fixture(scope="module")
def gwen(browser, product, directory):
    """The file of her cookies. She chooses her password once for all workers: another choice would void the
    first one's link."""
    kept = directory / "gwen.json"
    with (directory / "gwen").open("w") as choosing:
        fcntl.flock(choosing, fcntl.LOCK_EX)
        if not kept.exists():
            context = browser.new_context(base_url=product)
            _choose_password(context.new_page())
            context.storage_state(path=kept)
            context.close()
    return kept


def _choose_password(page):
    page.goto("/accounts/password/reset/")
    page.fill("[name=email]", GWEN)
    page.press("[name=email]", "Enter")
    page.wait_for_url("**/done/")
    page.goto(mailed(page, GWEN, LINK)[1])
    page.fill("[name=password1]", HER_OWN)
    page.fill("[name=password2]", HER_OWN)
    page.press("[name=password2]", "Enter")
    page.wait_for_url("**/done/")
    page.goto("/accounts/login/")
    page.fill("[name=login]", GWEN)
    page.fill("[name=password]", HER_OWN)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/" not in url)


@pytest.fixture
def her_page(browser, product, gwen):
    """Opens pages as she does."""
    contexts = []

    def opened(width=1440, scheme="light"):
        context = browser.new_context(
            base_url=product,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            storage_state=gwen,
            bypass_csp=True,
        )
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("width", "scheme", "rules"), LOOKS)
def test_the_form_is_accessible_and_fits_also_with_its_refusals(her_page, width, scheme, rules):
    page = her_page(width, scheme)
    page.goto("/subscription/weekend/")
    assert page.locator("[name=weekend]").is_visible()
    assert not faults(page, rules)
    press(page.locator("form:has([name=weekend]) button:not([type=button])").last)
    assert page.locator(".errors").is_visible()
    assert not faults(page, rules)
