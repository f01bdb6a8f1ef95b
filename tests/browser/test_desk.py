"""The desk in a real browser: what is frequent is on a key, no note can pass for a reply, nothing typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import cut_off, kept, press, until
from tests.browser.test_live import log
from tests.product import AGENT, LEAD, METTE

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


def test_j_and_k_walk_the_rows_and_enter_opens_one(as_person):
    queue = as_person(LEAD)
    cut_off(queue)  # another test's incident would come in between
    queue.goto("/desk/queue/")
    titles = queue.locator("tr[data-row] .t").all_inner_texts()
    for key, row in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        queue.keyboard.press(key)
        assert queue.inner_text("tr.selected .t") == titles[row]
    queue.keyboard.press("Enter")
    queue.wait_for_url("**/desk/incidents/**")
    assert queue.inner_text("h1") == titles[1]


def test_r9_m_leads_from_the_queue_to_the_first_of_hers(as_person):
    page = as_person(AGENT)
    page.goto("/desk/queue/")
    page.keyboard.press("n")
    page.wait_for_url("**/desk/incidents/**")
    page.goto("/desk/queue/")
    page.keyboard.press("m")
    page.wait_for_url("**/desk/incidents/**")


@pytest.mark.parametrize(("address", "keys"), [("/desk/calls/", "C"), ("/notifications/settings/", "")])
def test_r9_the_sheet_shows_each_key_that_acts_and_nothing_else(as_person, address, keys):
    page = as_person(AGENT)
    page.goto(address)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    shown = page.locator("#keys [data-filled] kbd")
    assert "".join(shown.all_inner_texts()) == keys


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
    press(queue.locator(NOTE), "Control+Enter")
    assert queue.is_visible(".notice.success")
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


def test_r9_a_list_is_narrowed_to_a_customer_by_a_few_letters_and_keys(queue):
    queue.click("[popovertarget=filter-customer]")
    assert focused(queue) == "find-customer"
    queue.keyboard.type("havb")
    queue.wait_for_selector(".menu-find [role=option]")
    queue.keyboard.press("ArrowDown")
    queue.keyboard.press("Enter")
    queue.wait_for_url("**/desk/queue/?customer=C-1002")
    assert all("Havblik" in row for row in queue.locator("tr[data-row] .sub").all_inner_texts())


def held_back(page, addresses):
    """The questions to these addresses, which are answered when the test says so (`continue_`)."""
    asked = []
    page.route(addresses, lambda route: asked.append(route))
    return asked


def test_r9_what_was_walked_to_stays_chosen_when_the_answer_to_the_last_letter_offers_it_too(as_person):
    """It was chosen no more, and Enter sent what was typed."""
    queue = as_person(LEAD, service_workers="block")  # a worker would ask in the page's place
    asked = held_back(queue, "**/queue/customers/**")
    queue.goto("/desk/queue/")
    queue.click("[popovertarget=filter-customer]")
    queue.keyboard.insert_text("hav")
    until(queue, lambda: asked)[0].continue_()
    queue.wait_for_selector(".menu-find [role=option]")
    queue.keyboard.insert_text("b")
    until(queue, lambda: len(asked) == 2)
    queue.keyboard.press("ArrowDown")
    with queue.expect_response("**/queue/customers/**"):
        asked[1].continue_()
    queue.wait_for_timeout(200)  # which must not change it
    queue.keyboard.press("Enter")
    queue.wait_for_url("**/desk/queue/?customer=C-1002")


def test_r9_enter_takes_no_name_that_was_offered_for_fewer_letters(queue, as_person):
    """Somebody else was mentioned."""
    address = open_second(queue)
    page = as_person(LEAD, service_workers="block")
    page.goto(address)
    asked = held_back(page, "**/desk/mentions/**")
    page.click(".composer-kind:has([value=note])")
    page.click(NOTE)
    page.keyboard.type("Ask @")
    until(page, lambda: asked)[0].continue_()
    other = page.locator(".for-note [role=option]").last
    name, mention = other.locator("b").inner_text(), other.locator(".sub").inner_text().split(" ")[0]
    page.keyboard.insert_text(name.split(" ")[0].lower())
    until(page, lambda: len(asked) == 2)
    page.keyboard.press("Enter")
    asked[1].continue_()
    until(page, lambda: page.input_value(NOTE).endswith(" "))
    assert page.input_value(NOTE) == f"Ask {mention} "


def test_l13_the_other_incident_of_a_duplicate_is_offered_while_words_of_it_are_typed(as_person):
    mette, page = as_person(METTE), as_person(LEAD)
    numbers = [log(mette, title) for title in ("The archive is slow", "Archive does not open")]
    page.goto(f"/desk/incidents/{numbers[0]}/")
    page.click("#step-close summary")
    page.wait_for_selector("#close_duplicate_of")
    page.check("#step-close [value=duplicate]")
    page.focus("#close_duplicate_of")
    page.wait_for_selector(f".offered [role=option]:has-text('{numbers[1]}')")
    page.fill("#close_duplicate_of", "archive")
    page.fill("#close_body", "It is one fault.")
    page.click("#step-close [formaction]")
    page.click(f"button[name=chosen][value='{numbers[1]}']")
    page.wait_for_selector("#step-close [data-submit]:focus")
    assert page.input_value("#close_duplicate_of") == str(numbers[1])
    assert page.input_value("#close_body") == "It is one fault."


@pytest.mark.parametrize("width", [1440, 390])
def test_l13_a_button_below_what_is_offered_is_pressed_while_the_list_is_open(as_person, width):
    """The list closed under the press, the button moved away, and nothing happened."""
    mette, page = as_person(METTE), as_person(LEAD, width, has_touch=width == 390)
    numbers = [log(mette, title) for title in ("The report is empty", "Report without lines")]
    page.goto(f"/desk/incidents/{numbers[0]}/close/")
    page.fill("#close_duplicate_of", "report")
    page.wait_for_selector(f".offered [role=option]:has-text('{numbers[1]}')")
    button = page.locator("#step-close [formaction]")
    (button.tap if width == 390 else button.click)()
    page.wait_for_selector(f"button[name=chosen][value='{numbers[1]}']")


def mark_on_tab(page, kind):
    """How wide the mark is on the tab of what is written: a text came back there."""
    tab = page.locator(f".composer-kind:has([value={kind}])")
    return tab.evaluate("tab => getComputedStyle(tab, '::after').inlineSize")


def test_what_was_typed_survives_a_lost_session(as_person, queue):
    address = open_second(queue)
    queue.keyboard.press("r")
    queue.keyboard.type("A reply that must not be lost.")
    kept(queue, "A reply that must not be lost.")
    cookies = queue.context.cookies()
    queue.context.clear_cookies()
    queue.keyboard.press("Control+Enter")
    queue.wait_for_selector("text=The form had expired")
    queue.context.add_cookies(cookies)
    queue.goto(address)
    assert queue.input_value(REPLY) == "A reply that must not be lost."
    assert mark_on_tab(queue, "reply") == "auto"
    queue.keyboard.press("i")
    assert mark_on_tab(queue, "reply") == "7px"
    assert mark_on_tab(queue, "note") == "auto"
    queue.keyboard.press("Escape")
    queue.keyboard.press("r")
    queue.click(".writing .notice button")
    assert queue.input_value(REPLY) == ""


def test_a_note_that_came_back_is_marked_on_its_tab_while_a_reply_is_written(queue):
    address = open_second(queue)
    queue.keyboard.press("i")
    queue.keyboard.type("A note that must not be forgotten.")
    queue.wait_for_timeout(600)
    queue.goto(address)
    assert queue.input_value(NOTE) == "A note that must not be forgotten."
    queue.keyboard.press("r")
    assert mark_on_tab(queue, "note") == "7px"
    assert mark_on_tab(queue, "reply") == "auto"
    queue.keyboard.press("Escape")
    queue.keyboard.press("i")
    assert mark_on_tab(queue, "note") == "auto"
    queue.click(".writing .for-note .notice button")


def test_the_desk_works_without_scripts(as_person):
    page = as_person(AGENT, java_script_enabled=False)
    page.goto("/desk/queue/")
    press(page.locator("button:has-text('Take next')"))
    assert re.search(r"/desk/(incidents/\d+|queue)/$", page.url)
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


SQUEEZED = """() => [...document.querySelectorAll(".rail .nav-link")]
    .filter(link => link.scrollHeight > link.clientHeight).map(link => link.innerText)"""


def test_r15_3_a_label_of_two_lines_keeps_its_height_in_a_rail_that_is_full(as_person):
    page = as_person(LEAD)
    page.goto("/desk/tiers/")
    assert page.evaluate(SQUEEZED) == []


def test_l9_when_somebody_answered_stands_on_one_line_and_who_on_the_next(as_person):
    page = as_person(LEAD)
    page.goto("/desk/satisfaction/")
    heights = page.evaluate("[...document.querySelectorAll('td.end .sub')].map(who => who.clientHeight)")
    assert heights
    assert max(heights) < 30


def test_r9_2_why_a_row_stands_where_it_does_is_said_while_a_mouse_points_there(as_person):
    queue = as_person(LEAD)
    cut_off(queue)  # the first row stays the first
    queue.goto("/desk/queue/")
    why = queue.locator("tr[data-row] .why-box").first
    assert not why.is_visible()
    queue.locator("tr[data-row] .place").first.hover()
    expect(why).to_be_visible()
    assert "within it by subscription" in why.inner_text()
    queue.mouse.move(5, 5)
    expect(why).to_be_hidden()


def test_r9_2_by_keyboard_it_is_opened_and_closed_by_escape(queue):
    why = queue.locator("tr[data-row] .why-box").first
    queue.locator("tr[data-row] summary").first.focus()
    queue.keyboard.press("Enter")
    assert why.is_visible()
    queue.keyboard.press("Escape")
    assert not why.is_visible()


def test_r9_2_on_a_phone_it_opens_by_a_tap_and_fits(as_person):
    page = as_person(LEAD, 390, has_touch=True)
    page.goto("/desk/queue/")
    page.locator("tr[data-row] summary").nth(2).tap()
    box = page.locator("tr[data-row] .why-box").nth(2).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
