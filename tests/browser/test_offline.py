"""R5 on a line that is gone: what a person read last stays readable for her, and for nobody else."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.product import AGENT, JONAS, METTE, PASSWORD

ARTICLE, WITHDRAWN = "/knowledge/1/", "/knowledge/999999/"
PARTS_ARE_KEPT = """async () => {
  const had = new Set((await (await caches.open('static')).keys()).map(({ url }) => url))
  return had.has(location.origin + '/offline/') &&
    performance.getEntriesByType('resource').every(({ name }) => !name.includes('/static/') || had.has(name))
}"""
KEPT = """async () => {
  const found = []
  for (const name of await caches.keys()) {
    if (!name.startsWith('pages:')) continue
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname)
  }
  return found
}"""


@pytest.fixture
def browse(browser, product):
    """A browser of its own, in which nobody has signed in yet. A line that is gone is no error of the page's."""
    contexts = []

    def opened(**options):
        context = browser.new_context(base_url=product, viewport={"width": 390, "height": 844}, **options)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def sign_in(page, account):
    page.goto("/accounts/login/")
    page.fill("[name=login]", account)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def read(page, *addresses):
    """Read pages, the last of them once it and its parts are kept."""
    for address in addresses:
        page.goto(address)
        path = address.partition("?")[0]
        wait_until_kept(page, path)
    page.wait_for_function(PARTS_ARE_KEPT)


def wait_until_kept(page, path):
    page.wait_for_function(f"async (path) => (await ({KEPT})()).includes(path)", arg=path)


def an_incident(page):
    page.goto("/incidents/")
    return page.locator("a[href^='/incidents/1']").first.get_attribute("href")


def styled(page):
    return (
        page.evaluate("getComputedStyle(document.querySelector('.offline-bar, .plain-card')).display")
        in (
            "flex",
            "block",
            "grid",
        )
        and page.evaluate("[...document.styleSheets].length") >= 5
    )


def sign_out(page):
    page.click("[popovertarget=account-menu]")
    page.click("#account-menu form[action*=logout] button")


def test_r5_the_first_page_is_kept_though_it_came_before_the_service_worker(browse):
    page = browse()
    sign_in(page, METTE)
    wait_until_kept(page, "/")


def test_r5_what_was_read_last_is_readable_offline_and_says_so(browse):
    page = browse(locale="da-DK")
    sign_in(page, METTE)
    incident = an_incident(page)
    read(page, "/", incident, ARTICLE)
    title = page.title()
    page.context.set_offline(True)
    for address in ("/", "/incidents/", incident, ARTICLE):
        page.goto(address)
        bar = page.locator(".offline-bar").inner_text()
        assert "Du er offline" in bar
        assert "Siden er, som den var" in bar
        assert re.search(r"\d\d[.:]\d\d", bar)
        assert styled(page)
    assert page.title() == title
    assert not page.locator("form[method=post] button[type=submit]:enabled").filter(visible=True).count()


def test_r5_a_page_that_is_not_kept_lists_those_that_are(browse):
    page = browse(locale="en-GB")
    sign_in(page, METTE)
    read(page, "/", ARTICLE)
    title = page.title().removesuffix(" · Xtreme Support")
    page.context.set_offline(True)
    page.goto("/subscription/")
    page.get_by_role("link", name=title).wait_for()
    assert styled(page)
    page.get_by_role("link", name=title).click()
    page.locator(".offline-bar").wait_for()


def test_r5_what_is_typed_offline_cannot_be_sent_and_is_there_afterwards(browse):
    page = browse()
    sign_in(page, METTE)
    read(page, "/incidents/new/")
    page.context.set_offline(True)
    page.goto("/incidents/new/")
    page.locator(".offline-bar").wait_for()
    page.fill("[name=title]", "Posting stops on the train")
    page.fill("[name=description]", "Typed where there was no network.")
    page.press("[name=title]", "Enter")
    page.evaluate("document.querySelector('form[data-draft]').requestSubmit()")
    page.wait_for_timeout(600)
    assert page.url.endswith("/incidents/new/")
    page.context.set_offline(False)
    page.locator("button[data-submit]:enabled").wait_for()  # the page came anew by itself
    expect(page.locator("[name=title]")).to_have_value(
        "Posting stops on the train"
    )  # once its scripts have run
    expect(page.locator("[name=description]")).to_have_value("Typed where there was no network.")
    assert page.locator(".offline-bar").count() == 0


def test_r5_an_open_page_stops_sending_when_the_line_goes_and_goes_on_when_it_is_back(browse):
    page = browse()
    sign_in(page, METTE)
    page.goto("/incidents/new/")
    page.context.set_offline(True)
    page.locator(".offline-bar").wait_for()
    assert page.locator("button[data-submit]").is_disabled()
    page.context.set_offline(False)
    page.locator("button[data-submit]:enabled").wait_for()
    assert page.locator(".offline-bar").count() == 0


def lose_the_answer(context):
    """What is sent arrives, and its answer does not."""

    def lose(route):
        if route.request.method != "POST":
            return route.continue_()
        route.fetch(max_redirects=0)
        context.clear_cookies(name="messages")  # that it is logged
        return route.abort("connectionreset")

    context.route("**/incidents/new/", lose)


