"""What somebody wrote in Markdown as plain text with its lines, for what is shown as it was typed: an incident's
description. Marks go, what they say stays: numbers of lists, addresses of links, lines of code."""

from collections.abc import Callable, Iterable

from markdown_it.token import Token

from entitlements.markdown import CODE, parsed


def as_text(text: str, change: Callable[[str], str] = str) -> str:
    """The text without marks; what is not code as `change` makes it."""
    page = _Page(change)
    for token in parsed(text):
        page.take(token)
    return "\n".join(page.lines).strip("\n")


class _Page:
    """The lines so far, and in which lists and quotations the next ones stand."""

    def __init__(self, change: Callable[[str], str]) -> None:
        self.change = change
        self.lines: list[str] = []
        self.marks: list[str] = []  # how the next line of each list or quotation begins, the outer first
        self.numbers: list[int | None] = []  # of the next item of each list; None: it counts none
        self.cells: list[str] = []

    def take(self, token: Token) -> None:
        """The next token of the text."""
        opens = {
            "bullet_list_open": self._list,
            "ordered_list_open": self._list,
            "list_item_open": self._item,
            "blockquote_open": self._quotation,
            "paragraph_open": self._block,
            "heading_open": self._block,
            "table_open": self._block,
            "bullet_list_close": lambda token: self.numbers.pop(),
            "ordered_list_close": lambda token: self.numbers.pop(),
            "list_item_close": lambda token: self.marks.pop(),
            "blockquote_close": lambda token: self.marks.pop(),
            "th_close": lambda token: self.cells.append(self.lines.pop().strip()),
            "td_close": lambda token: self.cells.append(self.lines.pop().strip()),
            "tr_close": self._row,
            "inline": lambda token: self._say(self._words(token.children or [])),
            "fence": self._code,
            "code_block": self._code,
        }
        if token.type in opens:
            opens[token.type](token)

    def _list(self, token: Token) -> None:
        if not self.numbers:
            self._gap()
        is_ordered = token.type == "ordered_list_open"
        self.numbers.append(int(token.attrs.get("start", 1)) if is_ordered else None)

    def _quotation(self, token: Token) -> None:
        self._gap()
        self.marks.append("> ")

    def _block(self, token: Token) -> None:
        if not token.hidden:
            self._gap()

    def _row(self, token: Token) -> None:
        self._say(" | ".join(self.cells))
        self.cells = []

    def _code(self, token: Token) -> None:
        self._gap()
        self._say(token.content.rstrip("\n"))

    def _item(self, token: Token) -> None:
        number = self.numbers[-1]
        self.marks.append("- " if number is None else f"{number}. ")
        if number is not None:
            self.numbers[-1] = number + 1

    def _gap(self) -> None:
        """An empty line before what follows, but not within the line that an item begins."""
        begins = any(mark.strip() not in ("", ">") for mark in self.marks)
        if self.lines and self.lines[-1].strip("> ") and not begins:
            self.lines.append("".join(self.marks).rstrip())

    def _say(self, words: str) -> None:
        for line in words.split("\n"):
            self.lines.append(("".join(self.marks) + line).rstrip())
            self.marks = [mark if mark == "> " else " " * len(mark) for mark in self.marks]

    def _words(self, inline: Iterable[Token]) -> str:
        said, links = [], []
        for token in inline:
            if token.type == "text":
                said.append(self.change(token.content))
            elif token.type in CODE:
                said.append(token.content)
            elif token.type in ("softbreak", "hardbreak"):
                said.append("\n")
            elif token.type == "link_open":
                links.append((len(said), str(token.attrs.get("href", ""))))
            elif token.type == "link_close":
                begun, address = links.pop()
                if "".join(said[begun:]) not in (address, address.removeprefix("mailto:")):
                    said.append(f" ({address})")
        return "".join(said)
