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


def parts(release: Release, reader: User, customer: Customer | None = None) -> list[Part]:
    """What the rooms above have to say about the release to this reader."""
    found = (part(release, reader, customer) for part in of_release)
    return [part for part in found if part]