def test_r5_what_was_sent_when_the_line_went_is_kept_and_logged_once(browse):
    page = browse(locale="en-GB")
    sign_in(page, METTE)
    read(page, "/incidents/new/")
    title = f"The line goes {time.time()}"
    page.select_option("[name=product]", "LGF")
    page.fill("[name=title]", title)
    page.fill("[name=description]", "In the middle of it.")
    page.set_input_files("[name=files]", {"name": "a.log", "mimeType": "text/plain", "buffer": b"ERROR"})
    lose_the_answer(page.context)
    page.click("button[data-submit]")
    page.locator("[data-offline=unsent]").wait_for()
    page.context.unroute_all()
    page.click("#back")
    page.wait_for_url("**/incidents/new/")
    notice = page.locator(".notice:has(time)")
    assert "Vælg filerne igen" in notice.inner_text()
    assert page.input_value("[name=title]") == title
    page.click("button[data-submit]")
    page.wait_for_url("**logged=1")
    page.goto("/incidents/")
    assert page.locator("a.t").all_inner_texts().count(title) == 1


def test_r5_what_was_sent_and_is_discarded_then_does_not_stand_in_the_way_of_another(browse):
    page = browse(locale="en-GB")
    sign_in(page, METTE)
    read(page, "/incidents/new/")
    page.select_option("[name=product]", "LGF")
    page.fill("[name=title]", "The line goes, and then something else")
    page.fill("[name=description]", "In the middle of it.")
    lose_the_answer(page.context)
    page.click("button[data-submit]")
    page.locator("[data-offline=unsent]").wait_for()
    page.context.unroute_all()
    page.click("#back")
    page.get_by_role("button", name="Kassér det").click()
    page.select_option("[name=product]", "LGF")
    page.fill("[name=title]", "Something else")
    page.fill("[name=description]", "Of its own.")
    page.click("button[data-submit]")
    page.wait_for_url("**logged=1")
    assert page.inner_text("h1") == "Something else"


def test_r5_what_is_not_hers_to_read_any_more_is_not_kept_either(browse):
    page = browse()
    sign_in(page, METTE)
    read(page, "/")
    page.evaluate(
        """async (address) => {
          const name = (await caches.keys()).find((each) => each.startsWith('pages:'))
          const headers = { 'Kept-At': Date.now(), 'Kept-Bytes': 3, 'Content-Type': 'text/html' }
          await (await caches.open(name)).put(address, new Response('<html lang="en">old</html>', { headers }))
        }""",
        WITHDRAWN,
    )
    wait_until_kept(page, WITHDRAWN)
    page.goto(WITHDRAWN)
    page.wait_for_function(f"async (path) => !(await ({KEPT})()).includes(path)", arg=WITHDRAWN)
    assert "/" in page.evaluate(KEPT)


def test_r5_nothing_is_readable_after_signing_out(browse):
    page = browse()
    sign_in(page, METTE)
    read(page, "/", ARTICLE)
    sign_out(page)
    page.wait_for_url("**/accounts/login/**")
    assert page.evaluate(KEPT) == []
    page.context.set_offline(True)
    page.goto(ARTICLE)
    page.locator("[data-offline=none]").wait_for()
    assert page.locator("#kept li").count() == 0


def test_r5_signing_out_without_a_network_forgets_and_says_what_is_left_to_do(browse):
    page = browse()
    sign_in(page, METTE)
    read(page, "/")
    page.context.set_offline(True)
    page.goto("/")
    sign_out(page)
    page.locator("[data-offline=sign-out]").wait_for()
    assert page.evaluate(KEPT) == []


def test_r5_a_session_that_ended_forgets_also_when_only_a_part_was_asked_for(browse):
    page = browse()
    sign_in(page, METTE)
    read(page, "/")
    page.context.clear_cookies(name="sessionid")
    page.evaluate("fetch('/notifications/bell/').then((answer) => answer.text())")
    page.wait_for_function(f"async () => (await ({KEPT})()).length === 0")


@pytest.mark.parametrize("other", [JONAS, AGENT])
def test_r5_the_next_person_reads_nothing_of_hers(browse, other):
    """Not even where the one before her never signed out: her session was just replaced."""
    page = browse()
    sign_in(page, METTE)
    read(page, "/", ARTICLE)
    page.context.clear_cookies()
    sign_in(page, other)
    page.goto("/subscription/" if other == JONAS else "/desk/queue/")
    page.wait_for_function(f"async (path) => !(await ({KEPT})()).includes(path)", arg=ARTICLE)
    page.wait_for_function(
        "async (most) => (await caches.keys()).filter((name) => name.startsWith('pages:')).length === most",
        arg=1 if other == JONAS else 0,
    )
    page.context.set_offline(True)
    page.goto(ARTICLE)
    assert page.locator(".offline-bar").count() == 0


def test_r5_what_is_kept_is_bounded(browse):
    page = browse()
    sign_in(page, METTE)
    for number in range(33):
        page.goto(f"/knowledge/?q=x{number}")
    page.goto(ARTICLE)
    wait_until_kept(page, ARTICLE)
    page.wait_for_function(f"async () => (await ({KEPT})()).length === 30")
    assert "/" not in page.evaluate(KEPT)  # the first ones gave way
