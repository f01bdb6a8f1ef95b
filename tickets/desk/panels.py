"""What stands beside an incident at the desk: its targets, its customer, its contact, mails that failed.

Everything here is read; each function asks a fixed number of questions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from entitlements import terms
from entitlements.models import Severity
from entitlements.special_events.windows import RunningWeekend
from entitlements.targets import clock_for
from notifications.models import Notification
from subscriptions import coverage
from subscriptions.models import (
    Customer,
    InstalledSystem,
    Product,
    ProductLine,
    Tier,
    User,
)
from subscriptions.models.regions import Clock
from subscriptions.wording import last_day_words, moment_words
from tickets import cover, windows
from tickets.models import Incident, Milestone, TimelineEntry
from tickets.models.incidents import NEVER
from tickets.promises import target
from tickets.sentences import sentence

MOST_OPEN = 100
MOST_MAILS = 5


@dataclass(frozen=True)
class Cover:
    """Whether support is given now, in words: in office hours, for severity 1, and in the weekend that runs of a
    special event."""

    is_open: bool
    office: str
    critical: str
    weekend: str


@dataclass(frozen=True)
class Line:
    """A product of the customer with its tier, and its last day in words; `ended` where that is past, with how long
    its open incidents are worked on (R26.5)."""

    product: Product
    tier: Tier
    last_day: str
    ended: bool
    grace: str


@dataclass(frozen=True)
class OpenIncidents:
    """How many a customer has, exact up to 99, and how many of those are critical."""

    number: int
    critical: int

    @property
    def words(self) -> str:
        return str(self.number) if self.number < MOST_OPEN else f"{MOST_OPEN - 1}+"


def targets(incident: Incident, at: datetime) -> dict[str, list[dict[str, Any]]]:
    """The running milestones, soonest first, and those that ended, newest first (R8.4, R8.9)."""
    all_of_it = list(incident.milestones.all())
    running = sorted((each for each in all_of_it if not each.result), key=_due)
    ended = sorted((each for each in all_of_it if each.result), key=_ended, reverse=True)
    return {
        "running": [target(each, at, contact=False) for each in running],
        "ended": [target(each, at, contact=False) for each in ended],
    }


def _due(milestone: Milestone) -> tuple[datetime, int]:
    return milestone.due_at or NEVER, milestone.pk


def _ended(milestone: Milestone) -> tuple[datetime, int]:
    assert milestone.ended_at is not None
    return milestone.ended_at, milestone.pk


def lines(customer: Customer, at: datetime) -> list[ProductLine]:
    """The lines in force by product; where none is, those that ended last."""
    return current(terms.history(customer, at), at)


def current(begun: list[ProductLine], at: datetime) -> list[ProductLine]:
    """The same of all lines that had begun."""
    return coverage.in_force(begun, at) or list({line.product_id: line for line in begun}.values())


def shown_lines(customer: Customer, lines: Iterable[ProductLine], at: datetime) -> list[Line]:
    """The lines as a page says them."""
    return [
        Line(
            line.product,
            line.tier,
            last_day_words(line.ends_at, customer.zone),
            line.ends_at <= at,
            grace_words(line, customer, at) if line.ends_at <= at else "",
        )
        for line in lines
    ]


def grace_words(line: ProductLine, customer: Customer, at: datetime) -> str:
    """How long open incidents of a line that has ended are worked on. After that nothing is closed by itself: a
    person talks with the customer."""
    until = coverage.worked_on_until(line.ends_at, customer)
    if at < until:
        return _("Grace time: open incidents are worked on until {date}.").format(
            date=last_day_words(until, customer.zone)
        )
    return _("Grace time over since {date}: agree with the account owner what is still worked on.").format(
        date=last_day_words(until, customer.zone)
    )


def covered(
    customer: Customer, line: ProductLine | None, at: datetime, weekend: RunningWeekend | None
) -> Cover:
    """What the calendar of the customer's region says at `at`; severity 1 as `line` has it (R10.1, R14.1), every
    severity in the weekend (R23.9)."""
    office = cover.hours(customer.region, Clock.OFFICE, at)
    critical = ""
    if line is not None:
        which = clock_for(line.tier, Severity.CRITICAL, line.product, at, line).clock
        critical = hours_words(cover.hours(customer.region, which, at), at)
    return Cover(office.is_open, hours_words(office, at), critical, weekend_words(weekend, at))


def weekend_words(weekend: RunningWeekend | None, at: datetime) -> str:
    """Until when every severity is covered, and for which products; empty where no weekend runs."""
    if weekend is None:
        return ""
    until = moment_words(weekend.ends_at, at, timezone.get_current_timezone())
    words = _("every severity until {time}: {products}")
    return words.format(time=until, products=", ".join(weekend.products))


def weekend_of(incident: Incident, at: datetime) -> RunningWeekend | None:
    """The weekend that runs for this incident, as its milestones keep it; no query where they are read."""
    kept = (each for milestone in incident.milestones.all() for each in windows.read(milestone.windows))
    running = (each for each in kept if each.start <= at < each.end)
    return next((RunningWeekend(each.end, [incident.product.name]) for each in running), None)


def hours_words(hours: cover.Hours, at: datetime) -> str:
    """Whether it is open, and when that changes, in the reader's zone."""
    if hours.changes_at is None:
        return _("yes, always") if hours.is_open else _("no")
    until = moment_words(hours.changes_at, at, timezone.get_current_timezone())
    return (_("yes, until {time}") if hours.is_open else _("no, again from {time}")).format(time=until)


def open_incidents(reader: User, customer: Customer) -> OpenIncidents:
    of_her = Incident.objects.visible_to(reader).filter(customer=customer)
    severities = of_her.open().values_list("severity", flat=True)
    bounded = list(severities[:MOST_OPEN])
    return OpenIncidents(len(bounded), bounded.count(Severity.CRITICAL))


def installed(customer: Customer) -> Iterable[InstalledSystem]:
    """What runs there, with who of them said so."""
    found = InstalledSystem.objects.in_use().filter(customer=customer).by_product()
    return found.select_related("version", "changed_by")


def snooze(incident: Incident) -> dict[str, str] | None:
    """Who put it aside until when, and why; None where it is not snoozed."""
    if incident.snoozed_until is None:
        return None
    snoozes = [entry for entry in incident.timeline.all() if entry.kind == TimelineEntry.Kind.SNOOZE]
    entry = max(snoozes, key=attrgetter("pk"))
    return {"words": sentence(entry, contact=False), "reason": entry.facts.get("reason", "")}


def failed_mails(incident: Incident) -> list[Notification]:
    """Mails about the incident that were tried and have not arrived, newest first."""
    about = [incident.get_absolute_url(), f"/desk/incidents/{incident.pk}/"]
    failed = Notification.objects.undelivered().filter(customer=incident.customer_id, link__in=about)
    return list(failed.select_related("recipient")[:MOST_MAILS])
