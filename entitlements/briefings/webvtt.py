"""Captions in WebVTT (W3C): read and checked, cue by cue. Pure.

Stricter than a browser, which silently leaves out what it cannot read: whoever uploads captions is told the line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from html import unescape

TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
TIMING = re.compile(rf"{TIME}[ \t]+-->[ \t]+{TIME}(?:[ \t]+\S.*)?")
TAG = re.compile(r"<[^>\n]*>")
NO_CUES = ("NOTE", "STYLE", "REGION")


class Problem(Enum):
    """Why captions cannot be used."""

    NO_HEADER = "no_header"
    TIMING = "timing"
    BACKWARDS = "backwards"
    OVERLAP = "overlap"
    NO_TEXT = "no_text"
    EMPTY = "empty"


class BrokenCaptions(ValueError):
    """The captions cannot be used, from this line on, counted from 1."""

    def __init__(self, problem: Problem, line: int) -> None:
        super().__init__(f"{problem.value} in line {line}")
        self.problem, self.line = problem, line


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said from `start` to `end`, in milliseconds, without markup."""

    start: int
    end: int
    text: str

    @property
    def second(self) -> int:
        return self.start // 1000


def read(captions: str) -> list[Cue]:
    """The cues in their order. Raises BrokenCaptions for a cue that cannot be read, ends before it begins, or
    begins before the one before has ended."""
    lines = captions.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise BrokenCaptions(Problem.NO_HEADER, 1)
    cues: list[Cue] = []
    for number, block in _blocks(lines):
        cue = _cue(block, number)
        if cues and cue.start < cues[-1].end:
            raise BrokenCaptions(Problem.OVERLAP, number)
        cues.append(cue)
    if not cues:
        raise BrokenCaptions(Problem.EMPTY, len(lines))
    return cues


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The blocks that are cues, each with the number of its first line; the header is the first block."""
    block: list[str] = []
    blocks: list[tuple[int, list[str]]] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            block.append(line)
        elif block:
            blocks.append((number - len(block), block))
            block = []
    return (each for each in blocks[1:] if not each[1][0].startswith(NO_CUES))


def _cue(block: list[str], number: int) -> Cue:
    """A cue may have a name in a line before its times."""
    at = 0 if "-->" in block[0] else 1
    found = TIMING.fullmatch(block[at].strip()) if at < len(block) else None
    if found is None:
        raise BrokenCaptions(Problem.TIMING, number)
    groups = found.groups()
    start, end = _milliseconds(groups[:4]), _milliseconds(groups[4:])
    if end <= start:
        raise BrokenCaptions(Problem.BACKWARDS, number + at)
    text = " ".join(unescape(TAG.sub("", " ".join(block[at + 1 :]))).split())
    if not text:
        raise BrokenCaptions(Problem.NO_TEXT, number + at)
    return Cue(start, end, text)


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
