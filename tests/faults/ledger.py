"""Compares what came of an experiment, by the sink and by the product's own ledger, with who should have been told.

Who should be is counted from the people alone, never from the outbox.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from notifications.models import Notification
from notifications.models.outbox import Channel
from subscriptions import tenancy
from tests.faults.sink import Taken


@dataclass(frozen=True)
class Expected:
    """How many mails each address should get. `undecided`: of how many nobody can know whether they were taken,
    so that each may come twice, under the same Message-ID. `set_aside`: rows that staff should find failed.
    `more` is printed along."""

    mails: Counter[str]
    undecided: int = 0
    set_aside: int = 0
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """What came of it, in mails. `copies`: second ones of what was undecided; `doubled`: all others that came more
    than once. `unlike`: addresses of which the ledger says another number than came. `open`: rows still to be
    sent."""

    expected: int
    told: int
    lost: int
    wrong: int
    doubled: int
    copies: int
    unlike: int
    open: int
    set_aside: int
    passed: bool


def once_each(addresses: Iterable[str]) -> Counter[str]:
    """One mail for everybody."""
    return Counter(set(addresses))


def check(expected: Expected, taken: list[Taken]) -> Finding:
    """Compare; passed when nothing is lost, nobody told who should not be, and nothing doubled (R1.3)."""
    came = Counter(mail.id for mail in taken)
    told = Counter(to for _name, to in {(mail.id, mail.to) for mail in taken})
    again = sum(times - 1 for times in came.values())
    copies = min(sum(times == 2 for times in came.values()), expected.undecided)
    sent, states = _rows()
    left = states[Notification.State.WAITING] + states[Notification.State.LEASED]
    lost, wrong = (expected.mails - told).total(), (told - expected.mails).total()
    unlike = (sent - told).total() + (told - sent).total()
    set_aside = states[Notification.State.SET_ASIDE]
    right = not (lost or wrong or again > copies or unlike or left) and set_aside == expected.set_aside
    return Finding(
        expected.mails.total(),
        told.total(),
        lost,
        wrong,
        again - copies,
        copies,
        unlike,
        left,
        set_aside,
        right,
    )


def _rows() -> tuple[Counter[str], Counter[str]]:
    """By the ledger: how many mails each address was sent, and how many rows are in each state."""
    with tenancy.as_staff():
        rows = Notification.objects.filter(channel=Channel.EMAIL)
        found = list(rows.values_list("recipient__email", "state"))
    sent = Counter(address for address, state in found if state == Notification.State.SENT)
    return sent, Counter(state for _address, state in found)
