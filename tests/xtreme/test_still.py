"""What depends on nothing but the language is drawn once, and reads as if it were not."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from xtreme import still
from xtreme.still import StillNode, settle

TEMPLATE = """{% load static %}<p>{% translate "Search" %} {% icon "search" %}</p>
{% if shown %}<b>{% translate "Yes" %}</b>{{ name }}{% else %}{% translate "No" %}{% endif %}
{% for each in names %}<i>{% translate "Search" %}</i> {{ each }}{% empty %}{% translate "No" %}{% endfor %}
{% translate name %}{% translate "Search" as word %}{{ word }}{% icon symbol %}{% static "look/favicon.svg" %}
{% url "plans" %}{% url "renewal" 7 %}{% url "plans" as address %}{{ address }}"""
CONTEXTS = [
    {"shown": True, "name": "<Mette>", "names": ["a", "<b>"], "symbol": "search"},
    {"shown": False, "name": "", "names": [], "symbol": "check"},
]


@pytest.mark.parametrize("autoescape", [True, False])
def test_it_reads_alike_in_both_languages_whatever_the_context(autoescape):
    settled, plain = settle(Template(TEMPLATE)), Template(TEMPLATE)
    for language in ("en", "da", "en"):
        for names in CONTEXTS * 2:
            with override(language):
                context, again = (Context(names, autoescape=autoescape) for _ in range(2))
                assert settled.render(context) == plain.render(again)


def test_neighbours_become_one_and_what_is_named_stays():
    nodes = settle(
        Template(
            'a{% translate "Search" %}{% icon "search" %}{% url "plans" %}b{{ name }}{% translate name %}c'
        )
    ).nodelist
    assert [type(node).__name__ for node in nodes] == [
        "StillNode",
        "VariableNode",
        "TranslateNode",
        "TextNode",
    ]


def test_it_is_drawn_once_a_language(monkeypatch):
    drawn = []
    monkeypatch.setattr(still.NodeList, "render", lambda self, context: drawn.append(1) or "x", raising=True)
    node = StillNode(Template('{% translate "Search" %}').nodelist)
    for language in ("en", "da", "en", "da"):
        with override(language):
            node.render(Context())
    assert len(drawn) == 2


def test_words_given_a_name_are_translated_once_a_language(monkeypatch):
    template = settle(Template('{% translate "Search" as word %}{{ word }}'))
    asked = []
    translate = template.nodelist[0].node.render
    monkeypatch.setattr(
        template.nodelist[0].node, "render", lambda context: asked.append(1) or translate(context)
    )
    read = []
    for language in ("en", "da", "en", "da"):
        with override(language):
            read.append(template.render(Context()))
    assert read == ["Search", "Søg", "Search", "Søg"]
    assert len(asked) == 2


@pytest.mark.parametrize("number", [7, 8, 10**12, "7", "abc", -1])
def test_an_address_with_numbers_is_reversed_once_and_reads_alike(monkeypatch, number):
    text = '{% url "tickets:answer_fix" number 12 %}|{% url "knowledge:step" number word %}'
    settled, plain = settle(Template(text)), Template(text)
    reversed_ = []
    monkeypatch.setattr(still, "reverse", lambda *a, **b: reversed_.append(a) or reverse(*a, **b))
    for each in (number, 5):
        names = {"number": each, "word": "review"}
        try:
            expected = plain.render(Context(names))
        except NoReverseMatch:
            with pytest.raises(NoReverseMatch):
                settled.render(Context(names))
        else:
            assert settled.render(Context(names)) == expected
    assert len(reversed_) == 1
