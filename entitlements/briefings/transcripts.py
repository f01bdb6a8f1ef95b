"""What is said in a recording, line by line: from its captions, or as somebody typed it. A word found in it
leads to its second. Pure."""

import re
from dataclasses import dataclass

from entitlements.briefings import timecodes, webvtt

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Line:
    """Something said; `second` is None where nobody wrote when. `parts` are its words and whether each was looked
    for."""

    second: int | None
    text: str
    parts: tuple[tuple[str, bool], ...] = ()

    @property
    def found(self) -> bool:
        return any(wanted for _text, wanted in self.parts)

    @property
    def time(self) -> str:
        return "" if self.second is None else timecodes.written(self.second)


def of_captions(captions: str) -> list[Line]:
    """The cues of captions that were checked."""
    return [Line(cue.second, cue.text) for cue in webvtt.read(captions)]


def typed(text: str) -> list[Line]:
    """A line for each line that says something; one that begins with a time ("12:30 …") is said then."""
    return [_typed(line) for line in text.splitlines() if line.strip()]


def looked_for(lines: list[Line], query: str) -> list[Line]:
    """The same lines, each word in them marked that begins with one of those looked for, in any case."""
    wanted = tuple(word.casefold() for word in WORD.findall(query))
    if not wanted:
        return lines
    return [Line(line.second, line.text, _parts(line.text, wanted)) for line in lines]


def _typed(line: str) -> Line:
    try:
        second, said = timecodes.split(line)
    except timecodes.NoTimecode:
        return Line(None, line.strip())
    return Line(second, said)


def _parts(text: str, wanted: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    parts: list[tuple[str, bool]] = []
    end = 0
    for found in WORD.finditer(text):
        if found[0].casefold().startswith(wanted):
            if found.start() > end:
                parts.append((text[end : found.start()], False))
            parts.append((found[0], True))
            end = found.end()
    return (*parts, (text[end:], False)) if end < len(text) else tuple(parts)
