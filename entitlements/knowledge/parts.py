"""Where a room above adds to the page of an article at the desk: incidents that it solved are tickets' to list."""

from collections.abc import Callable
from typing import Any, NamedTuple

from entitlements.knowledge.models import Article
from subscriptions.models import User


class Part(NamedTuple):
    """A template and what it prints."""

    template: str
    shown: dict[str, Any]


of_article: list[Callable[[Article, User], Part | None]] = []


def parts(article: Article, reader: User) -> list[Part]:
    """What the rooms above have to say about the article to this reader."""
    found = (part(article, reader) for part in of_article)
    return [part for part in found if part]
