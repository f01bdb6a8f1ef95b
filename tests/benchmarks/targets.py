"""What is aimed at, and whether the lines of a run reach it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.benchmarks.lines import Line

TIMES_BARE = {
    "queue": 2,
    "incident": 2,
    "log": 3,
    "take_next": 1,
    "search": 4,
    "plans": 2,
    "subscription": 2,
    "dashboard": 5,
    "promises": 5,
    "statement": 5,
}
GROWTH = 1.2  # with one client, of a work to the same in the smallest database beside it
SQL_MS = 1
ANSWER_MS = 0.2  # the lines read
WALLS = 1.1  # of a page with its walls to the same page without
PAGES_A_SECOND = 150
MEGABYTES = 150
FAN_OUT_S = 10  # an alert to 100,000
FAN_OUT_MB = 100
MAILS_A_SECOND = 500
PAGE_S = 2
SCAN_GROWTH = 1.5  # milliseconds beside 1,000,000 finished rows to those beside 1,000
UPGRADE_S = 2  # of a customer with 2,000 open incidents
FIX_S = 10  # publishing a fix of 5,000 incidents
QUEUE_BESIDE = 3  # times what it takes alone: two processors are shared with the other work
SEARCH_MS = 30  # of SQL, two words and a filter
SUGGEST_MS = 20  # of SQL
FLAT = 1.1  # the memory after the load to that before
CHANGES = {
    "upgrade": ("an upgrade with 2,000 open incidents", UPGRADE_S),
    "fixes": ("a fix of 5,000 incidents", FIX_S),
}


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
    """Line by line."""
    for line in lines:
        if line.incidents == 0:
            yield from _of_outbox(line)
        elif line.product == "ours":
            yield from _of(line)


def at_most(what: str, most: float, found: float, unit: str = "x") -> Target:
    return Target(what, f"<= {most} {unit}", f"{round(found, 2)} {unit}", found <= most)


def _of(line: Line) -> Iterator[Target]:
    at = f"at {line.incidents:,}"
    if line.ratio is not None and line.clients == 1:
        yield from _of_ratio(line.work, at, line.ratio)
    if line.work == "queue" and line.clients > 1 and line.per_second is not None:
        what = f"queue pages a second {at}, {line.clients} clients"
        yield Target(what, f"> {PAGES_A_SECOND}", f"{line.per_second}", line.per_second > PAGES_A_SECOND)
    if line.work == "queue_sql" and line.p50_ms is not None:
        yield at_most(f"SQL of the queue's page {at}", SQL_MS, line.p50_ms, "ms")
    if line.work == "answer" and line.p50_ms is not None:
        yield at_most(f"an answer, the lines read, {at}", ANSWER_MS, line.p50_ms, "ms")
        yield at_most(f"queries of an answer {at}", 1, line.more["queries"], "")
    if line.work in CHANGES:
        what, seconds = CHANGES[line.work]
        yield at_most(f"{what} {at}", seconds, line.more["seconds"], "s")
        found = line.more["queue_p50_ms"] / line.more["queue_alone_ms"]
        yield at_most(f"the queue meanwhile {at}, to alone", QUEUE_BESIDE, found)
    if line.work == "searches":
        for name, took in line.more.items():
            most = SUGGEST_MS if name.startswith("suggested") else SEARCH_MS
            kind, _underscore, who = name.removesuffix("_ms").partition("_")
            yield at_most(f"SQL of {kind} words, {who}, {at}", most, took, "ms")
    if line.work == "memory":
        before, after = max(line.more["before_mb"]), max(line.more["after_mb"])
        yield at_most(f"memory of a web process {at}", MEGABYTES, after, "MB")
        yield at_most(f"its growth under load {at}", FLAT, after / before)


def _of_ratio(work: str, at: str, found: float) -> Iterator[Target]:
    """To what the line is compared with."""
    if work in TIMES_BARE:
        yield at_most(f"{work} {at}, to the bare view", TIMES_BARE[work], found)
    if work.endswith("_walls"):
        yield at_most(f"{work.removesuffix('_walls')} {at}, to without walls", WALLS, found)
    if work.endswith("_growth"):
        yield at_most(f"{work.removesuffix('_growth')} {at}, to few incidents", GROWTH, found)


def _of_outbox(line: Line) -> Iterator[Target]:
    if line.work == "fan_out":
        yield at_most(f"an alert to {line.more['people']:,}, written", FAN_OUT_S, line.more["seconds"], "s")
        yield at_most("memory that it takes", FAN_OUT_MB, line.more["grown_mb"], "MB")
    if line.work == "deliver" and line.per_second is not None:
        found = line.per_second
        yield Target("mails a second", f">= {MAILS_A_SECOND}", f"{found}", found >= MAILS_A_SECOND)
    if line.work == "page_during_fan_out":
        yield at_most("a page meanwhile, the slowest", PAGE_S, line.more["max_s"], "s")
    if line.work == "scan_due":
        yield at_most("finding what is due, growth", SCAN_GROWTH, line.more["growth"])
