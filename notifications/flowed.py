"""Text that flows (RFC 3676): no line is longer than the standard asks, and a program that knows how joins them to
the width of its window. Pure."""

from functools import lru_cache
from textwrap import wrap

LENGTH = 76  # and the space that says the line goes on


def flowed(text: str) -> str:
    """`text`, whose every line is a paragraph, in lines of at most LENGTH; words longer than that stay whole. A
    line that begins with `> ` is quoted, and so is each that it becomes."""
    return "\n".join(part for line in text.split("\n") for part in _parts(line.rstrip()))


def joined(text: str) -> str:
    """The paragraphs of a text that flows."""
    whole: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        quote, words = _quote(line)
        if goes_on and _quote(whole[-1])[0] == quote:
            whole[-1] += words
        else:
            whole.append(quote + words)
        goes_on = line.endswith(" ")
    return "\n".join(line.rstrip() for line in whole)


@lru_cache(1000)  # most lines of a mail to many are the same for all
def _parts(line: str) -> tuple[str, ...]:
    quote, words = _quote(line)
    lines = [words] if _fits(words, LENGTH - len(quote)) else _wrapped(words, LENGTH - len(quote))
    *first, last = lines or [""]
    return *(f"{quote}{part} " for part in first), f"{quote}{last}".rstrip()


def _fits(words: str, length: int) -> bool:
    """Whether there is nothing to break or to put right; wrapping takes far longer than seeing it."""
    apart = words.split()
    return " ".join(apart) == words and (len(words) <= length or len(apart) == 1)


def _wrapped(words: str, length: int) -> list[str]:
    return wrap(words, length, break_long_words=False, break_on_hyphens=False)


def _quote(line: str) -> tuple[str, str]:
    return ("> ", line[1:].removeprefix(" ")) if line.startswith(">") else ("", line)
