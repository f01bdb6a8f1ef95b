"""The comparison of subscriptions on paper."""

import re

from tests.product import METTE


def test_r24_4_printed_in_danish_it_is_one_sheet_with_its_footnotes(as_person):
    page = as_person(METTE)
    page.goto("/plans/")
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))
    assert len(sheets) == 1
