"""Logging an incident in a real browser: what the page tells while it is typed, and that nothing typed is lost."""

from tests.product import JONAS, METTE

NEW = "/incidents/new/"


def write(page, **fields):
    page.goto(NEW)
    page.select_option("[name=product]", fields.get("product", "LGF"))
    page.fill("[name=title]", fields.get("title", "Posting stops"))
    page.fill("[name=description]", fields.get("description", "A text that must not be lost."))


def send(page):
    page.click("button[data-submit]")


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


def test_what_was_typed_survives_a_closed_tab(as_person):
    page = as_person(JONAS)
    write(page)
    page.wait_for_timeout(600)
    again = page.context.new_page()
    page.close()
    again.goto(NEW)
    assert typed(again) == KEPT
    assert again.input_value("[name=product]") == "LGF"
    again.wait_for_selector("#expected-1 svg")


def test_what_was_typed_survives_a_lost_session(as_person):
    page = as_person(METTE)
    write(page)
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    send(page)
    page.wait_for_url("**/accounts/login/**")
    page.context.add_cookies(cookies)
    page.goto(NEW)
    assert typed(page) == KEPT


def test_what_was_typed_survives_an_error_and_is_forgotten_once_logged(as_person):
    page = as_person(METTE)
    write(page)
    page.check("[name=severity][value='1']")
    page.fill("[name=phone]", "")
    send(page)
    page.wait_for_selector(".errors")
    assert typed(page) == KEPT
    page.click("button[name=instead]")
    page.wait_for_selector(".receipt")
    page.goto(NEW)
    assert typed(page) == ("", "")


def test_it_works_without_scripts(as_person):
    page = as_person(METTE, java_script_enabled=False)
    write(page, title="Without scripts")
    page.check("[name=severity][value='2']")
    send(page)
    page.wait_for_selector(".receipt")
    assert "Without scripts" in page.inner_text("h1")


def test_two_gigabytes_are_refused_with_a_page_and_the_text_is_kept(as_person, tmp_path):
    huge = tmp_path / "dump.bak"
    with huge.open("wb") as file:
        file.truncate(2 * 1024**3)
    page = as_person(METTE)
    write(page)
    page.set_input_files("[name=files]", huge)
    send(page)
    page.wait_for_selector(".errors")
    assert "dump.bak" in page.inner_text(".errors")
    assert typed(page) == KEPT
