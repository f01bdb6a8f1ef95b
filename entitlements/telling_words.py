"""The words that say what a line is about. Pure."""

import re

MOST = 12
# Words too common to say it.
COMMON_WORDS = """
    and are but can cannot does for from has have how not that the this was what when why with you
    af den der det eller for fra har hos hvordan hvorfor ikke kan med når og på som til ved vores
"""
COMMON = frozenset(COMMON_WORDS.split())


def words_of(text: str) -> set[str]:
    """In lower case: at least 3 letters or digits, at most a dozen words."""
    found = [word for word in re.findall(r"\w{3,40}", text.lower()) if word not in COMMON]
    return set(found[:MOST])
