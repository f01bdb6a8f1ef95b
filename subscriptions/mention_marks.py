"""`@name` in a text that people wrote: which names stand in it, and how they are shown. Whom a name means is each
room's to say."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

MENTION = re.compile(r"(?<![\w.@/+-])@(\w[\w.+-]*)")
TAG = re.compile(r"(<[^>]*>)")


def names(text: str) -> Iterator[str]:
    """What stands behind each @, as it was typed, without the full stop of the sentence."""
    for found in MENTION.finditer(text):
        if name := found[1].rstrip(".-+"):
            yield name


def without(text: str) -> str:
    """The text as it is found and quoted elsewhere, where no name can follow the person whom it means."""
    return MENTION.sub("@…", text)


def highlighted(
    html: SafeString, shown: Mapping[str, str], said: Mapping[str, str] = MappingProxyType({})
) -> SafeString:
    """The text with each of these names marked, outside tags and links; the person whom one means is its title.
    `said`: what stands there instead of a name."""
    if not shown:
        return html
    parts, inside = [], False
    for part in TAG.split(html):
        if part.startswith("<"):
            inside = part.startswith("<a ") or (inside and part != "</a>")
        elif not inside:
            part = MENTION.sub(lambda found: _marked(found, shown, said), part)
        parts.append(part)
    return mark_safe("".join(parts))  # noqa: S308  the text was safe, and what is added is escaped


def _marked(found: re.Match[str], shown: Mapping[str, str], said: Mapping[str, str]) -> str:
    name = found[1].rstrip(".-+")
    if (person := shown.get(name.lower())) is None:
        return found[0]
    rest = found[1][len(name) :]
    name = said.get(name.lower(), name)
    return format_html('<span class="mention" title="{}">@{}</span>{}', person, mark_safe(name), rest)  # noqa: S308
