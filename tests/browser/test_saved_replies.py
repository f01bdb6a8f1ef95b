"""Saved replies by keyboard in a real browser: two keys and a word, and nothing is sent."""

import pytest

from tests.browser.pages import press
from tests.browser.test_desk import NOTE, REPLY, focused
from tests.product import LEAD

DIALOG = "#saved-replies"


@pytest.fixture
def incident(as_person):
    """The incident of a company whose people read Danish, at a lead's desk."""
    page = as_person(LEAD)
    page.goto("/desk/customers/C-1001/")
    press(page.locator("a[href^='/desk/incidents/']").first)
    return page


def choose(page, words):
    """As fast as somebody types who knows the word."""
    page.keyboard.press("t")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_selector(DIALOG, state="hidden")


def test_t_a_word_and_enter_put_it_into_the_reply_and_say_what_comes_after(incident):
    messages = incident.locator(".message").count()
    choose(incident, "log")
    written = incident.input_value(REPLY)
    assert written.startswith("Kære ")
    assert "logfil" in written
    assert "{" not in written
    assert incident.is_checked(".for-reply [name=after][value=ask]")
    assert focused(incident) == "reply_body"
    assert incident.locator(REPLY).evaluate("text => text.selectionStart === text.value.length")
    assert incident.locator(".message").count() == messages


def test_it_goes_to_the_cursor_and_replaces_nothing(incident):
    incident.locator(REPLY).fill("Before after")
    incident.locator(REPLY).evaluate("text => text.setSelectionRange(0, 7)")
    incident.keyboard.press("Escape")
    choose(incident, "log")
    written = incident.input_value(REPLY)
    assert written.startswith("Before Kære ")
    assert written.endswith("after")


def test_behind_what_is_written_already_it_is_a_paragraph_of_its_own(incident):
    incident.locator(REPLY).fill("We have seen it.")
    incident.keyboard.press("Escape")
    choose(incident, "log")
    assert incident.input_value(REPLY).startswith("We have seen it.\n\nKære ")


def test_in_a_note_it_goes_into_the_note(incident):
    incident.keyboard.press("i")
    incident.keyboard.press("Escape")
    choose(incident, "version")
    assert "version" in incident.input_value(NOTE)
    assert incident.input_value(REPLY) == ""


def test_one_escape_closes_the_list_and_nothing_is_written(incident):
    incident.keyboard.press("t")
    incident.wait_for_selector(f"{DIALOG} [role=option]")
    incident.keyboard.press("Escape")
    incident.wait_for_selector(DIALOG, state="hidden")
    assert incident.input_value(REPLY) == ""


def test_where_nothing_has_the_words_the_list_says_so_and_enter_does_nothing(incident):
    incident.keyboard.press("t")
    incident.keyboard.type("xyzzy")
    incident.keyboard.press("Enter")
    incident.get_by_text("No saved reply has these words.").wait_for()
    incident.keyboard.press("Enter")
    assert incident.is_visible(DIALOG)
    assert incident.input_value(REPLY) == ""


def test_without_scripts_the_button_leads_to_a_page_and_back_into_the_reply(as_person):
    page = as_person(LEAD, java_script_enabled=False)
    page.goto("/desk/queue/")
    press(page.locator("tr[data-row] .t").first)
    page.fill(REPLY, "Seen.")
    press(page.locator(".for-reply [data-saved-reply]"))
    press(page.get_by_role("button", name="Insert Ask for the log file"))
    assert page.input_value(REPLY).startswith("Seen.\n\n")
    assert "logfil" in page.input_value(REPLY) or "log file" in page.input_value(REPLY)
