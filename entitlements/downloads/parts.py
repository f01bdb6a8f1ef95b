"""Where the rooms above add to the page of a release: incidents that it resolves are tickets' to list (R3.2)."""

from collections.abc import Callable
from typing import Any, NamedTuple

from entitlements.downloads.models import Release
from subscriptions.models import Customer, User


class Part(NamedTuple):
    """A template and what it prints."""

    template: str
    shown: dict[str, Any]


# For a contact, with the customer she acts for, or for the vendor's people, with none.
of_release: list[Callable[[Release, User, Customer | None], Part | None]] = []


# For the vendor's people, before a draft is published: what that does in a room above.
of_publishing: list[Callable[[Release], Part | None]] = []


def publishing_parts(release: Release) -> list[Part]:
    """What publishing it does in the rooms above."""
    found = (part(release) for part in of_publishing)
    return [part for part in found if part]


def parts(release: Release, reader: User, customer: Customer | None = None) -> list[Part]:
    """What the rooms above have to say about the release to this reader."""
    found = (part(release, reader, customer) for part in of_release)
    return [part for part in found if part]
