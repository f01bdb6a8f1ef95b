"""What of a reply is new and what it quotes. Pure.

Where the quotation begins is told by mail-parser-reply for the languages it knows, by the patterns here for the
rest. Nothing is thrown away: what is quoted is kept beside.
"""

import re
from dataclasses import dataclass

from mailparser_reply.parser import EmailMessage  # type: ignore[import-untyped]

LANGUAGES = ["da", "de", "en", "ja"]
SEARCHED_LINES = 1_500  # a quotation that begins later is not looked for
SEARCHED_WIDTH = 160  # characters of a line; the patterns take more time than that is worth on longer ones

NAMES = (
    "From|Sent|To|Subject|Date|Cc|Fra|Sendt|Til|Emne|Dato|Kopi|Von|Gesendet|An|Betreff|Datum"
    "|De|Enviado|Enviada em|Enviado em|Para|Assunto|Data|差出人|送信日時|送信|宛先|件名|日時"
)
OTHERS = re.compile(
    r"^(?:> ?)*(?:"
    r"-{3,} ?(?:Original Message|Oprindelig meddelelse|Ursprüngliche Nachricht|Mensagem original"
    r"|Original-Nachricht|元のメッセージ|Forwarded message) ?-{3,}"
    r"|(?:Em|No dia) .{4,100} (?:escreveu|<[^>]+> escreveu) ?:"
    r"|\d{4}[年/-]\d{1,2}[月/-]\d{1,2}.{0,100}(?:<[^>]+>|のメール|書きました|wrote) ?[::]"
    r"|.{0,90}(?:wrote on|skrev den|schrieb am|escreveu em) .{4,60}:"
    r"|(?:\*?(?:" + NAMES + r")\*? ?[::].{0,140}\n){2,}"
    r")[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
RULE = re.compile(r"^[ _\-*\u2500]{3,}$")


@dataclass(frozen=True)
class Split:
    """The new text, and what it quotes, which may be empty."""

    new: str
    quoted: str


def split(text: str) -> Split:
    """Cut a reply where its quotation begins. A text that would leave nothing new, or that answers between the
    quoted lines, is new as a whole."""
    lines = text.split("\n")
    places = [place for place in (_of_headers(lines), _of_marked_lines(lines)) if place is not None]
    if not places:
        return Split(text.strip(), "")
    place = min(places)
    while place and (not lines[place - 1].strip() or RULE.match(lines[place - 1])):
        place -= 1
    new, quoted = "\n".join(lines[:place]).strip(), "\n".join(lines[place:]).strip()
    if not new or _answers_between(lines[place:]):
        return Split(text.strip(), "")
    return Split(new, quoted)


def _of_headers(lines: list[str]) -> int | None:
    """The line at which a mail program says whose words follow."""
    searched = "\n".join(line[:SEARCHED_WIDTH].strip() for line in lines[:SEARCHED_LINES])
    known = EmailMessage(text="", languages=list(LANGUAGES)).HEADER_REGEX
    found = [match for match in (known.search(searched), OTHERS.search(searched + "\n")) if match]
    if not found:
        return None
    start = min(match.start() + len(match[0]) - len(match[0].lstrip()) for match in found)
    return searched.count("\n", 0, start)


def _of_marked_lines(lines: list[str]) -> int | None:
    """The first of the lines marked with > that go on to the end."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith(">")):
        end -= 1
    rest = lines[end:]
    if not any(line.lstrip().startswith(">") for line in rest):
        return None
    attribution = end and lines[end - 1].rstrip().endswith((":", ":"))
    return end - 1 if attribution else end


def _answers_between(lines: list[str]) -> bool:
    """Whether, after lines marked with >, somebody goes on in unmarked ones: she answers point by point."""
    marked = [line.lstrip().startswith(">") for line in lines if line.strip()]
    if True not in marked:
        return False
    first, last = marked.index(True), len(marked) - 1 - marked[::-1].index(True)
    between = marked[first:last].count(False)
    after = len(marked) - 1 - last
    return between > 0 or after > 3
