"""R5: on a bad line no page is heavier than 100 KB, compressed, with all that it brings but pictures."""

import gzip
from urllib.parse import urlsplit

import pytest

from tests.product import AGENT, METTE

HEAVIEST = 100_000  # bytes
PAGES = [
    (None, "/accounts/login/"),
    (None, "/plans/"),
    (METTE, "/"),
    (METTE, "/incidents/"),
    (METTE, "/incidents/new/"),
    (METTE, "/subscription/"),
    (METTE, "/search/?q=posting"),
    (AGENT, "/desk/queue/"),
]
BROUGHT = "performance.getEntriesByType('resource').map(each => each.name)"


@pytest.mark.parametrize(("person", "address"), PAGES)
def test_r5_a_page_comes_over_a_bad_line(as_person, person, address):
    page = as_person(person, 390, "light")
    page.goto(address, wait_until="networkidle")
    brought = {
        each for each in page.evaluate(BROUGHT) if urlsplit(each).path.endswith((".css", ".js", ".woff2"))
    }
    weights = {
        each: len(gzip.compress(page.request.get(each).body())) for each in sorted({page.url, *brought})
    }
    assert len(weights) > 3
    assert sum(weights.values()) < HEAVIEST, weights
