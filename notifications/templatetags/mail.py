"""What the Markdown of mails is written with: {% load mail %}."""

from django import template
from django.template import Context
from django.utils.html import conditional_escape

from notifications import words
from notifications.words import Ours

register = template.Library()

register.filter("quoted", words.quoted)
register.filter("instant", words.instant)
register.filter("day", words.day)
register.filter("dated", words.dated)
register.filter("in_words", words.in_words)
register.filter("span", words.span)


@register.simple_tag(takes_context=True)
def action(context: Context, label: str, url: str = "") -> str:
    """What the reader can press, leading to `url`, else to the mail's own link; nothing where there is none."""
    target = url or context.get("url", "")
    if not target:
        return ""
    return Ours(f"**[{label}]({target})**")


@register.simple_tag
def fact(label: str, value: str) -> str:
    """A line of the facts, as mail_look.py knows them."""
    return Ours(f"+ *{label}:* {conditional_escape(value)}")
