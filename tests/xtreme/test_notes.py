"""A note of a template ends on its line: Django prints one that goes on to the next."""

from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"


def going_on(text):
    """The lines on which a note or a tag begins that does not end there."""
    return [
        line
        for line in text.splitlines()
        if any(line.count(begins) != line.count(ends) for begins, ends in (("{#", "#}"), ("{%", "%}")))
    ]


def test_every_note_and_tag_of_a_template_ends_on_its_line():
    files = [each for kind in ("html", "md", "txt", "xml") for each in TEMPLATES.rglob(f"*.{kind}")]
    assert len(files) > 100
    assert {each.name: found for each in files if (found := going_on(each.read_text()))} == {}


@pytest.mark.parametrize("text", ["{# One;\n   two. #}", "{% if a\n or b %}{% endif %}"])
def test_one_that_goes_on_is_found(text):
    assert going_on(text)
