"""The text of mails: their Markdown without its marks. Facts and points stay lists, quotations stay quoted, and
what was typed is as it was typed, also where it looks like a mark."""

import re

LINK = re.compile(r"\[([^\]\n]*)\]\(([^)\n]*)\)")
FACT = re.compile(r"^\+ \*(.*?)\*", re.MULTILINE)
HEADING = re.compile(r"^#+ ", re.MULTILINE)
LINE_END = re.compile(r"[\\ ]+$", re.MULTILINE)  # of a line of a quotation: the next is a line of its own
ENTITY = re.compile(r"&(?:#(\d+)|amp|lt|gt|quot|#x27);")
SIGNS = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'"}


def text(source: str) -> str:
    """The Markdown of a mail as text. What was typed stands in it as entities (see words.py), so that no mark in it
    is ours; addresses of links are never typed."""
    plain = LINK.sub(r"\1: \2", source)
    plain = FACT.sub(r"- \1", plain).replace("**", "")
    plain = LINE_END.sub("", HEADING.sub("", plain))
    return ENTITY.sub(_sign, plain)


def _sign(entity: re.Match[str]) -> str:
    return chr(int(entity[1])) if entity[1] else SIGNS[entity[0]]
