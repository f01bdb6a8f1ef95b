"""Markdown as plain text, one way for every room: for what is searched, and for who is mentioned."""

from time import process_time

import pytest

from entitlements import markdown
from entitlements.plain_text import as_text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ('Press *Release* & say "done"', 'Press Release & say "done"'),
        ("5 < 9 > 3", "5 < 9 > 3"),
        ("# Cause\n\nThe lock\nstays.", "Cause The lock stays."),
        ("Run `unlock --all`, then:\n\n```\nverify\n```", "Run unlock --all, then: verify"),
        ("| Setting | Value |\n|---|---|\n| retry | 4 |", "Setting Value retry 4"),
        ("[the fix](/downloads/LGF-13.0-0117/)", "the fix"),
        ("", ""),
    ],
)
def test_all_that_a_reader_sees_is_searched_without_marks(text, seen):
    assert markdown.plain(text) == seen


def test_code_is_no_prose():
    assert "@mette" in markdown.prose("Ask @mette.")
    assert "@mette" not in markdown.prose("Ask `@mette`.\n\n```\n@mette\n```")


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("Ask x. `x` is ``x ` x`` and x", "Ask ?. `x` is ``x ` x`` and ?"),
        ("x\n\n```\nx\n```\n\n    x\n\nx", "?\n\n```\nx\n```\n\n    x\n\n?"),
        ("open ` x\r\n\r\nclosed ` x", "open ` ?\n\nclosed ` ?"),
        (r"no code: \`x` x", r"no code: \`?` ?"),
    ],
)
def test_what_is_not_code_is_changed_and_code_keeps_what_it_holds(text, changed):
    assert markdown.outside_code(text, lambda part: part.replace("x", "?")) == changed


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "**Bold** and _slanted_, see\n[the fix](/downloads/9/).",
            "Bold and slanted, see\nthe fix (/downloads/9/).",
        ),
        (
            "# Steps\n\n1. open\n2. press\n   - hard\n\nThen:",
            "Steps\n\n1. open\n2. press\n   - hard\n\nThen:",
        ),
        ("> quoted\n> more\n\n```\n@Override\n\nrun\n```\nx", "> quoted\n> more\n\n@Override\n\nrun\n\n?"),
        ("- one\n\n  more\n- two", "- one\n\n  more\n- two"),
        ("| a | b |\n|---|---|\n| 1 | `x` |", "a | b\n1 | x"),
        ("<https://a.example/> and <a@b.example>", "https://a.example/ and a@b.example"),
        ("", ""),
    ],
)
def test_text_without_marks_keeps_its_lines(text, shown):
    assert as_text(text, lambda part: part.replace("x", "?") if part == "x" else part) == shown


@pytest.mark.parametrize("html", [markdown.rendered, lambda text: markdown.page(text).html])
def test_r5_5_columns_are_aligned_without_the_style_that_the_content_policy_refuses(html):
    shown = html("| Orders | Run | Site |\n| ---: | :---: | :--- |\n| 2,000 | 4 min | 10 |")
    assert '<th class="to-end">Orders</th>' in shown
    assert '<td class="to-center">4 min</td>' in shown
    assert "style" not in shown


def test_r5_5_many_headings_of_the_same_words_have_each_an_anchor_at_once():
    begun = process_time()
    headings = markdown.page("# Part\n" * 8_000 + "# Part 2").headings
    assert len({each.anchor for each in headings}) == 8_001
    assert [each.anchor for each in headings[:2]] == ["part-part", "part-part-2"]
    assert process_time() - begun < 10  # seconds; one was 25 while each was tried against all before it
