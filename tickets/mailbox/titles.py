"""Titles of incidents from subjects, and numbers of incidents in them. Pure."""

import re

PREFIX = re.compile(
    r"^\s*(?:re|sv|vs|aw|wg|fw|fwd|vb|res|enc|antw|svar|返信|転送)(?:\[\d+\])?\s*[::]\s*", re.IGNORECASE
)
NUMBER = re.compile(r"(?:^|[\s\[(:])#([1-9][0-9]{0,17})\b")
LONGEST = 200


def title(subject: str, text: str) -> str:
    """The subject without what replies and forwards put before it; else the first line of the text, if any."""
    while match := PREFIX.match(subject):
        subject = subject[match.end() :]
    first = next((line for line in text.split("\n") if line.strip()), "")
    return " ".join((subject.strip() or first).split())[:LONGEST].strip()


def number(subject: str) -> int | None:
    """The incident that the subject names as #4711."""
    found = NUMBER.search(subject)
    return int(found[1]) if found else None
