"""The loop for hot lists: what it prints, and what it refuses to know."""

import pytest
from django.template import Context, Template, TemplateSyntaxError


def printed(body, rows, **names):
    return Template("{% load each %}{% each row in rows %}" + body + "{% endeach %}").render(
        Context({"rows": rows, **names})
    )


def test_it_prints_each_row_escaped():
    rows = [{"title": "<b> & \"'", "number": 7}, {"title": "two", "number": 8}]
    assert printed("{{ row.number }} {{ row.title }};", rows) == "7 &lt;b&gt; &amp; &quot;&#x27;;8 two;"


def test_a_value_with_nul_moves_no_other_to_its_place():
    rows = [{"a": "<\0>", "b": "&"}, {"a": 1, "b": None}]
    assert printed("{{ row.a }},{{ row.b }},{{ row.a }};", rows) == "&lt;\0&gt;,&amp;,&lt;\0&gt;;1,None,1;"


def test_braces_and_quotes_are_text():
    assert printed("""{ '{{ row.a }}' }} \\n {"b": "{{ row.a }}"}""", [{"a": "{x}"}]) == (
        """{ '{x}' }} \\n {"b": "{x}"}"""
    )


def test_what_is_safe_is_printed_as_it_is():
    assert (
        printed("{{ row.snippet|safe }}{{ row.title }}", [{"snippet": "<mark>", "title": "<b>"}])
        == "<mark>&lt;b&gt;"
    )


def test_names_beside_the_row_are_the_same_for_all_and_escaped_too():
    assert printed("{{ why }}{{ nobody }},", [{}, {}], why="<?>") == "&lt;?&gt;,&lt;?&gt;,"


def test_branches():
    body = "{% if row.a %}a{% elif row.b %}b{% else %}-{% endif %}{% if not plain %}!{% endif %}"
    rows = [{"a": 1, "b": 0}, {"a": "", "b": "x"}, {"a": None, "b": []}]
    assert printed(body, rows) == "a!b!-!"
    assert printed(body, rows, plain=True) == "ab-"
    assert printed(body, rows, plain=False) == "a!b!-!"


def test_white_space_between_tags_is_one_blank():
    assert printed("<p>\n    {{ row.a }}\n  </p>", [{"a": 1}]) == "<p> 1 </p>"


@pytest.mark.parametrize(
    "body",
    [
        "{{ row.a|upper }}",
        "{% for x in row.a %}{% endfor %}",
        "{% if row.a == 1 %}{% endif %}",
        "{% now 'Y' %}",
    ],
)
def test_what_it_does_not_know_is_refused_when_the_template_is_loaded(body):
    with pytest.raises(TemplateSyntaxError, match="each"):
        printed(body, [])
