"""A form that is sent has the token of its page, which an include with `only` leaves behind."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "templates"
INCLUDED = re.compile(r'{% include "(?P<name>[^"]+)"(?P<words>[^%]*)%}')
ALONE = re.compile(r"\bonly\s*$")


def test_what_holds_a_form_is_included_with_its_page():
    texts = {str(each.relative_to(TEMPLATES)): each.read_text() for each in TEMPLATES.rglob("*.html")}
    sending = {name for name, text in texts.items() if "{% csrf_token %}" in text}
    assert [
        (name, found["name"])
        for name, text in texts.items()
        for found in INCLUDED.finditer(text)
        if found["name"] in sending and ALONE.search(found["words"])
    ] == []
