"""What changed between two texts, word by word. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORD = re.compile(r"\s+|\w+|[^\w\s]")
SHOWN = 160  # characters beside a change
MOST = 4_000_000  # comparisons: what is larger counts as written anew
GAP = " … "
# What may be part of a word that was cut, where whole words stand beside it.
PART_AT_START, PART_AT_END = re.compile(r"^\S*\s+"), re.compile(r"\s+\S*$")

type Mark = Literal["same", "added", "removed"]


@dataclass(frozen=True)
class Piece:
    """A stretch of the texts: in both, only in the newer, or only in the older one."""

    mark: Mark
    text: str


def changes(before: str, after: str) -> list[Piece]:
    """The newer text with what was removed in its place; of what is the same, the words beside a change."""
    if before == after:
        return []
    pieces = _joined(_by_line(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    last = len(pieces) - 1
    return [
        Piece("same", _shortened(each.text, number > 0, number < last)) if each.mark == "same" else each
        for number, each in enumerate(pieces)
    ]


def _by_line(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    """Lines first: within those that differ, words."""
    for tag, first, last, start, end in SequenceMatcher(None, before, after).get_opcodes():
        old, new = "".join(before[first:last]), "".join(after[start:end])
        if tag == "replace":
            yield from _by_word(WORD.findall(old), WORD.findall(new))
        elif tag == "equal":
            yield Piece("same", new)
        else:
            yield Piece("added" if new else "removed", new or old)


def _by_word(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    if len(before) * len(after) > MOST:
        yield from (Piece("removed", "".join(before)), Piece("added", "".join(after)))
        return
    for tag, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(after[start:end]))
            continue
        if last > first:
            yield Piece("removed", "".join(before[first:last]))
        if end > start:
            yield Piece("added", "".join(after[start:end]))


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for each in pieces:
        if joined and joined[-1].mark == each.mark:
            joined[-1] = Piece(each.mark, joined[-1].text + each.text)
        else:
            joined.append(each)
    return joined


def _shortened(text: str, after_change: bool, before_change: bool) -> str:
    """Its beginning where a change stands before it, its end where one follows, both of whole words."""
    if len(text) <= 2 * SHOWN:
        return text
    begins, ends = PART_AT_END.sub("", text[:SHOWN]), PART_AT_START.sub("", text[-SHOWN:])
    return (begins if after_change else "") + GAP + (ends if before_change else "")
