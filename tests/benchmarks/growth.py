"""What more incidents cost: the same work on a large database and on a small one beside it, in turns. Two ratios to
the bare view would compare two hours of the machine as well.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.benchmarks.installation import filled
from tests.benchmarks.readers import Readers, signed_in
from tests.benchmarks.rounds import Side, compare
from tests.benchmarks.web import product
from tests.benchmarks.works import ours

WORKS = ("queue", "incident", "log", "take_next", "search")


@dataclass(frozen=True)
class Small:
    """An installation with few incidents, served, and who is signed in there."""

    incidents: int
    readers: Readers


@contextmanager
def small(incidents: int) -> Iterator[Small]:
    """One beside that which is measured. Raises NotMeasured, CannotRun."""
    with filled(incidents) as people, product() as web, signed_in(web, people) as readers:
        yield Small(incidents, readers)


def measured(large: Readers, few: Small, clients: int) -> Iterator[tuple[Side, Side]]:
    """Each work there and there. Raises NotMeasured."""
    there = {work.name: work for work in ours(few.readers.people)}
    for work in ours(large.people):
        if work.name in WORKS:
            one, other = large.side(work, clients), few.readers.side(there[work.name], clients)
            compare(one, other, share=1)
            yield one, other
