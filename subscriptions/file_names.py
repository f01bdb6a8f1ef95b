"""Names of files that came from outside, made safe to show and to save on any system. Pure."""

import re
import unicodedata

LONGEST = 200  # characters, as the database keeps them
ENDING = 50  # of those, how many of the end are kept
NAMELESS = "file"
# Signs that a system reads as something else than a part of a name.
FORBIDDEN = re.compile(r'[<>:"|?*]')
# Names that Windows takes for a device, whatever their ending.
DEVICES = re.compile(r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """The last part of a path, on one line, without signs that turn the reading or name a device; at most 200
    characters, its ending kept."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    seen = "".join(" " if c.isspace() else c for c in last if not _is_unseen(c))
    line = FORBIDDEN.sub("_", " ".join(seen.split())).strip(". ") or NAMELESS
    if DEVICES.match(line):
        line = f"_{line}"
    return line if len(line) <= LONGEST else line[: LONGEST - ENDING] + line[-ENDING:]


def _is_unseen(character: str) -> bool:
    """Controls, halves of characters, and what turns the direction of reading: `exe.gpj` must not read as a
    picture."""
    return not character.isspace() and unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn")
