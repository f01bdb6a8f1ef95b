"""Templates that are compiled read as Django reads them (xtreme.compiled)."""

import pytest
from django.template import Context, Engine, Template
from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django.utils.translation import override

from xtreme.compiled import CompiledNode, compile_template
from xtreme.still import StillNode, settle

NAMES = {
    "word": "<b>&", "safe": mark_safe("<i>"), "number": 3, "one": 1, "half": 0.5, "none": None,
    "list": ["a", "<b>"], "pairs": [("a", 1), ("b", 2)],
    "rows": [{"name": "x", "kids": [1, 2]}, {"name": "<y>", "kids": []}],
    "percent": "5 %", "nested": {"a": {"b": "c"}}, "symbol": "search", "status": "new",
    "csrf_token": "<t>",
}  # fmt: skip
TEXTS = [
    "a{{ word }}b{{ safe }}{{ number }}{{ half }}{{ none }}{{ missing }}{{ nested.a.b }}{{ list.1 }}"
    "{{ word|upper }}",
    "{% for each in list %}{{ forloop.counter }}{{ forloop.counter0 }}{{ forloop.revcounter }}"
    "{{ forloop.revcounter0 }}"
    "{{ forloop.first }}{{ forloop.last }}{{ forloop.length }}{{ each }};{% empty %}none{% endfor %}{{ each }}",
    "{% for row in rows reversed %}{{ row.name }}{% for kid in row.kids %}"
    "{{ forloop.parentloop.counter }}.{{ kid }}"
    "{% empty %}-{% endfor %}{% endfor %}{{ forloop.counter }}",
    "{% for each in missing %}x{% empty %}nothing{% endfor %}{% for each in none %}x{% endfor %}",
    "{% for key, value in pairs %}{{ key }}={{ value }}{{ forloop.counter }},{% endfor %}",
    "{% for each in list %}{% cycle 'odd' 'even' %}{% ifchanged each %}{{ each }}{% endifchanged %}"
    "{% endfor %}",
    "{% for each in list %}{% translate 'Search' as each %}{{ each }}{% endfor %}",
    "{% if number > 2 and not none %}a{% elif word %}b{% endif %}{% if missing.deep or number == 3 %}"
    "c{% endif %}",
    "{% if word in none %}a{% else %}b{% endif %}{% if not word in none %}c{% endif %}"
    "{% if none > 1 or one %}d{% endif %}",
    "{% if number is number %}a{% endif %}{% if number != one %}b{% endif %}{% if list|length > 1 %}"
    "c{% endif %}{% if 0 %}d{% endif %}",
    "{% csrf_token %}{% with csrf_token=none %}"
    "{% csrf_token %}{% endwith %}",
    "{% if number in pairs or 'a' in list %}a{% endif %}{% if word not in list %}b{% endif %}"
    "{% if 'a' in missing or one < number %}c{% endif %}{% if one >= number or number <= half %}d{% endif %}",
    "{% with a=word b=list|length c='text' %}{{ a }}{{ b }}{{ c }}{% with a=b %}{{ a }}{% endwith %}"
    "{{ a }}{% endwith %}{{ a }}",
    "{% blocktranslate %}{{ word }} at {{ number }}{% endblocktranslate %}|{% blocktranslate %}"
    "5 % of{% endblocktranslate %}",
    "{% blocktranslate with n=number %}{{ n }} critical{% endblocktranslate %}|{% blocktranslate %}"
    "Send to {{ missing }}{% endblocktranslate %}",
    "{% blocktranslate count n=number %}{{ n }} past target{% plural %}{{ n }}"
    " past targets{% endblocktranslate %}",
    "{% blocktranslate count n=one %}{{ n }} past target{% plural %}{{ n }}"
    " past targets{% endblocktranslate %}",
    "{% blocktranslate count n=half %}{{ n }} past target{% plural %}{{ n }}"
    " past targets{% endblocktranslate %}",
    "{% blocktranslate count n=word %}{{ n }} past target{% plural %}{{ n }}"
    " past targets{% endblocktranslate %}",
    "{% blocktranslate with a=percent trimmed %}\n  {{ a }} of\n  100 %\n{% endblocktranslate %}{{ a }}",
    "{% blocktranslate with a=percent asvar said %}{{ a }} it{% endblocktranslate %}{{ said }}",
    "{% icon symbol 14 %}{% icon symbol %}{% status status %}{% bar number %}{% bar none %}"
    "{% face word vendor=True %}",
    "{% autoescape off %}{{ word }}{% if word %}{{ word }}{% endif %}{% endautoescape %}{{ word }}",
    "{% language 'da' %}{% translate 'Search' %}{% icon 'search' %}{% endlanguage %}"
    "{% translate 'Search' %}{% icon 'check' %}",
    "{% include 'inside.html' %}|{% include 'inside.html' with word=number %}|{% include 'inside.html' only %}|"
    "{% include 'inside.html' with word=safe only %}{{ word }}{{ said }}",
    "{% for each in list %}{% include 'inside.html' with word=each only %}{% include name %}{% endfor %}",
    "{% extends 'outside.html' %}{% block a %}[{{ block.super }}{{ word }}]{% endblock %}",
    "{% include 'extending.html' %}{% block a %}{{ word }}{% endblock %}",
]  # fmt: skip
OTHERS = {
    "inside.html": "({{ word }}{{ forloop.counter }}{% translate 'Search' as said %}{{ said }}{% cycle 'a' 'b' %})",
    "outside.html": "<{% block a %}{{ number }}{% endblock %}"
    "{% block b %}{% if word %}{{ word }}{% endif %}{% endblock %}>",
    "extending.html": "{% extends 'outside.html' %}{% block b %}-{{ word }}{% endblock %}",
}


