"""What is written in Markdown, as a browser shows it."""

from tests.browser.pages import press
from tests.product import METTE


def test_r5_5_figures_of_an_articles_table_stand_at_the_end_of_their_column(as_person):
    page = as_person(METTE)
    page.goto("/knowledge/?q=MRP+run")
    press(page.locator("main a:has-text('MRP run slow')").first)
    cell = page.locator(".written td").first
    assert cell.evaluate("cell => getComputedStyle(cell).textAlign") == "end"
