"""What people type, made safe to keep: control characters out, length bounded, nothing else changed."""

import unicodedata

from tickets.refusals import EmptyText, ReasonMissing, TextTooLong

LONGEST = 50_000  # characters of a message; more belongs into a file


def message(text: str) -> str:
    """The text of a message or description. Raises EmptyText or TextTooLong."""
    kept = without_controls(text).strip()
    if not kept:
        raise EmptyText
    if len(kept) > LONGEST:
        raise TextTooLong(length=len(kept), limit=LONGEST)
    return kept


def reason(text: str) -> str:
    """A reason, which may not be empty. Raises ReasonMissing or TextTooLong."""
    if not without_controls(text).strip():
        raise ReasonMissing
    return message(text)


def line(text: str) -> str:
    """One line: a title, a name. Line breaks become spaces; the caller bounds the length."""
    return " ".join(without_controls(text).split())


def without_controls(text: str) -> str:
    """Without control characters but line breaks and tabs, and with one kind of line break."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
