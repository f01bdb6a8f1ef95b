"""The text of a part of a mail: plain text as it was typed, HTML as the text it shows. Pure."""

import re
from collections import Counter
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

import nh3
from markdownify import MarkdownConverter

from tickets.mailbox.charsets import decoded

LONGEST = 400_000  # characters of a part that are read
SHOWN = {
    "p", "div", "br", "a", "img", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "blockquote",
    "pre", "code", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "span",
}  # fmt: skip
UNSEEN = {"script", "style", "title", "head", "template", "svg", "object"}
CELLS, MORE = {"td", "th"}, {"table", "ul", "ol", "blockquote"}
PARTS = {"tbody", "thead", "tr", *CELLS}
BLOCKS = {"p", "div", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
CELL = "\x1f"  # between the cells of a row, until its line is put together
EDGES = re.compile(r"[ \t\u00a0\u200b]+$", re.MULTILINE)


class _Plain(MarkdownConverter):
    """Text that reads by itself: addresses in full, no signs of markup, rows of a table as lines."""

    def convert_soup(self, soup: Any) -> str:
        _without_layout(soup)
        return str(super().convert_soup(soup))

    def convert_a(self, el: Any, text: str, parent_tags: Any) -> str:
        target = str(el.get("href") or "")
        shown = text.strip()
        if not target.startswith(("http://", "https://")) or target.rstrip("/") == shown.rstrip("/"):
            return text
        return f"{shown} ({target})" if shown else target

    def convert_img(self, el: Any, text: str, parent_tags: Any) -> str:
        return str(el.get("alt") or "")

    def convert_table(self, el: Any, text: str, parent_tags: Any) -> str:
        return f"\n\n{text.strip()}\n\n"

    def convert_tr(self, el: Any, text: str, parent_tags: Any) -> str:
        cells = [cell.strip() for cell in text.split(CELL)[:-1]]
        return " | ".join(cells) + "\n" if any(cells) else ""

    def convert_td(self, el: Any, text: str, parent_tags: Any) -> str:
        return text + CELL

    convert_th = convert_td

    def _same(self, el: Any, text: str, parent_tags: Any) -> str:
        return text

    convert_b = convert_strong = convert_i = convert_em = convert_code = _same


@dataclass
class _Cell:
    """`row`: which one it stands in; `blocks`: paragraphs in it; `more`: lists or tables in it."""

    row: int = 0
    blocks: int = 0
    more: bool = False
    filled: bool = False


@dataclass
class _Table:
    element: Any
    parts: list[Any] = field(default_factory=list)
    cells: list[_Cell] = field(default_factory=list)

    @property
    def is_of_figures(self) -> bool:
        """Whether its rows say something side by side."""
        rows = Counter(cell.row for cell in self.cells if cell.filled)
        return max(rows.values(), default=0) > 1 and not any(
            cell.more or cell.blocks > 1 for cell in self.cells
        )


def _without_layout(soup: Any) -> None:
    """Make plain blocks of the tables that only place what stands in them. Each element is looked at once, however
    deep it stands."""
    tables: list[_Table] = []
    waiting: list[tuple[Any, _Table | None, _Cell]] = [(soup, None, _Cell())]
    while waiting:
        element, table, cell = waiting.pop()
        if element.name is None:
            cell.filled = cell.filled or bool(element.strip())
            continue
        cell.more = cell.more or element.name in MORE
        cell.blocks += element.name in BLOCKS
        if element.name == "table":
            table, cell = _Table(element), _Cell()
            tables.append(table)
        elif element.name in PARTS and table:
            table.parts.append(element)
            if element.name in CELLS:
                cell = _Cell(row=id(element.parent))
                table.cells.append(cell)
        waiting += [(child, table, cell) for child in element.children]
    for table in tables:
        if not table.is_of_figures:
            for each in (table.element, *table.parts):
                each.name = "div"


def text_of(part: Message) -> str:
    """What a text part says, with one kind of line break. HTML loses everything but what it shows."""
    octets = part.get_payload(decode=True)
    said = decoded(octets if isinstance(octets, bytes) else b"", str(part.get_param("charset") or ""))
    said = said[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if part.get_content_type() == "text/html":
        return from_html(said)
    if str(part.get_param("format") or "").lower() == "flowed":
        said = _unflowed(said, str(part.get_param("delsp") or "").lower() == "yes")
    return _tidy(said)


def from_html(html: str) -> str:
    """The text that a page of a mail shows."""
    clean = nh3.clean(
        html, tags=SHOWN, clean_content_tags=UNSEEN, attributes={"a": {"href"}, "img": {"alt"}}, link_rel=None
    )
    try:
        said = _Plain(
            heading_style="ATX_CLOSED",
            bullets="-",
            escape_asterisks=False,
            escape_underscores=False,
            escape_misc=False,
            newline_style="backslash",
        ).convert(clean)
    except RecursionError:  # nested beyond reading
        said = nh3.clean(html, tags=set(), clean_content_tags=UNSEEN)
    said = re.sub(r"\\$", "", said, flags=re.MULTILINE)
    return _tidy(re.sub(r"\n{3,}", "\n\n", said))


def _tidy(text: str) -> str:
    return EDGES.sub("", text).strip("\n")


def _unflowed(text: str, drops_space: bool) -> str:
    """Lines that were broken only for the journey, whole again (RFC 3676)."""
    lines: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        line = line.removeprefix(" ") if not line.startswith(">") else line
        soft = line.endswith(" ") and line != "-- " and not line.startswith(">")
        said = line[:-1] if soft and drops_space else line
        if goes_on and lines and not line.startswith(">") and line != "-- ":
            lines[-1] += said
        else:
            lines.append(said)
        goes_on = soft
    return "\n".join(lines)
