"""What narrows a list: beside each other on a desk; on a phone the first field, the others when they are asked for
or narrow the list, so that the list itself is in view (R5.1)."""

from tests.product import MANAGER, METTE

SEVERITY = "form.filters [name=severity]"


def test_a_desk_shows_all_of_them(as_person):
    page = as_person(METTE)
    page.goto("/incidents/")
    assert page.is_visible(SEVERITY)
    assert page.is_hidden(".more-filters summary")


def test_a_phone_shows_the_list_and_the_filters_when_asked(as_person):
    page = as_person(METTE, 390)
    page.goto("/incidents/")
    assert page.is_hidden(SEVERITY)
    page.click(".more-filters summary")
    page.select_option(SEVERITY, "3")
    page.click("form.filters button")
    page.wait_for_url("**severity=3**")
    assert page.is_visible(SEVERITY), "what narrows the list is seen"
    assert page.input_value(SEVERITY) == "3"


def test_r2_7_on_a_phone_the_tab_that_is_open_is_in_sight(as_person):
    page = as_person(MANAGER, width=390)
    page.goto("/downloads/company/")
    tab = page.locator(".tabs [aria-current]").bounding_box()
    assert tab["x"] >= 0
    assert tab["x"] + tab["width"] <= 390