def engine(loader, **options):
    builtins = ["django.templatetags.i18n", "xtreme.templatetags.look"]
    kept = [("django.template.loaders.locmem.Loader", OTHERS)]
    return Engine(loaders=[(loader, kept)], builtins=builtins, **options)


def said(template, autoescape):
    try:
        return template.render(Context(dict(NAMES, name="inside.html"), autoescape=autoescape))
    except Exception as error:
        return type(error).__name__


@pytest.mark.parametrize("autoescape", [True, False])
@pytest.mark.parametrize("text", TEXTS)
def test_it_reads_as_django_reads_it_in_both_languages_and_again(text, autoescape):
    ours, django = engine("xtreme.loader.Loader"), engine("django.template.loaders.cached.Loader")
    compiled, plain = compile_template(settle(Template(text, engine=ours))), Template(text, engine=django)
    for language in ("en", "da", "en"):
        with override(language):
            assert said(compiled, autoescape) == said(plain, autoescape)


class Unknown(str):
    """What an engine says of names that are not there, as the mails' refuses them."""

    def __mod__(self, name):
        raise LookupError(str(name))


@pytest.mark.parametrize(
    "text", ["{{ missing }}", "{% blocktranslate %}About {{ missing }}{% endblocktranslate %}"]
)
def test_an_engine_that_refuses_what_is_not_there_refuses_it(text):
    strict = engine("xtreme.loader.Loader", string_if_invalid=Unknown("%s"))
    template = compile_template(settle(Template(text, engine=strict)))
    with pytest.raises(LookupError, match="missing"):
        template.render(Context())


def test_what_goes_wrong_inside_leaves_the_context_as_it_was():
    template = compile_template(
        settle(Template("{% for each in rows %}{{ each.broken.x|add:1 }}{% endfor %}"))
    )
    context = Context({"rows": [Broken()]})
    before = list(context.dicts)
    with pytest.raises(ZeroDivisionError):
        template.render(context)
    assert context.dicts == before


class Broken:
    @property
    def broken(self):
        raise ZeroDivisionError


def test_the_products_templates_are_compiled_but_where_they_are_debugged():
    [page] = get_template("base.html").template.nodelist
    assert isinstance(page, CompiledNode)
    assert any(isinstance(needed, StillNode) for needed in page.draw.__globals__.values())  # settled before
    debugged = Engine(
        debug=True,
        loaders=[("xtreme.loader.Loader", [("django.template.loaders.locmem.Loader", OTHERS)])],
        builtins=["django.templatetags.i18n"],
    )
    assert not any(isinstance(node, CompiledNode) for node in debugged.get_template("inside.html").nodelist)
