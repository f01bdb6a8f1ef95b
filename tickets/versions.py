"""A version of the targets or of a calendar as milestones that run meet it: what each would be measured by, and
whether it may be moved there (TARGETS.md, 6). The version may be saved or only typed; nothing is written here.
Another support region is regions.py's, a special event event_weekends.py's.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple

from entitlements.models import TargetRule
from subscriptions import clock
from subscriptions.calendars import SupportCalendar
from subscriptions.models import CalendarVersion
from tickets import windows
from tickets.models import Incident, Milestone
from tickets.models.incidents import NEVER
from tickets.models.milestones import MilestoneQuerySet
from tickets.targets import pauses_of


class Fate(StrEnum):
    """What a version would do to a running milestone."""

    EARLIER = "earlier"  # due earlier, and that is still ahead
    LATE = "late"  # due earlier, and that has passed: it would be late at once
    LATER = "later"
    SAME = "same"
    MISSED = "missed"  # late already
    LOST = "lost"  # the version has no target for it


class Terms(NamedTuple):
    """What a running milestone would be measured by."""

    rule: TargetRule
    hours: CalendarVersion
    calendar: SupportCalendar
    covered: timedelta
    allowed: timedelta
    windows: str

    def due(self, started_at: datetime, pauses: Iterable[clock.Pause]) -> datetime | None:
        """The due time in UTC; None where no covered time is ahead."""
        return clock.due_or_none(self.calendar, started_at, self.allowed, pauses)


class Version:
    """A version as milestones that run meet it. `cause` is what their due times are moved by; `with_incident` says
    that it takes the incident along, whether one of its milestones moves or not."""

    cause: ClassVar[str]
    with_incident: ClassVar[bool] = False

    def __init__(self) -> None:
        self._known = CalendarVersion.objects.in_bulk()

    def reach(self) -> MilestoneQuerySet:
        """The running milestones that it could concern."""
        raise NotImplementedError

    def incidents(self, beyond: int, number: int) -> list[int]:
        """The next of the incidents with something that it could concern: at most `number`, with keys above
        `beyond`, in order."""
        rows = self.reach().filter(incident__gt=beyond).order_by("incident_id")
        return list(rows.values_list("incident_id", flat=True).distinct()[:number])

    def terms(self, milestone: Milestone) -> Terms | None:
        """What it has for `milestone`; None where that would have no target."""
        raise NotImplementedError

    def take_along(self, incident: Incident) -> dict[str, Any]:
        """Change what of the locked `incident` itself follows; what the timeline says of that, empty where nothing
        does."""
        return {}

    def concerns(self, milestone: Milestone, at: datetime) -> bool:
        """Whether an act at `at` may move it: what began after it began under what was in force then."""
        return milestone.started_at <= at

    def facts(self, act: Any) -> dict[str, Any]:
        """What the timeline says of the act beside what moved."""
        return {"code": "retargeted", "cause": self.cause, "reason": act.reason, "retargeting": act.pk}

    def hours_of(self, milestone: Milestone) -> CalendarVersion:
        """The calendar that the milestone runs by now."""
        return self._known.get(milestone.calendar_id) or milestone.calendar

    def calendar_of(self, milestone: Milestone) -> SupportCalendar:
        """The time that counts for the milestone now."""
        return windows.extended(self.hours_of(milestone).calendar(milestone.clock), milestone.windows)

    def moves_to(self, milestone: Milestone, terms: Terms, at: datetime) -> datetime | None:
        """The due time to which `milestone` may be moved at `at`: earlier than its own and still ahead. None where
        it stays: nothing becomes late by a change made afterwards (TARGETS.md, 6)."""
        if milestone.is_missed(at):
            return None
        then = terms.due(milestone.started_at, pauses_of(milestone))
        fate = fate_of(milestone.due_at, then, milestone.paused_at or at)
        return then if fate == Fate.EARLIER else None


class TargetVersion(Version):
    """The whole table of targets. What runs keeps its clock and its hours."""

    cause = "policy"

    def __init__(self, rules: Iterable[TargetRule]) -> None:
        super().__init__()
        self._rules = {(r.tier_id, r.severity, r.milestone, r.product_id): r for r in rules}

    def reach(self) -> MilestoneQuerySet:
        return Milestone.objects.running()

    def terms(self, milestone: Milestone) -> Terms | None:
        case = (milestone.tier_id, milestone.severity, milestone.kind)
        rule = self._rules.get((*case, milestone.product_id)) or self._rules.get((*case, None))
        return _terms(milestone, rule, self.hours_of(milestone)) if rule else None


class HoursVersion(Version):
    """The calendar of a region. What runs there keeps its target and its clock."""

    cause = "calendar"

    def __init__(self, hours: CalendarVersion) -> None:
        super().__init__()
        self._hours, self._rules = hours, TargetRule.objects.in_bulk()

    def reach(self) -> MilestoneQuerySet:
        regions = [each.pk for each in self._known.values() if each.region_id == self._hours.region_id]
        return Milestone.objects.running().filter(calendar__in=regions)

    def terms(self, milestone: Milestone) -> Terms:
        rule = self._rules.get(milestone.rule_id) or milestone.rule
        return _terms(milestone, rule, self._hours)


def _terms(milestone: Milestone, rule: TargetRule, hours: CalendarVersion) -> Terms:
    """What a raise took off the target (R8.10) is not given back."""
    covered = rule.covered(hours.day())
    shortened = milestone.allowed < milestone.covered
    allowed = min(milestone.allowed, covered) if shortened else covered
    calendar = windows.extended(hours.calendar(milestone.clock), milestone.windows)
    return Terms(rule, hours, calendar, covered, allowed, milestone.windows)


def fate_of(due_at: datetime | None, then: datetime | None, stood_at: datetime) -> Fate:
    """From the due time now and then, where `stood_at` is the instant up to which the clock has run."""
    if (then or NEVER) == (due_at or NEVER):
        return Fate.SAME
    if (then or NEVER) > (due_at or NEVER):
        return Fate.LATER
    return Fate.EARLIER if then and then > stood_at else Fate.LATE
