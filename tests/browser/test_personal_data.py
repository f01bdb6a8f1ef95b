"""In a browser: a secret is warned of before it is sent, and a person's data are asked for and looked at."""

import pytest

from tests.axe import LOOKS, faults
from tests.browser.pages import press
from tests.product import ADMIN, METTE


def test_r7_9_a_pasted_password_is_warned_of_and_taken_out_by_a_press(as_person):
    page = as_person(METTE)
    page.goto("/incidents/")
    page.click("main a[href^='/incidents/1'] >> nth=0")
    page.fill("textarea[name=body]", "Look yourself. Password: Sommer2026!")
    press(page.locator("form.composer button[data-submit]"))
    assert page.input_value("textarea[name=body]") == "Look yourself. Password: Sommer2026!"
    assert not faults(page)
    page.check("[name=about_secrets][value=take_out]")
    press(page.locator("form.composer button[data-submit]"))
    assert page.locator("text=Password: •••••").first.is_visible()
    assert "Sommer2026" not in page.inner_text("main")


@pytest.mark.parametrize(("width", "scheme", "rules"), LOOKS)
def test_the_page_of_a_persons_data_shows_what_erasing_does(as_person, width, scheme, rules):
    page = as_person(ADMIN, width, scheme, bypass_csp=True)
    page.goto("/admin/subscriptions/user/?q=mette")
    found = page.eval_on_selector_all("a[href*='/user/']", "links => links.map(a => a.pathname)")
    number = next(part for part in found if part.endswith("/change/")).split("/")[-3]
    page.goto(f"/desk/data/people/{number}/")
    page.wait_for_selector("text=is still a contact of")
    assert not faults(page, rules)
