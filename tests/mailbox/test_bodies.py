"""The text that an HTML mail shows (LIFECYCLE.md, 5): tables of figures line by line, tables that only place things
as what stands in them."""

import pytest

from tickets.mailbox.bodies import from_html

FIGURES = """<p>See:</p><table><tr><th>Item</th><th>Price</th></tr>
<tr><td><p class=MsoNormal>7</p></td><td><p class=MsoNormal>12,50</p></td></tr>
<tr><td>9</td><td></td></tr></table>Bye"""
PLACED = """<table><tr><td width=20></td><td><table><tr><td><p>Hello</p><p>It stops<br>at nine.</p>
<ul><li>company 04</li></ul></td></tr></table></td><td></td></tr></table>"""
BOTH = f"<table><tr><td>Monitor</td></tr><tr><td>{FIGURES}</td></tr></table>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (FIGURES, "See:\n\nItem | Price\n7 | 12,50\n9 |\n\nBye"),
        (PLACED, "Hello\n\nIt stops\nat nine.\n\n- company 04"),
        (BOTH, "Monitor\n\nSee:\n\nItem | Price\n7 | 12,50\n9 |\n\nBye"),
        ("<table><tr><td>Only this</td></tr></table>", "Only this"),
        ("<table></table>Nothing", "Nothing"),
        ("<td>no table</td>", "no table"),
    ],
)
def test_tables_of_a_mail_are_read_as_they_are_meant(html, text):
    """LIFECYCLE.md, 5: a message is what the contact sees that she wrote."""
    assert from_html(html) == text


def test_tables_within_tables_are_read_however_deep():
    deep = 3_000
    assert (
        from_html("<table><tr><td>" * deep + "It stops" + "</td></tr></table>" * deep).strip() == "It stops"
    )
