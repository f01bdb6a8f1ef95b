"""What the Markdown of mails is written with: {% load mail %}."""

from django import template
from django.template import Context

from notifications import words

register = template.Library()

register.filter("quoted", words.quoted)
register.filter("instant", words.instant)
register.filter("day", words.day)
register.filter("in_words", words.in_words)
register.filter("span", words.span)


class _Link(str):
    """Markdown of ours, printed as it is."""

    def __html__(self) -> str:
        return self


@register.simple_tag(takes_context=True)
def action(context: Context, label: str, url: str = "") -> str:
    """What the reader can press, leading to `url`, else to the mail's own link; nothing where there is none."""
    target = url or context.get("url", "")
    if not target:
        return ""
    return _Link(f"**[{label}]({target})**" if context["html"] else f"{label}: {target}")
