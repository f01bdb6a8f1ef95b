"""Going from page to page in a browser, and waiting there for what follows."""

import re

PATIENCE = 30_000  # ms, for what no promise is made of


def press(target, key=None):
    """Click the locator, or send it a key, and wait for the page that follows: reading right after a click may
    still read the page before it, or the beginning of the next, which its scripts have not seen."""
    with target.page.expect_navigation():
        target.press(key) if key else target.click()


def cut_off(page):
    """Lets nothing that others do arrive by itself on the page, which is opened after this."""
    page.route("**/live/?token=*", lambda route: route.abort())


def until(page, true):
    """Wait for what no selector names: `true` is asked until it says so, and its answer given."""
    for _time in range(PATIENCE // 100):
        if answer := true():
            return answer
        page.wait_for_timeout(100)
    raise AssertionError(f"It did not come true at {page.url}")


def kept(page, words):
    """Wait until the browser keeps these words of a form that is being written: it does a moment after the key."""
    until(page, lambda: words in page.evaluate("JSON.stringify({ ...localStorage })"))


def mailed(page, to, pattern):
    """The match of the pattern in the newest mail of the demo to this address, once a worker has sent it."""

    def newest():
        page.goto(f"/demo/mail/?to={to}")
        if not page.locator("main .people a").count():
            return None
        press(page.locator("main .people a").first)
        return re.search(pattern, page.locator("main").inner_text())

    return until(page, newest)
