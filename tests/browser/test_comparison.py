"""The comparison of subscriptions on paper."""

import re

from tests.product import METTE


def test_r24_4_printed_in_danish_it_is_one_sheet_with_its_footnotes(as_person):
    page = as_person(METTE)
    page.goto("/plans/")
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))
    assert len(sheets) == 1


BROKEN = """() => [...document.querySelectorAll(".plans td")].filter(cell => {
  const words = cell.textContent.trim();
  const text = [...cell.childNodes].find(each => each.nodeType === 3 && each.textContent.trim());
  if (!text || /\\s/.test(words)) return false;
  const range = document.createRange();
  range.selectNodeContents(text);
  return new Set([...range.getClientRects()].filter(box => box.width > 1).map(box => box.top)).size > 1;
}).map(cell => cell.textContent.trim())"""


def test_r24_3_a_fourth_tier_breaks_no_word_on_a_phone(as_person):
    page = as_person(METTE, 390)
    page.goto("/plans/")
    page.evaluate(
        "document.querySelectorAll('.plans tr:not(.plans-group)')"
        ".forEach(row => row.append(row.lastElementChild.cloneNode(true)))"
    )
    assert page.evaluate(BROKEN) == []
