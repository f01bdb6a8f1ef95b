"""The HTML of mails: Markdown of ours, with the look written beside each element, because many mail programs read
nothing else. What changes in the dark is in templates/mail/layout.html.

The HTML knows no other tags than those of MARKDOWN, and no links but to this installation, to phones and to
mailboxes; elsewhere leads a button alone, as to a meeting that one of ours has given the address of (R16.2).
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

MARKDOWN = ("blockquote", "heading", "hr", "list", "emphasis", "entity", "escape", "link", "newline")
ACCENT = "#0b5cad"
FACTS = "+"  # the sign of a list of facts; others begin with -
LOOK = {
    "p": "margin:0 0 14px",
    "h2": "margin:22px 0 8px;font-size:17px;line-height:1.35",
    "blockquote": "margin:0 0 14px;padding:2px 0 2px 14px;border-left:3px solid #9fb4cb",
    "ul": "margin:0 0 14px;padding-left:20px",
    "li": "margin:0 0 4px",
    "hr": "height:1px;margin:20px 0 14px;border:0;background:#dde3ea",
    "a": f"color:{ACCENT}",
}
LOOK_OF_A_LABEL = "font-style:normal;color:#505a68"
LOOK_OF_FACTS = {
    "ul": "margin:16px 0;padding:12px 16px;list-style:none;background:#f3f5f8;border-radius:8px;font-size:14px",
    "li": "margin:0 0 4px;padding:0",
}
BUTTON = (
    f"display:inline-block;padding:11px 20px;border-radius:8px;background:{ACCENT};color:#ffffff;"
    "font-weight:600;text-decoration:none"
)
# Outlook pads cells and nothing else.
BEFORE_BUTTON = (
    '<table role="presentation" border="0" cellspacing="0" cellpadding="0" style="margin:0 0 14px"><tr>'
    f'<td class="button" bgcolor="{ACCENT}" style="border-radius:8px;mso-padding-alt:11px 20px">'
)
AFTER_BUTTON = "</td></tr></table>\n"


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  the name is the library's
        return _is_ours(url) or url.startswith("https://")


def _is_ours(url: str) -> bool:
    return url.startswith((f"{settings.SITE_URL}/", "tel:", "mailto:"))


def html(source: str) -> str:
    """The Markdown as HTML with its look. A paragraph that is one strong link is the button; below the rule, in the
    small print, it is a link like others."""
    return str(_markdown.render(source))


def _give_look(state: StateCore) -> None:
    """A rule of the parser, after all others."""
    in_facts = in_footer = False
    for place, token in enumerate(state.tokens):
        in_footer = in_footer or token.tag == "hr"
        if token.tag == "ul":
            in_facts = token.markup == FACTS and token.nesting == 1
        if token.nesting >= 0 and token.tag in LOOK:
            look = LOOK_OF_FACTS if in_facts and token.tag in LOOK_OF_FACTS else LOOK
            token.attrSet("style", look[token.tag])
            if in_facts and token.tag == "ul":
                token.attrSet("class", "facts")
        if token.children:
            if in_facts:
                _give_label_look(token.children)
            button = not in_footer and _is_button(token.children)
            _give_links_look(token.children, button)
            if button:
                state.tokens[place - 1].meta["button"] = state.tokens[place + 1].meta["button"] = True


def _is_button(children: Sequence[Token]) -> bool:
    kinds = [child.type for child in children if child.content or child.nesting]
    return kinds == ["strong_open", "link_open", "text", "link_close", "strong_close"]


def _give_links_look(children: Sequence[Token], button: bool) -> None:
    leads_there = True
    for child in children:
        if child.type == "link_open":
            leads_there = button or _is_ours(str(child.attrGet("href")))
            child.attrSet("style", BUTTON if button else LOOK["a"])
        if child.type in ("link_open", "link_close") and not leads_there:
            child.type, child.content = "text", ""


def _give_label_look(children: Sequence[Token]) -> None:
    for child in children:
        if child.type == "em_open":
            child.attrSet("class", "label")
            child.attrSet("style", LOOK_OF_A_LABEL)


def _paragraph(self: Any, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
    token = tokens[place]
    if token.meta.get("button"):
        return BEFORE_BUTTON if token.nesting == 1 else AFTER_BUTTON
    return str(self.renderToken(tokens, place, options, env))


_markdown = _Markdown("zero", {"html": False, "breaks": False}).enable(list(MARKDOWN))
_markdown.core.ruler.push("look", _give_look)
_markdown.add_render_rule("paragraph_open", _paragraph)
_markdown.add_render_rule("paragraph_close", _paragraph)
