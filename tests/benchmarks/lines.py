"""A line of the output: one measured work of one product, as JSON."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.benchmarks.rounds import Turn


@dataclass(frozen=True)
class Line:
    """`ratio` is what it takes to what the bare view takes beside it, of a work that ends in `_walls` to that
    without walls, in `_growth` to that in the smallest database (rounds.Turn.to); what does not apply is None."""

    work: str
    product: str
    incidents: int
    clients: int
    p50_ms: float | None = None
    p95_ms: float | None = None
    per_second: float | None = None
    ratio: float | None = None
    more: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        told = asdict(self)
        return json.dumps(told | told.pop("more"))


def line(work: str, product: str, incidents: int, clients: int, turn: Turn, bare: Turn | None) -> Line:
    """The line of a turn."""
    ratio = round(turn.to(bare), 2) if bare else None
    p50, p95 = round(turn.p50_ms, 2), round(turn.p95_ms, 2)
    return Line(work, product, incidents, clients, p50, p95, round(turn.per_second, 1), ratio)
