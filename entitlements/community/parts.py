"""Where a room above adds to the page of a question: that it was taken to support is tickets' to say (R12.4)."""

from collections.abc import Callable
from typing import Any, NamedTuple

from entitlements.community.models import Question
from subscriptions.models import User


class Part(NamedTuple):
    """A template and what it prints."""

    template: str
    shown: dict[str, Any]


of_question: list[Callable[[Question, User, bool], Part | None]] = []


def parts(question: Question, reader: User, *, own: bool) -> list[Part]:
    """What the rooms above have to say of the question to this reader, whose own it may be."""
    found = (part(question, reader, own) for part in of_question)
    return [part for part in found if part]
