"""What somebody wrote in Markdown as a page. It is text: no HTML passes, links lead to pages or mail only, and no
picture is fetched but those that came with the text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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


def plain(text: str) -> str:
    """All that a reader sees, without marks, on one line: for what is searched."""
    return " ".join("".join(_seen(_markdown.parse(text), code=True)).split())


def prose(text: str) -> str:
    """What she sees without code, line by line: an @ in code is no mention."""
    return "".join(_seen(_markdown.parse(text), code=False))


def is_bomb(text: str) -> bool:
    """Whether reading the text would take far longer than its length lets one think."""
    return len(OPENING.findall(text)) > MOST_OPENING


def _seen(tokens: Iterable[Token], *, code: bool) -> Iterator[str]:
    for token in tokens:
        if token.children:
            yield from _seen(token.children, code=code)
            yield "\n"
        elif token.type == "text" or (code and token.type in CODE):
            yield token.content
        elif token.type in ("softbreak", "hardbreak") or token.type in CODE:
            yield "\n"


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
    known: set[str] = set()
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


def _anchor(words: str, known: set[str]) -> str:
    plain = unicodedata.normalize("NFKC", words.casefold())
    stem = "part-" + ("-".join(re.findall(r"\w+", plain))[:60] or "0")
    anchor, number = stem, 2
    while anchor in known:
        anchor, number = f"{stem}-{number}", number + 1
    known.add(anchor)
    return anchor
