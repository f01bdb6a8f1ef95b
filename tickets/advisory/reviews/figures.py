"""The figures of a review: numbers and keys, without words and without names, so that they are kept as they are and
read in any language. Counting them is counting.py's, saying them findings.py's.

People and products are keys: a name is that of the person when she is named, also after she has left (R18.3).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from tickets.advisory.reviews.durations import Distribution


@dataclass(frozen=True)
class Totals:
    """Incidents of the period. What was open before, logged and reopened is what ended and is open after it:
    `open_before + opened + reopened == closed + withdrawn + open_after`. `people` is how many different contacts
    logged, `on_behalf` how many incidents somebody else logged for her."""

    opened: int = 0
    closed: int = 0
    withdrawn: int = 0
    reopened: int = 0
    open_before: int = 0
    open_after: int = 0
    people: int = 0
    on_behalf: int = 0

    @property
    def all(self) -> int:
        """Every incident that was open at some time of the period."""
        return self.open_before + self.opened + self.reopened


@dataclass(frozen=True)
class Targets:
    """Of one kind of milestone at one severity: how many were met, and how many missed, in the period; `shown`
    those that the tier of their incidents showed the customer, when they were counted (R8.9)."""

    kind: str
    severity: int
    met: int
    missed: int
    shown: bool = False


@dataclass(frozen=True)
class Share:
    """What falls to one product, or to one contact, by its key: incidents logged, ended, open after the period, and
    for a contact logged on her behalf."""

    key: int
    opened: int
    ended: int
    open_after: int
    on_behalf: int = 0


@dataclass(frozen=True)
class Month:
    """Incidents logged and ended in a month of the customer's zone; `month` is its first day in ISO."""

    month: str
    opened: int
    ended: int

    @property
    def day(self) -> date:
        return date.fromisoformat(self.month)


@dataclass(frozen=True)
class Figures:
    """All of a period, as counted at the instant `at` (ISO). `before` are the totals of the period before,
    `targets_before` its targets."""

    at: str
    totals: Totals
    before: Totals
    severities: dict[str, int]
    targets: tuple[Targets, ...]
    targets_before: tuple[Targets, ...]
    products: tuple[Share, ...]
    contacts: tuple[Share, ...]
    months: tuple[Month, ...]
    response: Distribution
    solution: Distribution
    alerts: int
    acknowledged: int
    downloads: int
    releases: int

    @property
    def is_empty(self) -> bool:
        """Whether there was no incident in the period, at any time of it."""
        return not self.totals.all

    @property
    def counted_at(self) -> datetime:
        return datetime.fromisoformat(self.at)

    def met(self, *, shown: bool = True) -> int:
        """Of the targets that the customer is shown, or of the others."""
        return sum(each.met for each in self.targets if each.shown == shown)

    def missed(self, *, shown: bool = True) -> int:
        """The same."""
        return sum(each.missed for each in self.targets if each.shown == shown)

    def written(self) -> dict[str, Any]:
        """As a row keeps them."""
        return asdict(self)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Figures":
        """From what a row keeps."""
        return cls(
            **{
                **kept,
                "totals": Totals(**kept["totals"]),
                "before": Totals(**kept["before"]),
                "targets": tuple(Targets(**each) for each in kept["targets"]),
                "targets_before": tuple(Targets(**each) for each in kept["targets_before"]),
                "products": tuple(Share(**each) for each in kept["products"]),
                "contacts": tuple(Share(**each) for each in kept["contacts"]),
                "months": tuple(Month(**each) for each in kept["months"]),
                "response": _distribution(kept["response"]),
                "solution": _distribution(kept["solution"]),
            }
        )


def _distribution(kept: Mapping[str, Any]) -> Distribution:
    return Distribution(tuple(kept["upto"]), tuple(kept["counts"]), kept["median"], kept["ninetieth"])
