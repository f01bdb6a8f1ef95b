"""What is sent along: pasted, dragged, chosen again, and taken out."""

import pytest

from tests.product import LEAD, METTE

LISTED = ".attached:visible [data-name]"
PASTE = """([selector, text, picture]) => {
  const brought = new DataTransfer()
  if (text) brought.setData('text/plain', text)
  if (picture) brought.items.add(new File([new Uint8Array([1, 2, 3])], 'image.png', { type: 'image/png' }))
  const event = new ClipboardEvent('paste', { clipboardData: brought, bubbles: true, cancelable: true })
  document.querySelector(selector).dispatchEvent(event)
  return event.defaultPrevented
}"""
DROP = """() => {
  const brought = new DataTransfer()
  brought.items.add(new File(['ERROR 4711'], 'posting.log', { type: 'text/plain' }))
  for (const kind of ['dragover', 'drop']) {
    const event = new DragEvent(kind, { dataTransfer: brought, bubbles: true, cancelable: true })
    document.querySelector('h1').dispatchEvent(event)
    if (!event.defaultPrevented) throw new Error(kind)
  }
}"""


@pytest.fixture
def new(as_person):
    page = as_person(METTE, width=390)
    page.goto("/incidents/new/")
    return page


def paste(page, selector, text="", *, picture=False):
    return page.evaluate(PASTE, [selector, text, picture])


def sent_along(page, form):
    return page.evaluate(
        "form => [...document.querySelector(form + ' [type=file]').files].map((file) => file.name)", form
    )


def test_r10_6_a_screenshot_is_pasted_and_a_log_dragged_and_each_can_be_taken_out(new):
    assert paste(new, "#id_description", picture=True)
    assert paste(new, "#id_description", picture=True)
    new.evaluate(DROP)
    assert new.locator(LISTED).all_inner_texts() == [
        "skærmbillede-1.png",
        "skærmbillede-2.png",
        "posting.log",
    ]
    new.get_by_role("button", name="Fjern skærmbillede-1.png").click()
    assert sent_along(new, "#new-incident") == ["skærmbillede-2.png", "posting.log"]


def test_what_is_chosen_once_more_comes_beside_what_was_chosen(new, tmp_path):
    files = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for file in files:
        file.write_text(file.name)
        new.set_input_files("#id_files", file)
    assert sent_along(new, "#new-incident") == ["one.txt", "two.txt"]


def test_a_log_that_is_too_long_for_the_text_is_attached_and_said(new):
    log = "2026-11-30 23:40:00 ERROR period lock held\n" * 2_000
    assert paste(new, "#id_description", log)
    assert sent_along(new, "#new-incident") == ["log-1.txt"]
    assert new.input_value("#id_description") == ""
    assert "vedhæftet som log-1.txt" in new.inner_text(".attached .said")


def test_words_that_fit_are_pasted_as_ever_also_where_a_picture_comes_along(new):
    assert not paste(new, "#id_description", "Posting stops", picture=True)
    assert sent_along(new, "#new-incident") == []


def test_at_the_desk_it_goes_with_the_reply_or_with_the_note_whichever_is_written(as_person):
    page = as_person(LEAD)
    page.goto("/desk/queue/")
    page.locator("tr[data-row] .t").first.click()
    page.wait_for_url("**/desk/incidents/**")
    page.keyboard.press("i")
    page.evaluate(DROP)
    assert (sent_along(page, ".for-note"), sent_along(page, ".for-reply")) == (["posting.log"], [])


def test_a_form_that_comes_back_says_that_its_files_are_to_be_chosen_again(new, tmp_path):
    file = tmp_path / "one.txt"
    file.write_text("ERROR")
    new.set_input_files("#id_files", file)
    new.fill("#id_description", "It stops.")
    new.click("button[data-submit]")
    assert "Vælg filerne igen" in new.inner_text(".errors")
