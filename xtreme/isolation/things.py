"""What addresses lead to: of each kind one that belongs to the other customer, and one that does not exist."""

from typing import Any

from xtreme.isolation.finding import Between
from xtreme.isolation.table import THINGS

ABSENT = {kind: thing.absent for kind, thing in THINGS.items()}


def find(between: Between) -> dict[str, Any]:
    """One of each kind, by what addresses name it by; kinds of which she has none are left out. As the vendor."""
    found = {kind: thing.find(between) for kind, thing in THINGS.items()}
    return {kind: thing for kind, thing in found.items() if thing is not None}
