"""A refusal is said once on its page: the summary names it, a form that refuses draws its fields alone."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings

from subscriptions.forms import RefusingForm
from subscriptions.refusals import Refusal

TEMPLATES = Path(settings.BASE_DIR) / "templates"
LIBRARIES = ("account", "allauth", "mfa", "look")
DRAWN = re.compile(r"\{\{ (?:each\.)?(form|chosen) \}\}")


class Asked(RefusingForm):
    name = forms.CharField(required=False)


def test_a_refusal_of_the_whole_form_is_left_to_the_summary():
    form = Asked({"name": "Mette"})
    form.is_valid()
    form.refuse(Refusal())
    form.add_error(None, "The name is taken.")
    assert "The name is taken." not in str(form)
    assert 'value="Mette"' in str(form)


@pytest.mark.parametrize(
    "template",
    [
        each
        for each in sorted(TEMPLATES.rglob("*.html"))
        if each.relative_to(TEMPLATES).parts[0] not in LIBRARIES
    ],
    ids=lambda path: str(path.relative_to(TEMPLATES)),
)
def test_a_page_that_draws_a_form_says_what_is_wrong_with_it(template):
    words = template.read_text()
    if DRAWN.search(words):
        assert "components/errors.html" in words
