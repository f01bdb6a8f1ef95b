"""Names that members show: which may be, which look like another. Pure.

A member may not seem to be the vendor, and not another member: two names are alike where a reader takes one for the
other, whatever letters they are made of (Unicode TR 39, of which the letters that names have are here).
"""

import re
import unicodedata
from collections.abc import Iterable

SHORTEST, LONGEST = 2, 40
ALLOWED = re.compile(r"[\w .'’-]+")
# Letters of other alphabets, and digits, that read like a Latin letter.
TWINS = str.maketrans(
    {
        # Cyrillic
        "а": "a",
        "в": "b",
        "е": "e",
        "к": "k",
        "м": "m",
        "н": "h",
        "о": "o",
        "р": "p",
        "с": "c",
        "т": "t",
        "у": "y",
        "х": "x",
        "ѕ": "s",
        "і": "i",
        "ј": "j",
        "ԁ": "d",
        "һ": "h",
        "ԛ": "q",
        "ԝ": "w",
        "ӏ": "i",
        "г": "r",
        "п": "n",
        "и": "u",
        "ь": "b",
        # Greek
        "α": "a",
        "β": "b",
        "ε": "e",
        "η": "n",
        "ι": "i",
        "κ": "k",
        "μ": "m",
        "ν": "v",
        "ο": "o",
        "ρ": "p",
        "τ": "t",
        "υ": "u",
        "χ": "x",
        "γ": "y",
        "σ": "o",
        "ς": "s",
        # digits, and letters with a stroke
        "0": "o",
        "1": "i",
        "3": "e",
        "4": "a",
        "5": "s",
        "7": "t",
        "8": "b",
        "ł": "i",
        "ı": "i",
        "ø": "o",
        "ð": "d",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
    }
)
# A name that holds one of these, in whatever spelling, speaks for the vendor; so does one with a word of TITLES.
SPEAKING = (
    *("support", "xtreme", "moderator", "administrator", "helpdesk", "servicedesk"),
    *("leverandør", "kundeservice"),
)
TITLES = ("admin", "staff", "agent", "vendor", "advisor", "rådgiver", "official", "mod", "team", "system")
FORMER = ("former member", "tidligere medlem")
FORMER_HANDLE = "former.member"  # what a mention of one who left says; nobody may be called so


def likeness(name: str) -> str:
    """What the name looks like: the same for all that a reader takes for it."""
    return "".join(c for c in _folded(name) if c.isalnum()).replace("rn", "m").replace("l", "i")[:80]


def handle(name: str) -> str:
    """What is typed behind an @ to mention her: `@mette.a` for Mette A."""
    return ".".join(re.sub(r"['’]", "", unicodedata.normalize("NFKC", name)).lower().split()).rstrip(".-")


def is_allowed(name: str) -> bool:
    """Letters and what stands between them, two letters at least."""
    if not SHORTEST <= len(name) <= LONGEST or "_" in name:
        return False
    return sum(c.isalpha() for c in name) >= SHORTEST and ALLOWED.fullmatch(name) is not None


def speaks_for_vendor(name: str, vendor: Iterable[str], people: Iterable[str]) -> bool:
    """Whether she would seem to be the vendor, by its words and titles, one of its names or of its people."""
    alike = likeness(name)
    words = {likeness(word) for word in re.split(r"[\s.'’-]+", name) if word}
    spoken = [likeness(word) for word in (*SPEAKING, *vendor)]
    if any(word and word in alike for word in spoken):
        return True
    return bool(words & {likeness(title) for title in TITLES}) or alike in {likeness(each) for each in people}


def is_of_former(name: str) -> bool:
    """Whether she would seem to have left: so are those called who have."""
    alike = likeness(name)
    return any(likeness(word) in alike for word in FORMER)


def _folded(name: str) -> str:
    """Without accents, in lower case, with every twin as the Latin letter that it reads like."""
    name = unicodedata.normalize("NFKC", name).casefold().translate(TWINS)
    parted = unicodedata.normalize("NFKD", name)
    return "".join(c for c in parted if not unicodedata.combining(c)).translate(TWINS)
