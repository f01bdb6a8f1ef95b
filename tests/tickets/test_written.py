"""What people type, as an incident's page shows it (R5.1)."""

import time

import pytest
from django.utils.html import linebreaks, urlize

from tickets.conversation import is_long, written

SHOWN = {
    "It stops.\nSince noon.\n\nWhy?": "<p>It stops.<br>Since noon.</p>\n\n<p>Why?</p>",
    "The log:\n\n    00:00 WARN  lock\n    11:23 INFO  job\n\nWhy?": "<p>The log:</p>"
    "<pre>00:00 WARN  lock\n11:23 INFO  job</pre><p>Why?</p>",
    "\tfirst\n\t\tdeeper\n\n\tafter an empty line\n": "<pre>first\n\tdeeper\n\nafter an empty line</pre>",
    "The log:\n```text\nlock  held\n  by 7\n```\nWhy?": "<p>The log:</p><pre>lock  held\n  by 7</pre><p>Why?</p>",
    "```\nnot closed\n\n<b>": "<pre>not closed\n\n&lt;b&gt;</pre>",
    "See ```lock``` there": "<p>See ```lock``` there</p>",
    "- a point\n    that goes on": "<p>- a point<br>    that goes on</p>",
    "    https://a.example/b": '<pre><a href="https://a.example/b" rel="nofollow">'
    "https://a.example/b</a></pre>",
}


@pytest.mark.parametrize("typed", SHOWN)
def test_r5_1_a_log_in_a_text_keeps_its_columns(typed):
    assert written(typed) == SHOWN[typed]


def test_r5_1_what_follows_a_pasted_log_is_not_out_of_sight():
    """It is folded, and what is written by hand is not."""
    assert is_long("2026-11-30 23:40:00 ERROR lock held\n" * 61)
    assert is_long("Nobody can post. " * 300)
    assert not is_long("What I did.\n\nWhat I expected.\n" * 15)


@pytest.mark.parametrize("line", ["```x\n", "```\n", "    \n", "    x\n\n", "\t"])
def test_r5_1_a_text_of_nothing_but_signs_of_logs_is_shown_at_once(line):
    begun = time.process_time()
    written(line * 30_000)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "text",
    [
        "see example.com", "www.example.com", "a.b@example.com", "https://example.com/?a=1&b=<2>", "at 10:30",
        "No address. None: at all @ home", "<b>&amp; 'quoted' \"twice\"", "Ends with.", "v2.1", "a .com", "",
    ],
)  # fmt: skip
def test_what_has_no_address_reads_as_if_one_was_looked_for(text):
    looked_for = urlize(text, nofollow=True, autoescape=True)
    assert written(text) == linebreaks(looked_for)
