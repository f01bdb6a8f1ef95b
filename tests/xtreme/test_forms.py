"""Controls of forms are drawn to the letter as Django's own templates draw them."""

import re
from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from xtreme.forms import CONTROLS, INPUTS, Renderer

TEXTS = st.text(alphabet="aæ <>&\"'{}%\n1", max_size=8)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["id", "class", "rows", "required", "aria-invalid", "data-x"]),
    st.one_of(TEXTS, st.booleans(), st.integers(0, 99)),
    max_size=4,
)
CHOICES = st.lists(
    st.one_of(
        st.tuples(TEXTS, TEXTS), st.tuples(TEXTS, st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=2))
    ),
    max_size=3,
)
DJANGO, OURS = DjangoTemplates(), Renderer()


def without_breaks(html):
    """Django's templates break lines between tags, which shows nothing."""
    return re.sub(r"(?<=>)\s+|\s+(?=<)", "", html).strip()


def assert_alike(widget, value):
    ours, django = (widget.render("field", value, renderer=renderer) for renderer in (OURS, DJANGO))
    assert without_breaks(ours) == without_breaks(django)


@pytest.mark.parametrize(
    "kind",
    [
        forms.TextInput, forms.EmailInput, forms.NumberInput, forms.PasswordInput, forms.URLInput,
        forms.HiddenInput, forms.Textarea, forms.FileInput, forms.SearchInput, forms.TelInput, forms.ColorInput,
    ],
)  # fmt: skip
@given(value=st.one_of(st.none(), TEXTS, st.integers()), attributes=ATTRIBUTES)
def test_what_is_typed(kind, value, attributes):
    assert_alike(kind(attrs=attributes), value)


@pytest.mark.parametrize(
    "kind", [forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.CheckboxSelectMultiple]
)
@given(choices=CHOICES, value=TEXTS, attributes=ATTRIBUTES)
def test_what_is_chosen(kind, choices, value, attributes):
    assert_alike(kind(attrs=attributes, choices=choices), [value] if kind.allow_multiple_selected else value)


@given(value=st.one_of(st.none(), st.booleans()), attributes=ATTRIBUTES)
def test_a_box(value, attributes):
    assert_alike(forms.CheckboxInput(attrs=attributes), value)


@pytest.mark.parametrize("kind", [forms.DateInput, forms.TimeInput, forms.DateTimeInput])
def test_days_and_times(kind):
    assert_alike(kind(format="%Y-%m-%d"), date(2026, 11, 5))


def test_every_control_of_the_table_is_one_of_djangos():
    assert len(CONTROLS) == len(INPUTS) + 4
    for name in CONTROLS:
        assert DJANGO.get_template(name)


class Drawn(forms.Form):
    name = forms.CharField(label="Name <b>", help_text="As on the contract")
    note = forms.CharField(required=False)
    agreed = forms.BooleanField(label="Agreed")
    hours = forms.ChoiceField(choices=[("1", "One"), ("2", "Two")], widget=forms.RadioSelect)
    token = forms.CharField(widget=forms.HiddenInput)


def test_a_field_says_its_label_help_and_error_to_everybody():
    html = str(Drawn({"note": "", "hours": "3", "token": "x"}))
    assert '<label for="id_name">Name &lt;b&gt;</label>' in html
    assert '<div class="help" id="id_name_helptext">As on the contract</div>' in html
    assert re.search(r'<input[^>]*aria-describedby="id_name_helptext id_name_error"[^>]*id="id_name"', html)
    assert '<ul class="errorlist" id="id_name_error"><li>This field is required.</li></ul>' in html
    assert '<label for="id_note">Note <span class="optional">optional</span></label>' in html
    assert '<div class="field field-check"><div class="check"><input type="checkbox"' in html
    assert "<legend>Hours</legend>" in html
    assert html.endswith('<input type="hidden" name="token" value="x" id="id_token">')


def test_a_label_says_optional_in_the_readers_language():
    with override("da"):
        assert '<span class="optional">valgfrit</span>' in str(Drawn()["note"].as_field_group())


def test_what_is_wrong_with_the_whole_form_stands_above_it():
    form = Drawn({})
    form.add_error(None, "Not both.")
    assert str(form).startswith(
        '<div class="errors" role="alert"><ul class="errorlist nonfield"><li>Not both.</li>'
    )
