"""What somebody wrote in Markdown as a page. It is text: no HTML passes, links lead to pages or mail only, and no
picture is fetched but those that came with the text."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

ALIGNED = {"text-align:right": "to-end", "text-align:center": "to-center"}


def _parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.core.ruler.push("columns_by_class", _columns_by_class)
    return made


def _columns_by_class(state: StateCore) -> None:
    """How a column of a table is aligned as a class: the content policy lets no attribute `style` in."""
    for token in state.tokens:
        style = str(token.attrs.pop("style", ""))
        if style in ALIGNED:
            token.attrs["class"] = ALIGNED[style]


_markdown = _parser().disable("image")
_with_pictures = _parser()

NO_PICTURES: Mapping[str, str] = MappingProxyType({})
DEEPEST = 6  # of the headings of a page
# Signs that may open something, after which the parser looks for what closes it. Texts of people have few of them;
# a hundred thousand took it more than a second.
OPENING = re.compile(r"[\[(<*_`~!>]")
MOST_OPENING = 20_000
CODE = frozenset({"code_inline", "code_block", "fence"})
# Code in a paragraph: as many backticks close it as open it. A sign behind a backslash opens nothing.
SPAN = re.compile(r"\\.|(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)


@dataclass(frozen=True)
class Heading:
    """A heading of a page: how deep it stands, the anchor that leads to it, and its words."""

    level: int
    anchor: str
    words: str


@dataclass(frozen=True)
class Page:
    """A text as HTML, with its headings in their order."""

    html: SafeString
    headings: tuple[Heading, ...]


def parsed(text: str) -> list[Token]:
    """What the text is made of, for another form of it than a page."""
    return _markdown.parse(text)


def rendered(text: str) -> SafeString:
    """The text as HTML, without pictures. `html: False` escapes every tag; the parser refuses script addresses by
    itself."""
    return mark_safe(_markdown.render(text))  # noqa: S308  made of Markdown's rules alone


def page(text: str, pictures: Mapping[str, str] = NO_PICTURES, *, top: int = 2) -> Page:
    """The text as a page: its headings begin at the level `top` and can be led to; of pictures those are shown
    whose name leads to an address."""
    tokens = _with_pictures.parse(text)
    for token in tokens:
        _show(token.children or [], pictures)
    headings = tuple(_headings(tokens, top))
    html = _with_pictures.renderer.render(tokens, _with_pictures.options, {})
    return Page(mark_safe(html), headings)  # noqa: S308  as above


def plain(text: str, change: Callable[[str], str] = str) -> str:
    """All that a reader sees, without marks, on one line: for what is searched. What is not code as `change` makes
    it."""
    return " ".join("".join(_seen(_markdown.parse(text), code=True, change=change)).split())


def prose(text: str) -> str:
    """What she sees without code, line by line: an @ in code is no mention."""
    return "".join(_seen(_markdown.parse(text), code=False))


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """The text, Markdown still, with what is not code as `change` makes it."""
    lines, code = re.sub(r"\r\n?", "\n", text).split("\n"), set[int]()
    for token in _markdown.parse(text):
        if token.type in CODE and token.map:
            code.update(range(*token.map))
    runs = groupby(range(len(lines)), key=code.__contains__)
    parts = ((is_code, "\n".join(lines[each] for each in run)) for is_code, run in runs)
    return "\n".join(part if is_code else _outside_spans(part, change) for is_code, part in parts)


def is_bomb(text: str) -> bool:
    """Whether reading the text would take far longer than its length lets one think."""
    return len(OPENING.findall(text)) > MOST_OPENING


def _seen(tokens: Iterable[Token], *, code: bool, change: Callable[[str], str] = str) -> Iterator[str]:
    for token in tokens:
        if token.children:
            yield from _seen(token.children, code=code, change=change)
            yield "\n"
        elif token.type == "text":
            yield change(token.content)
        elif code and token.type in CODE:
            yield token.content
        elif token.type in ("softbreak", "hardbreak") or token.type in CODE:
            yield "\n"


def _outside_spans(text: str, change: Callable[[str], str]) -> str:
    parts, end = [], 0
    for found in SPAN.finditer(text):
        if found[1]:
            parts += [change(text[end : found.start()]), found[0]]
            end = found.end()
    return "".join((*parts, change(text[end:])))


def _show(inline: list[Token], pictures: Mapping[str, str]) -> None:
    for number, token in enumerate(inline):
        if token.type != "image":
            continue
        address = pictures.get(str(token.attrs.get("src", "")))
        if address:
            token.attrs = {**token.attrs, "src": address, "loading": "lazy"}
        else:
            inline[number] = Token("text", "", 0, content=token.content)


def _headings(tokens: list[Token], top: int) -> Iterable[Heading]:
    known: dict[str, int] = {}
    for number, token in enumerate(tokens):
        if token.type not in ("heading_open", "heading_close"):
            continue
        level = min(max(int(token.tag[1]) + top - 2, top), DEEPEST)
        token.tag = f"h{level}"
        if token.type == "heading_open":
            words = "".join(
                each.content
                for each in tokens[number + 1].children or []
                if each.type in ("text", "code_inline")
            )
            anchor = _anchor(words, known)
            token.attrs = {**token.attrs, "id": anchor}
            yield Heading(level, anchor, words)


def _anchor(words: str, known: dict[str, int]) -> str:
    """One that no other heading has. `known`: those there are, each with the last number that was put behind it."""
    plain = unicodedata.normalize("NFKC", words.casefold())
    stem = "part-" + ("-".join(re.findall(r"\w+", plain))[:60] or "0")
    anchor = stem
    while anchor in known:
        known[stem] += 1
        anchor = f"{stem}-{known[stem]}"
    known[anchor] = 1
    return anchor
