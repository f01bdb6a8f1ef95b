"""What happens to a synthetic incident and when: drawn around its targets, so that most are met and some are not.

A course is packed into a few bytes, so that a million of them are sorted by when they were logged.
"""

import struct
from random import Random
from typing import NamedTuple

from tickets.models import Status
from tickets.targets import FR, NR
from xtreme.demo.synthetic.ledger import Promise
from xtreme.demo.synthetic.timetable import Timetable

HOUR, DAY = 3600, 86400
SPAN = 730 * DAY  # how far back they go
STATUSES = (
    (Status.CLOSED, 0.67),
    (Status.WITHDRAWN, 0.03),
    (Status.NEW, 0.04),
    (Status.IN_PROGRESS, 0.13),
    (Status.WAITING_CUSTOMER, 0.06),
    (Status.WAITING_DEVELOPMENT, 0.02),
    (Status.SOLUTION_PROPOSED, 0.05),
)
SEVERITIES = ((1, 0.04), (2, 0.16), (3, 0.5), (4, 0.3))
ORDER = [status for status, _share in STATUSES]
PACKED = struct.Struct(">9q4BH")  # big-endian: bytes sort as the instants they begin with


class Course(NamedTuple):
    """Instants in seconds since 1970; 0 for what does not happen. `company`, `line` are places in lists."""

    logged: int
    taken: int
    replied: int  # first public message of the vendor
    wrote: int  # a message of the contact
    asked: int  # the vendor asks, the solution goal pauses
    answered: int  # the contact answers that
    replied_again: int
    proposed: int
    ended: int
    status: int  # place in ORDER
    severity: int
    line: int
    accepted: int  # whether the contact accepted; else the product closed it
    company: int

    def packed(self) -> bytes:
        return PACKED.pack(*self)

    @classmethod
    def unpacked(cls, data: bytes) -> "Course":
        return cls(*PACKED.unpack(data))


def drawn(random: Random, shares: tuple[tuple[object, float], ...]) -> int:
    """The place of the one drawn."""
    left = random.random()
    for place, (_what, share) in enumerate(shares):
        left -= share
        if left < 0:
            return place
    return 0


def share_of_target(random: Random) -> float:
    """How much of a target an answer takes: one in twelve comes late."""
    return random.uniform(0.05, 0.97) if random.random() < 0.92 else random.uniform(1.02, 1.6)


def course(
    random: Random,
    now: int,
    timetable: Timetable,
    promises: dict[str, Promise],
    *,
    status: int,
    severity: int,
    company: int,
    line: int,
) -> Course:
    """A course that has come to `status` by `now`. Everybody works in the covered time of the incident's clock;
    one incident in seven is logged while it stands still."""
    steps, total = _steps(random, ORDER[status], promises)
    latest = timetable.passed(now) - total
    earliest = latest if steps["open"] else timetable.passed(now - SPAN)
    logged = timetable.reach(random.randint(min(earliest, latest), latest))
    if random.random() < 0.15:
        logged -= random.randrange(2 * DAY)
    began = timetable.passed(logged)

    def instant(name: str) -> int:
        return timetable.reach(began + steps[name]) if name in steps else 0

    return Course(
        logged=logged,
        taken=instant("taken"),
        replied=instant("replied"),
        wrote=instant("wrote"),
        asked=instant("asked"),
        answered=instant("answered"),
        replied_again=instant("replied_again"),
        proposed=instant("proposed"),
        ended=instant("ended"),
        status=status,
        severity=severity,
        line=line,
        accepted=int(random.random() < 0.85),
        company=company,
    )


def _steps(random: Random, status: str, promises: dict[str, Promise]) -> tuple[dict[str, int], int]:
    """When each thing happens, in covered seconds after logging, and how many have passed in all by now."""
    first, following = (promises[kind].covered if kind in promises else DAY for kind in (FR, NR))
    is_open = status not in (Status.CLOSED, Status.WITHDRAWN)
    steps = {"open": int(is_open)}
    if status == Status.NEW:
        return steps, int(first * random.uniform(0, 1.1))
    last = steps["replied"] = int(first * share_of_target(random))
    steps["taken"] = int(last * random.uniform(0.2, 0.9))
    if status == Status.WITHDRAWN:
        steps["ended"] = last + random.randrange(HOUR, 16 * HOUR)
        return steps, steps["ended"]
    if random.random() < 0.6:
        steps["wrote"] = last + int(following * random.uniform(0.01, 0.04)) + 60
    asks = status == Status.WAITING_CUSTOMER
    if asks or random.random() < 0.2:
        last = steps["asked"] = last + int(following * max(share_of_target(random), 0.06)) + 120
        if not asks:
            last = steps["answered"] = last + random.randrange(HOUR, 20 * HOUR)
    if status == Status.WAITING_DEVELOPMENT or (not asks and random.random() < 0.4):
        last = steps["replied_again"] = last + int(following * max(share_of_target(random), 0.06)) + 120
    if status in (Status.SOLUTION_PROPOSED, Status.CLOSED):
        last = steps["proposed"] = last + int(following * max(share_of_target(random), 0.06)) + 120
    if status == Status.CLOSED:
        last = steps["ended"] = last + random.randrange(HOUR, 30 * HOUR)
        return steps, last
    silent = status in (Status.WAITING_CUSTOMER, Status.SOLUTION_PROPOSED)
    return steps, last + (random.randrange(60 * HOUR) if silent else int(following * random.uniform(0, 1.1)))
