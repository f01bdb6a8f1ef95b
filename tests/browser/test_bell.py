"""The bell of an open page shows within two seconds what its reader is told, and what she has read elsewhere; an @
offers names while it is typed, and without scripts all of it works by pages."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.axe import LOOKS, faults
from tests.browser.pages import press
from tests.browser.test_live import in_time, log, post
from tests.product import AGENT, LEAD, MANAGER, METTE

pytestmark = pytest.mark.usefixtures("whole", "alone")


@pytest.fixture
def alone(turn):
    """Nobody else counts what the manager is told."""
    turn("the manager's bell")


def unread(page):
    """How many the bell says."""
    return int(page.evaluate("document.querySelector('.bell-count')?.textContent ?? 0"))


def rings(page, number, since):
    in_time(page, lambda: unread(page) == number, since)


def followed(mette, manager):
    """An incident of Mette's that her manager follows, who then reads all she was told; gives its number."""
    number = log(mette, "Dunning letters are empty")
    manager.goto(f"/incidents/{number}/")
    manager.click("#followers button:has-text('Følg')")
    manager.wait_for_selector("#followers button:has-text('Stop')")
    manager.goto("/notifications/")
    if manager.locator("button:has-text('Markér alle')").count():
        press(manager.locator("button:has-text('Markér alle')"))
    return number


def test_the_bell_of_any_page_rings_within_two_seconds_and_is_heard(as_person):
    mette, manager, agent = as_person(METTE), as_person(MANAGER), as_person(LEAD)
    number = followed(mette, manager)
    manager.goto("/subscription/")
    assert unread(manager) == 0
    manager.focus(".bell")
    agent.goto(f"/desk/incidents/{number}/")
    since = post(agent, f"/desk/incidents/{number}/reply/", body="Which version do you run?")
    rings(manager, 2, since)
    expect(manager.locator(".bell")).to_have_attribute("aria-label", "Hvad du har fået besked om: 2 ulæste")
    expect(manager.locator("#bell [role=status]")).to_have_text("Hvad du har fået besked om: 2 ulæste")
    assert manager.evaluate("document.activeElement.classList.contains('bell')")


def test_what_is_read_on_one_page_is_read_on_the_other_and_its_list_follows(as_person):
    mette, manager, agent = as_person(METTE), as_person(MANAGER), as_person(LEAD)
    number = followed(mette, manager)
    other = manager.context.new_page()
    other.goto("/notifications/?show=unread")
    agent.goto(f"/desk/incidents/{number}/")
    since = post(agent, f"/desk/incidents/{number}/reply/", body="Which version do you run?")
    rings(other, 2, since)
    other.wait_for_selector(f"tr[data-row]:has-text('{number}'):has-text('2 beskeder')")
    manager.goto(f"/incidents/{number}/")
    rings(other, 0, time.monotonic())
    other.wait_for_selector("[data-live=told] .empty")


def test_a_page_on_an_incident_keeps_one_connection_for_both(as_person):
    mette = as_person(METTE)
    number = log(mette, "Interest is wrong by a day")
    mette.wait_for_selector("#live[data-state=here]", state="attached")
    asked = []
    mette.on("request", lambda request: asked.append(request.url) if "/live/?token=" in request.url else None)
    mette.goto(f"/incidents/{number}/")
    mette.wait_for_selector("#live[data-state=here]", state="attached")
    assert [address.count("token=") for address in asked] == [2]


def test_without_scripts_a_line_is_read_by_its_button(browser, product, signed_in, as_person):
    mette, manager, agent = as_person(METTE), as_person(MANAGER), as_person(LEAD)
    number = followed(mette, manager)
    agent.goto(f"/desk/incidents/{number}/")
    post(agent, f"/desk/incidents/{number}/reply/", body="Which version do you run?")
    context = browser.new_context(
        base_url=product, storage_state=signed_in(MANAGER), java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/notifications/?show=unread")
    row = page.locator(f"tr[data-row]:has-text('{number}')")
    press(row.locator("button"))
    assert page.url.endswith("/notifications/?show=unread")
    assert page.locator(f"tr[data-row]:has-text('{number}')").count() == 0
    context.close()


@pytest.mark.parametrize(("width", "scheme", "rules"), LOOKS)
def test_an_at_offers_names_that_the_keyboard_takes(as_person, width, scheme, rules):
    agent = as_person(AGENT, width, scheme, bypass_csp=True)
    agent.goto("/desk/queue/")
    agent.goto(agent.get_attribute("tr[data-row] a.t", "href"))
    agent.click(".composer-kind:has([value=note])")
    agent.click(".for-note textarea")
    agent.keyboard.type("Ask @e")
    agent.wait_for_selector(".for-note [role=option]")
    area = agent.locator(".for-note textarea")
    chosen = area.get_attribute("aria-activedescendant")
    assert agent.get_attribute(f"[id='{chosen}']", "aria-selected") == "true"
    assert faults(agent, rules) == []
    agent.keyboard.press("ArrowDown")
    agent.keyboard.press("ArrowUp")
    agent.keyboard.press("Enter")
    agent.keyboard.type("about it")
    assert re.fullmatch(r"Ask @e[\w.-]+ about it", area.input_value())
    agent.keyboard.type(" @e")
    agent.wait_for_selector(".for-note [role=option]")
    agent.keyboard.press("Escape")
    assert agent.locator(".for-note [role=listbox]").is_hidden()
    area.fill("")
