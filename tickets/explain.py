"""Every due time in words (R8.4): rule, version of the targets, hours, start, pauses, due, result.

In the language that is active, the reader's zone and words for her: what waits for a contact waits "for you", and
staff read "for customer". The same text stands on the page, in the mail and in the API. It never says guarantee
(R8.8).
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from babel.dates import get_day_names
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

from entitlements.models import TargetRule
from subscriptions.models import CalendarVersion, Product
from subscriptions.models.regions import Clock, parse_weekly
from subscriptions.wording import moment_words, zone_words
from tickets import windows
from tickets.models import Milestone, Pause, Status
from tickets.wording import status_words


@dataclass(frozen=True)
class Explanation:
    """The parts of the sentence, so that a page may lay them out; `str()` is the whole."""

    rule: str
    version: str
    hours: str
    started: str
    left_out: str
    pauses: str
    due: str
    result: str

    @property
    def sentences(self) -> list[str]:
        """What leads to the due time, without it and its result."""
        parts = (self.rule, self.version, self.hours, self.started, self.left_out, self.pauses)
        return [part for part in parts if part]

    def __str__(self) -> str:
        return " ".join(part for part in (*self.sentences, self.due, self.result) if part)


def explain(
    milestone: Milestone, at: datetime, zone: tzinfo, *, contact: bool, dated: bool = False
) -> Explanation:
    """Why `milestone` is due when it is, as said at `at` to a contact or to staff in `zone`; `dated` where it is
    read at any time later, so that it says dates instead of today and tomorrow."""
    read_at = None if dated else at
    return Explanation(
        rule=_rule(milestone),
        version=_version(milestone.policy.in_force_from, zone, get_language()),
        hours=_hours(milestone, read_at, zone),
        started=_started(milestone, read_at, zone),
        left_out=_left_out(milestone),
        pauses=_pauses(milestone, read_at, zone, contact),
        due=_due(milestone, read_at, zone),
        result=_result(milestone, at, read_at, zone),
    )


def amount_words(amount: int, unit: str) -> str:
    """The figure of a target: "30 covered minutes", "1 covered hour", "2 office days"."""
    if unit == TargetRule.Unit.DAY:
        return ngettext("%(count)s office day", "%(count)s office days", amount) % {"count": amount}
    if unit == TargetRule.Unit.MINUTE:
        return ngettext("%(count)s covered minute", "%(count)s covered minutes", amount) % {"count": amount}
    return ngettext("%(count)s covered hour", "%(count)s covered hours", amount) % {"count": amount}


def _rule(milestone: Milestone) -> str:
    return _("Severity %(severity)s, %(tier)s, %(product)s: %(milestone)s within %(amount)s.") % {
        "severity": milestone.severity,
        "tier": milestone.tier.short_name,
        "product": milestone.product,
        "milestone": milestone.get_kind_display(),
        "amount": amount_words(milestone.rule.amount, milestone.rule.unit),
    }


@lru_cache(maxsize=1_000)
def _version(in_force_from: datetime, zone: tzinfo, _language: str | None) -> str:
    """Which targets it is measured by: later ones leave it as it is (R27.3)."""
    return _("By the targets of %(day)s.") % {
        "day": date_format(in_force_from.astimezone(zone), "DATE_FORMAT")
    }


def _hours(milestone: Milestone, at: datetime | None, zone: tzinfo) -> str:
    said = _usual_hours(milestone.calendar, milestone.clock, milestone.product, milestone.severity)
    return " ".join([said, *_events(milestone, at, zone)])


def _events(milestone: Milestone, at: datetime | None, zone: tzinfo) -> list[str]:
    """The weekends of special events between start and due, in which every hour counts (R23.9)."""
    counting = windows.counting(milestone.windows, milestone.started_at, milestone.due_at)
    words = _("Special event weekend {start} to {end}: every hour counts.")
    return [
        words.format(start=moment_words(each.start, at, zone), end=moment_words(each.end, at, zone))
        for each in counting
    ]


def _usual_hours(calendar: CalendarVersion, clock: str, product: Product, severity: int) -> str:
    if clock == Clock.ALWAYS:
        return _("It counts every hour of every day.")
    if clock == Clock.FIVE_DAYS:
        days = _day_names(sorted(calendar.critical_days))
        return _("It counts every hour %(days)s, %(zone)s time.") % {
            "days": days,
            "zone": zone_words(ZoneInfo(calendar.time_zone)),
        }
    words = _("Office hours in %(zone)s: %(week)s.") % {
        "zone": zone_words(ZoneInfo(calendar.time_zone)),
        "week": week_words(calendar),
    }
    if severity == 1 and not product.after_hours_supported:
        words += " " + _("%(product)s is not supported outside office hours.") % {"product": product}
    return words


def week_words(calendar: CalendarVersion) -> str:
    """The office hours of a week: "Monday–Friday 08:00–17:00"."""
    return _week_words(json.dumps(calendar.weekly), get_language())


@lru_cache(maxsize=200)
def _week_words(table: str, _language: str | None) -> str:
    weekly = sorted(parse_weekly(json.loads(table)).items())
    spans = [
        (day, ", ".join(f"{time_format(start)}–{time_format(end)}" for start, end in intervals))
        for day, intervals in weekly
        if intervals
    ]
    groups = [(hours, [day for day, _hours in group]) for hours, group in groupby(spans, key=lambda s: s[1])]
    return "; ".join(f"{_day_names(days)} {hours}" for hours, days in groups)


def _day_names(days: list[int]) -> str:
    names = get_day_names("wide", locale=to_locale(get_language() or "en"))
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{names[days[0]]}–{names[days[-1]]}"
    return ", ".join(names[day] for day in days)


def _started(milestone: Milestone, at: datetime | None, zone: tzinfo) -> str:
    start = milestone.started_at
    words = _("Started %(start)s.") % {"start": moment_words(start, at, zone)}
    begins = milestone.hours.next_covered(start) if milestone.due_at else start
    if begins > start:
        words += " " + _("The clock runs from %(begins)s.") % {"begins": moment_words(begins, at, zone)}
    if milestone.allowed < milestone.covered:
        words += " " + _("What was expected before the change is earlier, and holds.")
    return words


def _left_out(milestone: Milestone) -> str:
    """The working days between start and due that a holiday closed, by date (W17)."""
    if milestone.due_at is None:
        return ""
    calendar = milestone.hours
    days = calendar.holidays_between(milestone.started_at, milestone.due_at)
    return _("Closed: %(days)s.") % {"days": _dates(days)} if days else ""


def _dates(days: list[date]) -> str:
    return ", ".join(date_format(day, "MONTH_DAY_FORMAT") for day in days)


def _pauses(milestone: Milestone, at: datetime | None, zone: tzinfo, contact: bool) -> str:
    said = [
        _("paused %(start)s to %(end)s (%(reason)s)")
        % {
            "start": moment_words(pause.started_at, at, zone),
            "end": moment_words(pause.ended_at, at, zone) if pause.ended_at else _("now"),
            "reason": _pause_reason(pause, contact),
        }
        for pause in (milestone.pauses.all() if milestone.pk else ())
    ]
    return capfirst("; ".join(said)) + "." if said else ""


def _pause_reason(pause: Pause, contact: bool) -> str:
    """The status that paused the clock; a change of severity once kept no reason."""
    return status_words(pause.reason, contact=contact) if pause.reason in Status.values else _("carried over")


def _due(milestone: Milestone, at: datetime | None, zone: tzinfo) -> str:
    if milestone.paused_at and not milestone.result:
        return _("The clock is paused; the expected time follows when it goes on.")
    if milestone.due_at is None:
        return _("The calendar has no covered time ahead, so there is no expected time yet.")
    return _("Expected by %(due)s.") % {"due": moment_words(milestone.due_at, at, zone, zone_name=True)}


def _result(milestone: Milestone, at: datetime, read_at: datetime | None, zone: tzinfo) -> str:
    if milestone.is_missed(at):
        return _("The target was missed.")
    if milestone.result == Milestone.Result.MET and milestone.ended_at:
        return _("Met %(at)s.") % {"at": moment_words(milestone.ended_at, read_at, zone)}
    if milestone.result == Milestone.Result.SUPERSEDED:
        return _("Superseded by a later target.")
    if milestone.result == Milestone.Result.STOPPED:
        return _("Stopped.")
    return ""
