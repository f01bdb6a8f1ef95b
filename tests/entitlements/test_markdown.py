"""Markdown as plain text, one way for every room: for what is searched, and for who is mentioned."""

import pytest

from entitlements import markdown


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


@pytest.mark.parametrize("html", [markdown.rendered, lambda text: markdown.page(text).html])
def test_r5_5_columns_are_aligned_without_the_style_that_the_content_policy_refuses(html):
    shown = html("| Orders | Run | Site |\n| ---: | :---: | :--- |\n| 2,000 | 4 min | 10 |")
    assert '<th class="to-end">Orders</th>' in shown
    assert '<td class="to-center">4 min</td>' in shown
    assert "style" not in shown
