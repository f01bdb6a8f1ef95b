"""Going from page to page in a browser."""


def press(target, key=None):
    """Click the locator, or send it a key, and wait for the page that follows: reading right after a click may
    still read the page before it."""
    with target.page.expect_navigation():
        target.press(key) if key else target.click()
