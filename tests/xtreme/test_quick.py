"""What is looked up and printed quickly reads as Django reads it (xtreme.quick)."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum

import pytest
from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, Template
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from xtreme.compiled import compile_template
from xtreme.still import settle


class Colour(Enum):
    RED = "red"


class Missing(ObjectDoesNotExist):
    pass


class Indexed:
    name = "attribute"

    def __getitem__(self, key):
        if key == "name":
            return "item"
        raise KeyError(key)


class Words(forms.Form):
    q = forms.CharField(label="<b>")
    items = forms.IntegerField()


@dataclass
class Thing:
    name: str = "<b>&'\""
    parts: dict = field(default_factory=lambda: {"a": "<i>", "items": "shadowed", 7: "seven"})
    numbers: tuple = (1, 2000, 3)
    at: datetime = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
    asked: int = 0

    def method(self):
        return "called"

    @property
    def counted(self):
        self.asked += 1
        return self

    @property
    def missing(self):
        raise Missing

    @property
    def broken(self):
        raise ValueError("broken")

    @property
    def half(self):
        raise AttributeError("inside")


PATHS = [
    "thing", "thing.name", "thing.parts", "thing.parts.a", "thing.parts.items", "thing.parts.none",
    "thing.parts.none.deeper", "thing.parts.keys", "thing.parts.7", "thing.parts.8",
    "thing.numbers.1", "thing.at", "thing.at.year", "thing.method", "thing.method.upper", "thing.missing",
    "thing.missing.name", "thing.none", "thing.none.deeper", "thing.half", "none", "none.name", "lazy.name",
    "indexed.name", "indexed.other", "text", "text.upper", "text.0", "safe", "number", "decimal", "day", "words",
    "nothing", "nothing.name", "made", "made.name", "Kind", "Kind.name", "list.0.name", "True", "yes",
    "form.q", "form.q.errors", "form.q.id_for_label", "form.q.label_tag", "form.q.0", "form.is_bound",
    "form.fields.q.label", "form.is_valid", "form.errors", "form.other", "form.items", "form.0", "bound.q.value",
    "bound.q.help_text", "colour", "colour.value",
    "thing.name|upper", "none|default:'x'", "thing.none|default_if_none:'y'",
]  # fmt: skip


def values():
    return {
        "thing": Thing(), "lazy": SimpleLazyObject(Thing), "indexed": Indexed(), "text": "<a> & 'b'",
        "safe": mark_safe("<a>"), "number": 1234567, "decimal": Decimal("1234.50"), "day": date(2026, 11, 26),
        "words": gettext_lazy("Search"), "nothing": None, "made": Thing, "Kind": Colour, "list": [Thing()],
        "yes": True, "colour": Colour.RED, "form": Words(), "bound": Words({"q": "<i>"}),
    }  # fmt: skip


def said(template, context):
    try:
        return template.render(context)
    except Exception as error:
        return type(error).__name__


@pytest.mark.parametrize("autoescape", [True, False])
@pytest.mark.parametrize("path", [*PATHS, "thing.broken"])
def test_it_reads_alike_whatever_it_is_and_again(path, autoescape):
    text = (
        f"{{{{ {path} }}}}{{% if {path} %}}yes{{% else %}}no{{% endif %}}"
        f"{{% if not {path} or {path} == thing.name %}}same{{% endif %}}"
        f"{{% for each in {path} %}}{{{{ each }}}}.{{{{ each.name }}}}{{% empty %}}none{{% endfor %}}"
    )
    quick, plain = compile_template(settle(Template(text))), Template(text)
    for language in ("en", "da"):
        for _ in range(2):
            with override(language):
                assert said(quick, Context(values(), autoescape=autoescape)) == said(
                    plain, Context(values(), autoescape=autoescape)
                )


def test_what_leads_to_something_to_be_called_is_asked_once():
    template, thing = compile_template(settle(Template("{{ thing.counted.method }}"))), Thing()
    assert [template.render(Context({"thing": thing})) for _ in range(3)] == ["called"] * 3
    assert thing.asked == 4  # the first time twice


def test_the_same_place_reads_what_it_is_given():
    template = compile_template(settle(Template("{% for each in all %}{{ each.name }};{% endfor %}")))
    things = [Thing(name="a"), {"name": "b"}, Indexed(), Thing(name="c")]
    assert template.render(Context({"all": things})) == "a;b;item;c;"
