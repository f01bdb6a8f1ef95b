"""What is covered at an instant, for the portal: the phone now, severity 1 per tier, and when a response could
be expected on an incident that is not logged yet (R6.1, R8.1, R5.4)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from entitlements.models import MilestoneKind, Severity
from entitlements.targets import clock_for, policy_at, rule_for
from subscriptions.calendars import NoCoveredTime, SupportCalendar
from subscriptions.models import Customer, ProductLine, SupportRegion, Tier
from subscriptions.models.regions import Clock
from tickets import targets
from tickets.explain import Explanation, amount_words, explain
from tickets.models import Incident


@dataclass(frozen=True)
class Hours:
    """Whether a calendar is open, and when that changes; `changes_at` None: never, as around the clock."""

    is_open: bool
    changes_at: datetime | None


@dataclass(frozen=True)
class CriticalCover:
    """Severity 1 for the products of one tier: which clock, now, and the first response in words."""

    tier: Tier
    products: tuple[str, ...]
    clock: str
    hours: Hours
    response: str


@dataclass(frozen=True)
class Span:
    """A covered part of a day, in minutes of the reader's clock from midnight."""

    start: int
    minutes: int


@dataclass(frozen=True)
class Expected:
    """When a response could be expected, and why; `begins` where the clock does not run yet."""

    severity: int
    due_at: datetime | None
    amount: str
    begins: datetime | None
    english: bool
    explanation: Explanation


def hours(region: SupportRegion, clock: str, at: datetime) -> Hours:
    """Whether `clock` is open in the region at `at`, and when that changes (R6.1)."""
    return hours_of(lambda then: region.calendar_at(then).calendar(clock), region, at)


def hours_of(
    calendar_at: Callable[[datetime], SupportCalendar], region: SupportRegion, at: datetime
) -> Hours:
    """Whether `at` is covered, and when that changes: by the version of the region's calendar that is in force
    then, which may be one that begins meanwhile."""
    is_open, begin = calendar_at(at).is_covered(at), at
    while True:
        calendar, follows = calendar_at(begin), region.next_version_at(begin)
        if calendar.is_covered(begin) != is_open:
            return Hours(is_open, begin)
        changes = calendar.next_change(begin)
        if follows is None or (changes is not None and changes < follows):
            return Hours(is_open, changes)
        begin = follows


def spans(calendar: SupportCalendar, at: datetime, zone: tzinfo) -> list[Span]:
    """The covered parts of the day on which `at` falls for a reader in `zone`."""
    start = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    end = (start + timedelta(days=1)).replace(hour=0)
    found, here = [], start
    while here < end:
        try:
            opens = calendar.next_covered(here)
        except NoCoveredTime:
            break
        if opens >= end:
            break
        closes = min(calendar.next_change(opens) or end, end)
        first = minute_of_day(opens, zone)
        last = 24 * 60 if closes >= end else minute_of_day(closes, zone)
        found.append(Span(first, max(last - first, 0)))
        here = closes
    return found


def minute_of_day(at: datetime, zone: tzinfo) -> int:
    """What the clock in `zone` shows, in minutes from midnight."""
    local = at.astimezone(zone)
    return local.hour * 60 + local.minute


def critical(lines: Iterable[ProductLine], region: SupportRegion, at: datetime) -> list[CriticalCover]:
    """Severity 1 as the lines in force cover it: one for each tier, clock and target, the highest tier first. A
    product may have a target of its own (R8.2)."""
    policy = policy_at(at)
    groups: dict[tuple[int, str, str], list[ProductLine]] = {}
    for line in lines:
        which, _why = clock_for(line.tier, Severity.CRITICAL, line.product, at, line)
        rule = rule_for(policy, line.tier, Severity.CRITICAL, MilestoneKind.FIRST_RESPONSE, line.product)
        response = amount_words(rule.amount, rule.unit) if rule else ""
        groups.setdefault((line.tier.rank, which, response), []).append(line)
    return [
        CriticalCover(
            tier=group[0].tier,
            products=tuple(line.product.name for line in group),
            clock=clock,
            hours=hours(region, clock, at),
            response=response,
        )
        for (_rank, clock, response), group in sorted(groups.items())
    ]


def expected(
    customer: Customer, line: ProductLine, severity: int, at: datetime, zone: tzinfo
) -> Expected | None:
    """The first response an incident of `line` would get, logged at `at`, as said to its contact; None where no
    target is set (R8.1)."""
    incident = Incident(
        customer=customer,
        product=line.product,
        region=customer.region,
        line=line,
        tier=line.tier,
        severity=severity,
    )
    milestone = targets.preview(incident, MilestoneKind.FIRST_RESPONSE, at)
    if milestone is None:
        return None
    calendar = milestone.hours
    begins = calendar.next_covered(at) if milestone.due_at else at
    office = milestone.calendar.calendar(Clock.OFFICE)
    return Expected(
        severity=severity,
        due_at=milestone.due_at,
        amount=amount_words(milestone.rule.amount, milestone.rule.unit),
        begins=begins if begins > at else None,
        english=milestone.due_at is not None and not office.is_covered(begins),
        explanation=explain(milestone, at, zone, contact=True),
    )
