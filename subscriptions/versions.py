"""The order of a product's versions, by their names. Pure."""

import re

type Place = tuple[tuple[int, int, str], ...]

PART = re.compile(r"\d+|[^\W\d_]+")


def place(name: str) -> Place:
    """Where the version stands among others of its product: 9.4 before 10.0, 7.2 before 7.2 SP1 before 7.2.1."""
    parts = PART.findall(name.casefold())
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts)


def lies_within(name: str, since: str | None, until: str | None) -> bool:
    """Whether the version is neither before `since` nor after `until`; None on a side is without end there."""
    at = place(name)
    return (since is None or place(since) <= at) and (until is None or at <= place(until))
