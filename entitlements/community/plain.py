"""Markdown as plain text: for what is searched, and for the names that are mentioned. Pure."""

from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

_markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
CODE = frozenset({"code_inline", "code_block", "fence"})


def words(text: str) -> str:
    """All that a reader sees, without marks."""
    return " ".join("".join(_seen(_markdown.parse(text), code=True)).split())


def prose(text: str) -> str:
    """The same without code: an @ in there is no mention."""
    return "".join(_seen(_markdown.parse(text), code=False))


def _seen(tokens: Iterable[Token], *, code: bool) -> Iterator[str]:
    for token in tokens:
        if token.children:
            yield from _seen(token.children, code=code)
            yield "\n"
        elif token.type == "text" or (code and token.type in CODE):
            yield token.content
        elif token.type in ("softbreak", "hardbreak") or token.type in CODE:
            yield "\n"
