"""How two answers are told from each other: what is another's, and what does not exist."""

import pytest

from xtreme.isolation.visits import Answer

BODY = '<h1>Not here</h1>\n<input value="{key}">\n<p>Incident {number} is not here.</p>'
KEYS = "a" * 64, "B" * 64


def answer(body=BODY, status=404, headers="Content-Length: 90\nAllow: GET", **filled):
    filled = {"key": KEYS[0], "number": 4711} | filled
    return Answer(status, "", headers, "", body.format(**filled), (), 0)


@pytest.mark.parametrize(
    "other",
    [
        answer(),
        answer(key=KEYS[1]),
        answer(number=999999),
        answer(headers="Content-Length: 4\nAllow: GET"),
    ],
)
def test_what_passes_and_what_was_asked_for_are_no_difference(other):
    assert not answer().differs_from(other, (4711, 999999))
    assert answer().without((4711, 999999)) == other.without((4711, 999999))


@pytest.mark.parametrize(
    "other",
    [
        answer(status=403),
        answer(number=4712),
        answer(headers="Content-Length: 90\nAllow: POST"),
        answer(BODY + "\n"),
        answer(BODY.replace("\n", " ", 1)),
        answer(BODY + f" {KEYS[1]}"),
        answer(BODY.replace("<p>", "<p >")),
    ],
)
def test_anything_else_is(other):
    assert answer().differs_from(other, (4711, 999999))
    assert answer().without((4711, 999999)) != other.without((4711, 999999))
