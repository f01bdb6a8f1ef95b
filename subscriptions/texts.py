"""What people type, made safe to keep: control characters out, length bounded, each letter in one way, nothing else
changed."""

import re
import unicodedata

from subscriptions.refusals import EmptyText, ReasonMissing, Refusal, TextTooLong

# Signs that turn the direction of what follows: the rest of a page's line, too.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
LONGEST = 50_000  # characters of a message; more belongs into a file


def message(
    text: str, limit: int = LONGEST, *, field: str = "body", missing: type[Refusal] | None = None
) -> str:
    """The text of a message or description, which has at most `limit` characters. Raises `missing`, or EmptyText at
    `field`, where there is none; TextTooLong at `field`."""
    kept = optional(text, limit, field=field)
    if not kept:
        raise missing() if missing else EmptyText(field)
    return kept


def reason(text: str, limit: int = LONGEST) -> str:
    """A reason, which may not be empty. Raises ReasonMissing or TextTooLong."""
    return message(text, limit, field="reason", missing=ReasonMissing)


def optional(text: str, limit: int = LONGEST, *, field: str = "reason") -> str:
    """A text that may be empty. Raises TextTooLong at `field`."""
    kept = "" if is_blank(text) else without_controls(text).strip()
    if len(kept) > limit:
        raise TextTooLong(field, length=len(kept), limit=limit)
    return kept


def line(text: str) -> str:
    """One line: a title, a name. Line breaks become spaces, and nothing turns the direction of what stands beside
    it; the caller bounds the length."""
    return "" if is_blank(text) else " ".join(TURNING.sub("", without_controls(text)).split())


def is_blank(text: str) -> bool:
    """Whether nothing of it can be seen: spaces, controls, signs without width."""
    return all(c.isspace() or unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in text)


def composed(text: str) -> str:
    """Each letter with its ring or accent as one sign (Unicode's NFC): what is copied from the name of a file on a
    Mac has two for å, which a search would take for another word. Never longer."""
    kept = unicodedata.normalize("NFC", text)
    return kept if len(kept) <= len(text) else text


def without_controls(text: str) -> str:
    """Composed, without control characters but line breaks and tabs, and with one kind of line break."""
    text = composed(text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
