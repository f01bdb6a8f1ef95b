"""What has been asked and written before that reads like a question being typed: search first while asking."""

import re
from datetime import datetime

from entitlements import searching
from entitlements.community import found
from entitlements.community.access import Person
from entitlements.readers import reader
from entitlements.searching import Asked, Found

SHOWN = 5
SHORTEST = 4  # letters of a word that says what a question is about
MOST = 12  # words
COMMON_WORDS = """
    about anyone does from have that their there they this what when where which with your
    hvad hvordan hvor hvorfor ikke jeres kan med nogen
"""
COMMON = frozenset(COMMON_WORDS.split())


def like(person: Person, title: str, at: datetime) -> list[Found]:
    """Questions that share a telling word with the title, the best first."""
    telling = [word for word in re.findall(rf"\w{{{SHORTEST},40}}", title.lower()) if word not in COMMON]
    if not telling:
        return []
    asked = Asked(" or ".join(dict.fromkeys(telling[:MOST])), kind=found.KIND)
    rows, alike = searching.find(
        asked, reader(person.user, person.customer, at), person.user.language, most=SHOWN
    )
    return [] if alike else rows
