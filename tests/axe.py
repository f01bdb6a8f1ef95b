"""What axe finds on a page, as the tests in a browser ask it."""

from axe_playwright_python.sync_playwright import Axe

# How a page is looked at: wide and light with all of axe's rules; narrow and dark for what that can change.
LOOKS = [(1440, "light", ()), (390, "dark", ("color-contrast", "scrollable-region-focusable"))]


def faults(page, rules=()):
    """What axe finds wrong by `rules` (none: by all of them), and whether the page is wider than its screen; one
    line each."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = Axe().run(page, options=options).response["violations"]
    wrong = [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append("wider than the screen")
    return wrong
