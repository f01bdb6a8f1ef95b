"""Captions in WebVTT and transcripts: read, checked, searched. Pure."""

import pytest

from entitlements.briefings import timecodes, transcripts, webvtt
from entitlements.briefings.webvtt import BrokenCaptions, Problem
from tests.briefings.scene import CAPTIONS


def cue(start, end, text="Words"):
    return f"{start} --> {end}\n{text}\n\n"


def test_cues_are_read_without_markup_names_and_notes():
    first, second = webvtt.read(CAPTIONS)
    assert (first.start, first.end, first.text) == (1000, 4000, "Welcome to year-end close.")
    assert (second.second, second.text) == (750, "Release the period lock before you post & close.")


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffWEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nHello\r\n",
        "WEBVTT - Kind: captions\n\n" + cue("00:01.000", "00:02.000"),
    ],
)
def test_a_byte_order_mark_other_line_breaks_and_a_headers_words_are_fine(text):
    assert len(webvtt.read(text)) == 1


@pytest.mark.parametrize(
    ("text", "problem", "line"),
    [
        ("", Problem.NO_HEADER, 1),
        ("1\n00:00:01,000 --> 00:00:02,000\nSubRip", Problem.NO_HEADER, 1),
        ("WEBVTTX\n\n", Problem.NO_HEADER, 1),
        ("WEBVTT\n\n", Problem.EMPTY, 3),
        ("WEBVTT\n\n00:01 --> 00:02\nText", Problem.TIMING, 3),
        ("WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nText", Problem.TIMING, 3),
        ("WEBVTT\n\nname alone\n\n", Problem.TIMING, 3),
        ("WEBVTT\n\n00:61.000 --> 00:62.000\nText", Problem.TIMING, 3),
        ("WEBVTT\n\n" + cue("00:02.000", "00:01.000"), Problem.BACKWARDS, 3),
        ("WEBVTT\n\n" + cue("00:02.000", "00:02.000"), Problem.BACKWARDS, 3),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", Problem.NO_TEXT, 3),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<i></i>\n\n", Problem.NO_TEXT, 3),
        ("WEBVTT\n\n" + cue("00:01.000", "00:05.000") + cue("00:04.000", "00:06.000"), Problem.OVERLAP, 6),
        ("WEBVTT\n\n" + cue("00:05.000", "00:06.000") + cue("00:01.000", "00:02.000"), Problem.OVERLAP, 6),
    ],
)
def test_broken_and_overlapping_cues_are_named_with_their_line(text, problem, line):
    with pytest.raises(BrokenCaptions) as broken:
        webvtt.read(text)
    assert (broken.value.problem, broken.value.line) == (problem, line)


def test_a_word_found_in_what_is_said_leads_to_its_second():
    lines = transcripts.looked_for(transcripts.of_captions(CAPTIONS), "LOCK")
    found = [line for line in lines if line.found]
    assert [(line.second, line.time) for line in found] == [(750, "12:30")]
    assert ("lock", True) in found[0].parts
    assert "".join(text for text, _wanted in found[0].parts) == found[0].text


def test_a_typed_transcript_may_say_its_times():
    lines = transcripts.typed("12:30 Closing\n\n[1:02:03] The end\nWithout a time")
    assert [(line.second, line.text) for line in lines] == [
        (750, "Closing"),
        (3723, "The end"),
        (None, "Without a time"),
    ]


@pytest.mark.parametrize(("second", "words"), [(0, "0:00"), (59, "0:59"), (750, "12:30"), (3723, "1:02:03")])
def test_times_are_written_as_they_are_read(second, words):
    assert timecodes.written(second) == words
    assert timecodes.split(f"{words} A title") == (second, "A title")
