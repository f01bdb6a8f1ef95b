"""What axe finds on a page, as the tests in a browser ask it."""

import json

from axe_playwright_python.base import AXE_SCRIPT

# How a page is looked at: wide and light with all of axe's rules; narrow and dark for what that can change.
LOOKS = [(1440, "light", ()), (390, "dark", ("color-contrast", "scrollable-region-focusable"))]
HEIGHT = 900
# Cells of a table that has become cards: their headings are gone.
LONE_DASHES = """[...document.querySelectorAll(".table td:not([data-label])")].some(cell =>
    cell.offsetParent && getComputedStyle(cell).display === "block" && cell.innerText.trim() === "–")"""


def faults(page, rules=()):
    """What axe finds wrong by `rules` (none: by all of them), and whether the page is wider than its screen; one
    line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = page.evaluate(f"axe.run({json.dumps(options)}).then(results => results.violations)")
    wrong = [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found]
    if page.evaluate(LONE_DASHES):
        wrong.append("a dash on a card, of which nothing says what it stands for")
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append("wider than the screen")
    return wrong


def faults_in_every_look(page):
    """The same in each of LOOKS, of a page that is loaded once: width and scheme change our pages by style sheets
    alone. The admin's pages are changed by a script that runs when they are loaded."""
    wrong = []
    for width, scheme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme)
        wrong += [f"{width} pixels, {scheme}: {fault}" for fault in faults(page, rules)]
    return wrong
