"""Where a room above adds to the page of an event: incidents of the weekend are tickets' to list (R23.17)."""

from collections.abc import Callable
from typing import Any, NamedTuple

from entitlements.special_events.models import SpecialEvent
from subscriptions.models import User


class Part(NamedTuple):
    """A template and what it prints."""

    template: str
    shown: dict[str, Any]


of_event: list[Callable[[SpecialEvent, User], Part | None]] = []


def parts(event: SpecialEvent, reader: User) -> list[Part]:
    """What the rooms above have to say about the event to this reader."""
    found = (part(event, reader) for part in of_event)
    return [part for part in found if part]
