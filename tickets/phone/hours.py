"""Whether a call is taken at an instant, and when the line opens next (R6.1, R6.4).

Office hours of the line's calendar; for severity 1 also what its tier grants, and for every severity the weekend of
a special event. Which clock and which calendar counts is entitlements' and subscriptions' to say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, partial

from entitlements import answers
from entitlements.answers import Facts
from entitlements.models import Severity
from entitlements.special_events.weekends import EventWindow
from entitlements.special_events.windows import windows_by_product
from entitlements.targets import clock_for
from subscriptions import kept
from subscriptions.calendars import NoCoveredTime, SupportCalendar
from subscriptions.models import Customer, Product, ProductLine
from subscriptions.models.regions import Clock
from subscriptions.refusals import Refusal
from tickets.cover import Hours, hours_of
from tickets.hours import calendar_of, clock_of
from tickets.models import Incident
from tickets.phone.refusals import PhoneClosed, closed

SERVICE = "telephone"


@dataclass(frozen=True)
class Answer:
    """Whether a call of this severity about the product of this line is taken; `refusal` says why not. `line` is
    None where the customer never had one."""

    severity: int
    line: ProductLine | None
    clock: Clock
    hours: Hours
    refusal: Refusal | None

    @property
    def is_taken(self) -> bool:
        return self.refusal is None


@dataclass(frozen=True)
class Covered:
    """The phone hours of a customer as of one instant, drawn from what `entitlements` knows of her then."""

    known: Facts

    @classmethod
    def of(cls, customer: Customer, at: datetime) -> "Covered":
        """Two queries, and none for any number of answers."""
        return cls(answers.facts(customer, at))

    @property
    def customer(self) -> Customer:
        return self.known.customer

    @property
    def at(self) -> datetime:
        return self.known.at

    @cached_property
    def lines(self) -> Sequence[ProductLine]:
        """The lines in force, the highest tier first; where none is, those that ended last (R26.5)."""
        lines = self.known.lines or list({line.product_id: line for line in self.known.begun}.values())
        return sorted(lines, key=lambda line: line.tier.rank)

    @cached_property
    def _windows(self) -> dict[int, list[EventWindow]]:
        return windows_by_product(self.customer.pk)

    def answer(self, severity: int, product: Product | None = None) -> Answer:
        """For a product, or for the best line. After expiry a call about severity 1 is taken all the same, in the
        hours of the line that ended (R26.5)."""
        line = self._line(product)
        with kept.settled(self.known.stamp):
            clock = self._clock(line, severity)
            calendars = partial(self._calendar, line, clock)
            hours = hours_of(calendars, self.customer.region, self.at)
            return Answer(severity, line, clock, hours, self._why_not(severity, line, clock, hours))

    def each(self) -> Iterator[Answer]:
        """For every line and severity."""
        for line in self.lines:
            for severity in Severity.values:
                yield self.answer(severity, line.product)

    def calendar(self, severity: int, product: Product | None = None) -> SupportCalendar:
        """In which time a call of this severity is taken."""
        line = self._line(product)
        return self._calendar(line, self._clock(line, severity), self.at)

    def _line(self, product: Product | None) -> ProductLine | None:
        return next((line for line in self.lines if product in (None, line.product)), None)

    def _clock(self, line: ProductLine | None, severity: int) -> Clock:
        return clock_for(line.tier, severity, line.product, self.at, line).clock if line else Clock.OFFICE

    def _calendar(self, line: ProductLine | None, clock: Clock, at: datetime) -> SupportCalendar:
        calendar = self.customer.region.calendar_at(at).calendar(clock)
        windows = self._windows.get(line.product_id, []) if line and clock != Clock.ALWAYS else []
        coming = [(each.start, each.end) for each in windows if each.end > self.at]
        return calendar.with_windows(coming) if coming else calendar

    def _why_not(self, severity: int, line: ProductLine | None, clock: Clock, hours: Hours) -> Refusal | None:
        answer = self.known.answer(SERVICE, line.product if line else None)
        expired = self.known.expired_at is not None
        if not answer.allowed and not (expired and severity == Severity.CRITICAL):
            return answer.refusal()
        return None if hours.is_open else closed(self.customer, severity, clock, hours.changes_at, self.at)


def of_incident(incident: Incident, at: datetime) -> PhoneClosed | None:
    """Why a call about an open incident is not taken at `at`: its own hours are closed. Open incidents are worked
    to their end, whatever became of the subscription (R26.5)."""
    hours = of_incidents_line(incident, at)
    if hours.is_open:
        return None
    return closed(incident.customer, incident.severity, clock_of(incident, at).clock, hours.changes_at, at)


def of_incidents_line(incident: Incident, at: datetime) -> Hours:
    """Whether a call about the incident is taken at `at`, and when that changes."""
    return hours_of(partial(calendar_of, incident), incident.region, at)


def due_at(calendar: SupportCalendar, start: datetime, passed: timedelta) -> datetime:
    """When so much covered time has passed since `start`, where that is still covered; else the next opening, so
    that nobody is called at the minute of closing."""
    due = calendar.add(start, passed)
    try:
        return calendar.next_covered(due)
    except NoCoveredTime:
        return due
