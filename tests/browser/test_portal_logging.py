"""Logging an incident in a real browser: what the page tells while it is typed, and that nothing typed is lost."""

import re

import pytest

from tests.browser.pages import kept, press
from tests.product import JONAS, METTE

NEW = "/incidents/new/"


def write(page, **fields):
    page.goto(NEW)
    page.select_option("[name=product]", fields.get("product", "LGF"))
    page.fill("[name=title]", fields.get("title", "Posting stops"))
    page.fill("[name=description]", fields.get("description", "A text that must not be lost."))


def send(page):
    press(page.locator("button[data-submit]"))


def typed(page):
    return page.input_value("[name=title]"), page.input_value("[name=description]")


KEPT = ("Posting stops", "A text that must not be lost.")


def test_the_page_says_when_a_response_is_expected_for_what_is_chosen(as_person):
    """R8.1: Mette's line is Elite: 30 minutes, day and night."""
    page = as_person(METTE)
    page.goto(NEW)
    page.select_option("[name=product]", "LGF")
    page.wait_for_selector("#expected-1 svg")
    page.check("[name=severity][value='1']")
    # The answer to the first choice explains another severity, and is replaced.
    page.wait_for_selector("#expected li:has-text('Alvorsgrad 1')", state="attached")
    page.click("#expected summary")
    page.get_by_text("første svar inden for 30 dækkede minutter").wait_for()


def test_severity_1_opens_what_it_asks_for(as_person):
    """R6.6, R10.6"""
    page = as_person(METTE)
    page.goto(NEW)
    assert not page.is_visible("[name=impact]")
    page.check("[name=severity][value='1']")
    assert page.is_visible("[name=impact]")
    assert page.is_visible("[name=phone]")
    assert page.is_visible(".when-critical a[href^='tel:']")


def press_while_it_is_asked(page, target):
    """A title is typed, the mouse goes down on the target, and what may answer it arrives above."""
    asked = []
    page.route("**/incidents/similar/**", lambda route: asked.append(route))
    with page.expect_request("**/incidents/similar/**"):
        write(page)
        target.hover()
    page.mouse.down()
    asked[-1].fulfill(body="<p>Read this first</p>" * 30)
    page.wait_for_timeout(300)
    assert page.locator("#similar p").count() == 0
    page.mouse.up()


def test_the_button_is_pressed_while_what_may_answer_it_arrives_above_it(as_person):
    """The button moved away between the mouse's down and its up, and nothing happened."""
    page = as_person(METTE, service_workers="block")  # a worker would ask in the page's place
    press_while_it_is_asked(page, page.locator("button[data-submit]"))
    page.wait_for_url(re.compile(r"/incidents/\d+/"))


def test_what_may_answer_it_is_shown_once_nothing_is_pressed(as_person):
    page = as_person(METTE, service_workers="block")
    press_while_it_is_asked(page, page.get_by_role("heading", level=1))
    page.wait_for_selector("#similar p")


def test_what_was_typed_survives_a_closed_tab(as_person):
    page = as_person(JONAS)
    write(page)
    for words in KEPT:
        kept(page, words)
    again = page.context.new_page()
    page.close()
    again.goto(NEW)
    assert typed(again) == KEPT
    assert again.input_value("[name=product]") == "LGF"
    again.wait_for_selector("#expected-1 svg")


def test_what_was_typed_survives_a_lost_session(as_person):
    """Whichever notices first, the press or what the page asks for by itself; here the press."""
    page = as_person(METTE, service_workers="block")  # a worker would ask in the page's place
    page.route("**/incidents/similar/**", lambda route: route.fulfill(body=""))
    page.route("**/incidents/new/expected/**", lambda route: route.fulfill(body=""))
    write(page)
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    send(page)
    assert "/accounts/login/" in page.url
    page.context.add_cookies(cookies)
    page.goto(NEW)
    assert typed(page) == KEPT


def test_what_was_typed_survives_an_error_and_is_forgotten_once_logged(as_person):
    page = as_person(METTE)
    write(page)
    page.check("[name=severity][value='1']")
    page.fill("[name=phone]", "")
    send(page)
    assert page.is_visible(".errors")
    assert typed(page) == KEPT
    press(page.locator("button[name=instead]"))
    assert page.is_visible(".receipt")
    page.goto(NEW)
    assert typed(page) == ("", "")


def test_it_works_without_scripts(as_person):
    page = as_person(METTE, java_script_enabled=False)
    write(page, title="Without scripts")
    page.check("[name=severity][value='2']")
    send(page)
    assert page.is_visible(".receipt")
    assert "Without scripts" in page.inner_text("h1")


def test_two_gigabytes_are_refused_with_a_page_and_the_text_is_kept(as_person, tmp_path):
    huge = tmp_path / "dump.bak"
    with huge.open("wb") as file:
        file.truncate(2 * 1024**3)
    page = as_person(METTE)
    write(page)
    page.set_input_files("[name=files]", huge)
    send(page)
    assert "dump.bak" in page.inner_text(".errors")
    assert typed(page) == KEPT


HIDDEN = """() => {
  const here = document.activeElement, head = document.querySelector(".top")
  const it = (here.closest(".choice") ?? here).getBoundingClientRect()
  const free = head.contains(here) || here === document.body || here.matches(".skip")
  return !free && (it.top < head.getBoundingClientRect().bottom || it.bottom > innerHeight)
}"""


@pytest.mark.parametrize("width", [1440, 390])
def test_what_a_key_leads_to_is_in_sight_whole(as_person, width):
    """R5.1: neither under the head of the page nor cut off below, there and back."""
    page = as_person(METTE, width=width)
    page.goto(NEW)
    page.focus("[name=product]")
    hidden = []
    for key in ["Tab"] * 8 + ["Shift+Tab"] * 8:
        page.keyboard.press(key)
        if page.evaluate(HIDDEN):
            hidden.append((key, page.evaluate("document.activeElement.id")))
    assert hidden == []
