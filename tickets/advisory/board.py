"""The advisor's one page over all her customers, and those she deputises for while their advisor is away (R17.3).

A section is one question to the database, whatever the number of customers. Rooms above add theirs by `register`:
reviews that are due, upgrades without a call. The sections of this room are sections.py's.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.functional import Promise

from subscriptions.absences import absent
from subscriptions.models import AdvisorAssignment, Customer, User

DAY = timedelta(days=1)
SHOWN = 20  # lines of a section


@dataclass(frozen=True)
class Seen:
    """Whose matters the page shows at an instant: customers by their keys. `deputised` are those of an advisor who
    is away."""

    reader: User
    customers: Mapping[int, Customer]
    at: datetime
    deputised: frozenset[int] = frozenset()

    def name(self, key: int) -> str:
        """The customer of that key."""
        return self.customers[key].name


@dataclass(frozen=True)
class Line:
    """One thing of a section. `tone` is empty, `warn` or `late`; `when` an instant or a day in words."""

    customer: int
    words: str
    url: str
    when: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Section:
    """`find` gives at most SHOWN + 1 lines, the most urgent first, in a fixed number of statements. `none` is said
    where there is nothing; without it the section is left out then."""

    code: str
    title: str | Promise
    symbol: str
    find: Callable[[Seen], list[Line]]
    none: str | Promise = ""


@dataclass(frozen=True)
class Found:
    """A section with its lines, each with its customer."""

    section: Section
    lines: list[tuple[Line, Customer]]
    more: bool


_sections: list[Section] = []


def register(*sections: Section) -> None:
    """Add sections, once, as the room is ready. Raises ValueError where a code is another's already."""
    for section in sections:
        if section in _sections:
            continue
        if section.code in [each.code for each in _sections]:
            raise ValueError(f"Two sections of the advisor's page are called {section.code}.")
        _sections.append(section)


def seen_by(advisor: User, at: datetime) -> Seen:
    """Her own customers of the day, each by her own calendar, and those whose advisor is out of office while she is
    their deputy."""
    away = absent(at)
    near = AdvisorAssignment.objects.between((at - DAY).date(), (at + DAY).date())
    hers = near.filter(Q(advisor=advisor) | Q(deputy=advisor)).select_related("customer__region", "advisor")
    rows = [
        row
        for row in hers.order_by("customer__name")
        if row.holds_on(at.astimezone(row.customer.zone).date())
        and (row.advisor_id == advisor.pk or row.advisor_id in away or not row.advisor.is_active)
    ]
    deputised = frozenset(row.customer_id for row in rows if row.advisor_id != advisor.pk)
    return Seen(advisor, {row.customer_id: row.customer for row in rows}, at, deputised)


def of_customer(reader: User, customer: Customer, at: datetime) -> Seen:
    """One customer alone."""
    return Seen(reader, {customer.pk: customer}, at)


def sections(seen: Seen, without: Collection[str] = ()) -> list[Found]:
    """Each section with its lines, but those of the codes `without`."""
    found = []
    wanted = [section for section in _sections if section.code not in without]
    for section in wanted if seen.customers else []:
        lines = section.find(seen)
        if lines or section.none:
            shown = [(line, seen.customers[line.customer]) for line in lines[:SHOWN]]
            found.append(Found(section, shown, len(lines) > SHOWN))
    return found
