"""Keys, drafts, the theme and forms sent once, in a browser, on the sheet of the look."""

import os
import re

import pytest
from playwright.sync_api import expect, sync_playwright

from tests import chromium
from tests.axe import faults_in_every_look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ["/demo/look/", "/demo/look/queue/", "/demo/look/incident/", "/accounts/login/"]


@pytest.fixture(scope="module")
def browser():
    found = chromium.path()
    with sync_playwright() as playwright, chromium.launched(playwright, found) as browser:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        yield browser
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser, live_server):
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    errors = []
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def test_every_part_is_accessible_and_fits(browser, live_server):
    context = browser.new_context(
        base_url=live_server.url,
        bypass_csp=True,  # axe brings its script in by hand
    )
    page = context.new_page()
    for address in PAGES:
        page.goto(address)
        assert faults_in_every_look(page) == [], address
    context.close()


def test_a_key_presses_what_shows_it_and_the_sheet_lists_it(page):
    page.goto("/demo/look/incident/")
    page.keyboard.press("i")
    expect(page.locator("input[value=note]")).to_be_checked()
    expect(page.get_by_role("button", name="Send reply")).to_be_hidden()
    expect(page.get_by_role("textbox", name="Note")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Internal note")


def test_no_key_acts_while_typing_or_when_switched_off(page):
    page.goto("/demo/look/incident/")
    page.get_by_role("textbox", name="Reply").press_sequentially("is it?")
    expect(page.get_by_role("textbox", name="Reply")).to_have_value("is it?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_label("Single keys act").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("i")
    expect(page.locator("input[value=reply]")).to_be_checked()


def test_rows_are_walked_and_opened_from_the_keyboard(page):
    page.goto("/demo/look/queue/")
    for key in ("j", "j", "k", "j"):
        page.keyboard.press(key)
    expect(page.locator("tr.selected")).to_contain_text("Scanners rejected")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Search incidents")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("tr.selected a").press("Enter")
    expect(page).to_have_url(re.compile("/demo/look/incident/$"))


def test_what_was_typed_survives_a_closed_tab_and_can_be_discarded(page):
    page.goto("/demo/look/incident/")
    page.get_by_role("textbox", name="Reply").fill("Same as 10391")
    second = page.context.new_page()
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    second.goto("/demo/look/incident/")
    expect(second.get_by_role("textbox", name="Reply")).to_have_value("Same as 10391")
    second.get_by_role("button", name="Discard it").click()
    expect(second.get_by_role("textbox", name="Reply")).to_have_value("")
    second.reload()
    expect(second.get_by_role("textbox", name="Reply")).to_have_value("")


def test_the_theme_is_kept_and_in_force_before_the_first_paint(page):
    page.goto("/demo/look/queue/")
    page.get_by_role("button", name="Your menu").click()
    page.get_by_role("button", name="Dark").click()
    page.reload(wait_until="commit")
    page.locator("body").wait_for()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_form_is_sent_once_however_often_it_is_pressed(page):
    sent = []

    def answer(route):
        if route.request.method != "POST":
            return route.continue_()
        sent.append(route.request.url)
        return route.fulfill(status=204)  # the page stays

    page.goto("/demo/look/")
    page.route("**/demo/look/", answer)
    page.evaluate("document.querySelector('form[data-draft]').noValidate = true")
    button = page.locator("form[data-draft] button[type=submit]")
    button.evaluate("(button) => { for (let press = 0; press < 3; press++) button.click() }")
    expect(button).to_have_attribute("aria-busy", "true")
    assert len(sent) == 1
