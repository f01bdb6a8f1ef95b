"""A recorded briefing as it is watched: a word found jumps to its second, captions are on, and where its watcher
stopped is remembered (R13.1). Questions are voted for without another page (R16.1)."""

import re

import pytest

from tests.browser.pages import press, until
from tests.product import METTE


@pytest.fixture
def page(as_person):
    return as_person(METTE)


def watched(page, script):
    return page.evaluate(f"(() => {{ const video = document.getElementById('video'); return {script} }})()")


def wait_until(page, script):
    """As wait_for_function, which the content policy forbids: it compiles in the page."""
    until(page, lambda: watched(page, script))


def test_a_word_found_jumps_to_its_second_and_where_she_stopped_is_remembered_r13_1(page):
    page.goto("/briefings/?q=lock")
    page.locator(".briefing-card a").first.click()
    page.locator("#video").wait_for()
    wait_until(page, "video.readyState > 0")
    time = page.locator(".transcript .found a").first
    second = int(time.get_attribute("data-second"))
    time.click()
    wait_until(page, f"Math.abs(video.currentTime - {second}) < 10")
    with page.expect_response(re.compile("/position/$")) as kept:
        watched(page, "video.paused ? video.dispatchEvent(new Event('pause')) : video.pause()")
    assert kept.value.status == 204
    assert watched(page, "[...video.textTracks].filter(track => track.mode === 'showing').length") == 1
    address = page.url.split("?")[0].split("#")[0]
    page.goto(address)
    begins = int(page.get_attribute("#video", "data-begins"))
    assert second <= begins < second + 60


def test_r13_1_the_address_names_the_second_and_begins_there_for_whom_it_is_sent_to(page):
    page.goto("/briefings/?q=lock")
    press(page.locator(".briefing-card a").first)
    page.locator("#video").wait_for()
    time = page.locator(".chapters [data-second]").nth(1)
    second = time.get_attribute("data-second")
    time.click()
    page.wait_for_url(f"**#t={second}")
    address = page.url.split("#")[0]
    page.goto("about:blank")
    page.goto(f"{address}#t=65")
    wait_until(page, "Math.abs(video.currentTime - 65) < 5")
    assert not page.locator("#goes-on").count()


def test_a_question_is_voted_for_without_another_page_r16_1(page):
    page.goto("/briefings/sessions/")
    press(page.locator("[aria-labelledby=coming] a.t").first)
    if page.locator("form[action$='sign-up/']").count():
        press(page.locator("form[action$='sign-up/'] [name=seats]"), "Enter")
    page.evaluate("window.same = true")
    page.locator(".vote[aria-pressed=false]").first.click()
    page.wait_for_selector(".vote[aria-pressed=true]")
    assert page.evaluate("window.same")
