"""What is aimed at, and whether the lines of a run reach it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.benchmarks.lines import Line

TIMES_BARE = {"queue": 2, "incident": 2, "log": 3, "take_next": 1, "search": 4}
GROWTH = 1.2  # of the p50 of one client, from the smallest to the largest size
SQL_MS = 1
PAGES_A_SECOND = 150
MEGABYTES = 150
FLAT = 1.1  # the memory after the load to that before


@dataclass(frozen=True)
class Target:
    """One aim: what was wanted, what was found, whether that is reached."""

    what: str
    wanted: str
    found: str
    reached: bool

    def __str__(self) -> str:
        return f"{self.what:44} {self.wanted:>18} {self.found:>18}  {'reached' if self.reached else 'MISSED'}"


def table(lines: Iterable[Line]) -> str:
    """All targets that the lines say something about, one a line."""
    head = f"{'target':44} {'wanted':>18} {'found':>18}"
    return "\n".join([head, *(str(target) for target in targets(list(lines)))])


def targets(lines: list[Line]) -> Iterator[Target]:
    """Size by size, then the growth over them."""
    mine = [line for line in lines if line.product == "ours"]
    for line in mine:
        yield from _of(line)
    sizes = sorted({line.incidents for line in mine})
    if len(sizes) > 1:
        yield from _growth(mine, sizes[0], sizes[-1])


def _of(line: Line) -> Iterator[Target]:
    at = f"at {line.incidents:,}"
    if line.work in TIMES_BARE and line.clients == 1 and line.ratio is not None:
        most = TIMES_BARE[line.work]
        yield Target(
            f"{line.work} {at}, to the bare view", f"<= {most} x", f"{line.ratio} x", line.ratio <= most
        )
    if line.work == "queue" and line.clients > 1 and line.per_second is not None:
        reached = line.per_second > PAGES_A_SECOND
        what = f"queue pages a second {at}, {line.clients} clients"
        yield Target(what, f"> {PAGES_A_SECOND}", f"{line.per_second}", reached)
    if line.work == "queue_sql" and line.p50_ms is not None:
        yield Target(
            f"SQL of the queue's page {at}", f"<= {SQL_MS} ms", f"{line.p50_ms} ms", line.p50_ms <= SQL_MS
        )
    if line.work == "memory":
        before, after = max(line.more["before_mb"]), max(line.more["after_mb"])
        what = f"memory of a web process {at}"
        yield Target(what, f"< {MEGABYTES} MB", f"{after} MB", after < MEGABYTES)
        yield Target(
            f"{what}, after the load", f"<= {FLAT} x", f"{after / before:.2f} x", after <= FLAT * before
        )


def _growth(mine: list[Line], small: int, large: int) -> Iterator[Target]:
    p50 = {(line.work, line.incidents): line.p50_ms for line in mine if line.clients == 1}
    for work in TIMES_BARE:
        before, after = p50.get((work, small)), p50.get((work, large))
        if before and after:
            what = f"{work}, growth {small:,} to {large:,}"
            yield Target(what, f"<= {GROWTH} x", f"{after / before:.2f} x", after <= GROWTH * before)
