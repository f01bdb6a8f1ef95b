"""`{% blocktranslate %}`: a sentence with names in it, taken apart once a language."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.template import Context
from django.template.base import FilterExpression
from django.templatetags.i18n import BlockTranslateNode
from django.utils.translation import get_language, gettext, ngettext

from xtreme.quick import printed

NAME = re.compile(r"%\((\w+)\)s")

type Value = Callable[[Context], Any]


class Sentence:
    """A sentence, or the two that a number chooses from. What it cannot say it leaves to Django."""

    def __init__(self, node: BlockTranslateNode, value_of: Callable[[FilterExpression], Value]) -> None:
        self.node = node
        self.given = {name: value_of(given) for name, given in node.extra_context.items()}
        self.counter = value_of(node.counter) if node.counter else None
        self.singular, _names = node.render_token_list(node.singular)
        self.plural, _names = node.render_token_list(node.plural) if node.plural else ("", [])
        self.translated: dict[str | None, str] = {}

    def say(self, context: Context) -> str:
        """As Django's node renders it."""
        values = {name: value(context) for name, value in self.given.items()}
        if self.counter is None:
            parts = _parts(self._translated())
        else:
            count = values[str(self.node.countervar)] = self.counter(context)
            if not isinstance(count, float | int):
                return self.node.render(context)
            parts = _parts(ngettext(self.singular, self.plural, count))
        if parts is None:
            return self.node.render(context)
        said = [parts[0]]
        for name, still in zip(parts[1::2], parts[2::2], strict=True):
            if name not in values and name not in context:
                return self.node.render(context)
            said += printed(values[name] if name in values else context[name], context), still
        return "".join(said)

    def _translated(self) -> str:
        language = get_language()
        if language not in self.translated:
            self.translated[language] = gettext(self.singular)
        return self.translated[language]


def is_plain(node: BlockTranslateNode) -> bool:
    """Whether it is printed where it stands and has no context for its translators."""
    return node.asvar is None and not node.message_context and bool(node.plural) == bool(node.counter)


@lru_cache(maxsize=10_000)
def _parts(text: str) -> list[str] | None:
    """What stands still and the names between, in turn; None for what is no such text."""
    parts = NAME.split(text)
    parts[::2] = [still.replace("%%", "\0") for still in parts[::2]]
    if any("%" in still for still in parts[::2]):
        return None
    parts[::2] = [still.replace("\0", "%") for still in parts[::2]]
    return parts
