"""The desk in a real browser: what is frequent is on a key, no note can pass for a reply, nothing typed is lost."""

import re

import pytest

from tests.browser.pages import press
from tests.product import AGENT, LEAD

REPLY, NOTE = ".for-reply textarea", ".for-note textarea"


@pytest.fixture
def queue(as_person):
    """A lead's queue, so that any incident can be worked."""
    page = as_person(LEAD)
    page.goto("/desk/queue/")
    return page


def open_second(page):
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url("**/desk/incidents/**")
    return page.url


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_j_and_k_walk_the_rows_and_enter_opens_one(queue):
    titles = queue.locator("tr[data-row] .t").all_inner_texts()
    for key, row in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        queue.keyboard.press(key)
        assert queue.inner_text("tr.selected .t") == titles[row]
    queue.keyboard.press("Enter")
    queue.wait_for_url("**/desk/incidents/**")
    assert queue.inner_text("h1") == titles[1]


def test_r9_a_key_that_is_held_takes_one_incident(queue):
    """The page of the incident that was taken has the key, too."""
    queue.keyboard.down("n")
    queue.wait_for_url("**/desk/incidents/**")
    queue.wait_for_load_state()
    taken = queue.url
    queue.keyboard.down("n")  # held: the browser says it again
    queue.wait_for_timeout(1_000)
    assert queue.url == taken
    queue.keyboard.up("n")
    queue.keyboard.press("n")
    queue.wait_for_url(lambda url: url != taken)


def test_the_sheet_shows_the_keys_of_the_page(queue):
    open_second(queue)
    queue.keyboard.press("?")
    shown = queue.inner_text("#keys")
    for key in "NRIWS":
        assert re.search(rf"\b{key}\b", shown)


def test_r_and_i_write_in_two_places_that_share_nothing(queue):
    open_second(queue)
    queue.keyboard.press("i")
    assert focused(queue) == "note_body"
    queue.keyboard.type("Same as 10391.")
    assert queue.is_hidden(REPLY)
    assert "Keep internal note" in queue.inner_text(".writing [data-submit]:visible")
    queue.keyboard.press("Escape")
    queue.keyboard.press("r")
    assert focused(queue) == "reply_body"
    assert queue.is_hidden(NOTE)
    assert queue.input_value(REPLY) == ""
    assert queue.inner_text(".writing [data-submit]:visible").startswith("Send to ")


def test_ctrl_enter_keeps_the_note_and_the_browser_forgets_it(queue):
    open_second(queue)
    queue.keyboard.press("i")
    queue.keyboard.type("Ask Sofie in development.")
    queue.keyboard.press("Control+Enter")
    queue.wait_for_selector(".notice.success")
    assert "Ask Sofie in development." in queue.locator(".message.note").last.inner_text()
    assert queue.input_value(NOTE) == ""


def test_w_asks_the_customer_also_while_a_note_was_chosen(queue):
    open_second(queue)
    queue.keyboard.press("i")
    queue.keyboard.press("Escape")
    queue.keyboard.press("w")
    assert focused(queue) == "reply_body"
    assert queue.is_checked(".for-reply [value=ask]")
    assert "and wait" in queue.inner_text(".writing [data-submit]:visible")


def test_s_opens_the_severity_and_shows_what_a_change_would_do(queue):
    open_second(queue)
    queue.keyboard.press("s")
    queue.wait_for_selector("#step-severity [name=severity]:focus")
    queue.locator("#step-severity [name=severity]").last.check()
    queue.wait_for_selector(".severity-preview li")


def test_what_was_typed_survives_a_lost_session(as_person, queue):
    address = open_second(queue)
    queue.keyboard.press("r")
    queue.keyboard.type("A reply that must not be lost.")
    queue.wait_for_timeout(600)
    cookies = queue.context.cookies()
    queue.context.clear_cookies()
    queue.keyboard.press("Control+Enter")
    queue.wait_for_selector("text=The form had expired")
    queue.context.add_cookies(cookies)
    queue.goto(address)
    assert queue.input_value(REPLY) == "A reply that must not be lost."
    queue.click(".writing .notice button")
    assert queue.input_value(REPLY) == ""


def test_the_desk_works_without_scripts(as_person):
    page = as_person(AGENT, java_script_enabled=False)
    page.goto("/desk/queue/")
    page.click("button:has-text('Take next')")
    page.wait_for_url(re.compile(r"/desk/(incidents/\d+|queue)/$"))
    page.goto("/desk/queue/?list=mine")
    press(page.locator("tr[data-row] .t").first)
    page.click("label:has-text('Internal note')")
    assert page.is_hidden(REPLY)
    page.fill(NOTE, "Written without a script.")
    press(page.locator(".for-note [data-submit]"))
    assert "Written without a script." in page.locator(".message.note").last.inner_text()


def test_r26_5_on_a_phone_the_end_of_the_grace_time_is_whole(as_person):
    page = as_person(LEAD, 320)
    page.goto("/desk/renewals/")
    tag = page.locator(".endings .tag.warn").first
    assert "grace time until" in tag.inner_text()
    sheet = tag.locator("xpath=ancestor::section").bounding_box()
    box = tag.bounding_box()
    assert box["x"] + box["width"] <= sheet["x"] + sheet["width"]


def test_r5_5_after_an_article_is_inserted_the_reply_is_in_view_with_the_caret_behind_it(queue):
    open_second(queue)
    queue.locator(REPLY).fill("Dear Mette,")
    press(queue.locator(".for-reply [formaction$='/articles/']"))
    press(queue.locator("[name=chosen]").first)
    assert focused(queue) == "reply_body"
    written = queue.locator(REPLY)
    assert written.input_value().startswith("Dear Mette,\n\n")
    assert written.evaluate("text => text.selectionStart === text.value.length")
    box = written.bounding_box()
    assert 0 <= box["y"] <= 900 - box["height"]
