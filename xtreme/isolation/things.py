"""What addresses lead to: of each kind one that belongs to the other customer, and one that does not exist."""

from typing import Any

from xtreme.isolation.finding import Between
from xtreme.isolation.rows import Row
from xtreme.isolation.table import PUBLISHED, THINGS

ABSENT = {kind: thing.absent for kind, thing in THINGS.items()}


def is_published(row: Row) -> bool:
    """Whether what its arguments lead to is every customer's to read, or what the vendor publishes."""
    kinds = [kind for kind in row.things.values() if isinstance(kind, str)]
    return row.shared or (bool(kinds) and PUBLISHED.issuperset(kinds))


def find(between: Between) -> dict[str, Any]:
    """One of each kind, by what addresses name it by; kinds of which she has none are left out. As the vendor."""
    found = {kind: thing.find(between) for kind, thing in THINGS.items()}
    return {kind: thing for kind, thing in found.items() if thing is not None}
