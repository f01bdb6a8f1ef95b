"""What the sums say, in a sentence each, with the picture and the numbers. In the language that is active; what was
promised is a target, never a guarantee (R8.8)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tickets.dashboards.promises import Kept, Statement
from tickets.dashboards.queue import Age, Day
from tickets.pictures import BAD, FIRST, GOOD, SECOND, Bar, Chart
from tickets.sections import Section, Table

SEVERITIES = (1, 2, 3, 4)
BY_SEVERITY = ("#b3261e", "#c77700", "#4f7fc4", "#8a94a3")
ALMOST = 99.9  # per cent, at most, where one was missed
LOADED = 12  # people drawn; the table has all


def queue_age(ages: Sequence[Age]) -> Section:
    """How long ago what is to be worked was logged."""
    old = sum(sum(age.by_severity) for age in ages if age.since >= 7)
    title = (
        ngettext(
            "{count} incident in the work order is older than a week.",
            "{count} incidents in the work order are older than a week.",
            old,
        ).format(count=_number(old))
        if old
        else _("Nothing in the work order is older than a week.")
    )
    rows = [(_age(age), age.by_severity) for age in ages]
    return _severities("age", _("Age of the queue"), title, _("Logged"), rows)


def due_soon(hours: Sequence[tuple[int, int, int, int]]) -> Section:
    """What falls due in each of the next hours."""
    number = sum(sum(hour) for hour in hours)
    title = ngettext(
        "{count} target falls due in the next {hours} hours.",
        "{count} targets fall due in the next {hours} hours.",
        number,
    ).format(count=_number(number), hours=len(hours))
    rows = [(_("in {n}–{m} h").format(n=n, m=n + 1), hour) for n, hour in enumerate(hours)]
    return _severities("due", _("Falls due"), title, _("When"), rows)


def coming_and_going(days: Sequence[Day]) -> Section:
    """Arrivals beside what was closed."""
    logged, closed = sum(day.logged for day in days), sum(day.closed for day in days)
    words = (
        _("More were logged than closed in {days} days: {logged} and {closed}.")
        if logged > closed
        else _("As many or more were closed than logged in {days} days: {closed} and {logged}.")
    )
    table = Table(
        [_("Day"), _("Logged"), _("Closed")],
        [[date_format(day.day, "SHORT_DATE_FORMAT"), day.logged, day.closed] for day in days],
    )
    bars = tuple(
        Bar(
            date_format(day.day, "D j/n"),
            (day.logged,),
            _("{logged}, {closed} closed").format(logged=_number(day.logged), closed=_number(day.closed)),
        )
        for day in days
    )
    return Section(
        "flow",
        _("Logged, and closed beside it"),
        words.format(days=len(days), logged=_number(logged), closed=_number(closed)),
        table,
        Chart(bars, (FIRST,)),
    )


def loads(load: Sequence[tuple[int, int]], names: Mapping[int, str]) -> Section:
    """Who has how many open incidents."""
    named = [(names.get(person, "–"), number) for person, number in load]
    title = (
        _("{name} has the most open incidents: {count}.").format(name=named[0][0], count=_number(named[0][1]))
        if named
        else _("Nobody has an open incident.")
    )
    return Section(
        "load",
        _("Open incidents by person"),
        title,
        Table([_("Person"), _("Open")], [[name, number] for name, number in named]),
        Chart(tuple(Bar(name, (number,), _number(number)) for name, number in named[:LOADED]), (SECOND,)),
    )


def promises(statement: Statement, names: Mapping[str, Mapping[Any, str]]) -> list[Section]:
    """Month by month, then by each other key; `names` says each key of those in words."""
    about = {
        "tier": _("By subscription"),
        "region": _("By support region"),
        "product": _("By product"),
        "severity": _("By severity"),
    }
    by_month = [(date_format(kept.key, "F Y"), kept) for kept in statement.months]
    sections = [_kept("month", _("Month by month"), _over_time(statement), _("Month"), by_month)]
    for name, known in names.items():
        rows = [(known.get(kept.key, "–"), kept) for kept in statement.by.get(name, [])]
        order = list(known.values())
        rows.sort(key=lambda row: order.index(row[0]) if row[0] in order else len(order))
        sections.append(_kept(name, about[name], _weakest(rows), about[name], rows))
    return sections


def share(kept: Kept) -> str:
    """How many per cent were met, in words, rounded; a dash where none came out."""
    if kept.per_cent is None:
        return "–"
    rounded = min(round(kept.per_cent, 1), ALMOST) if kept.missed else kept.per_cent
    return _("{share} %").format(share=number_format(rounded, 1))


def _over_time(statement: Statement) -> str:
    total = statement.total
    if not total.all:
        return _("No target fell due in these months.")
    said = ngettext("{share} of {count} target was met.", "{share} of {count} targets were met.", total.all)
    return said.format(share=share(total), count=_number(total.all))


def _weakest(rows: Sequence[tuple[str, Kept]]) -> str:
    missed = [(kept.per_cent or 0, name, kept) for name, kept in rows if kept.missed]
    if not missed:
        return _("None was missed.")
    _per_cent, name, kept = min(missed, key=lambda each: each[:2])
    return _("{name}: fewest were met, {share}.").format(name=name, share=share(kept))


def _kept(name: str, about: str, title: str, heading: str, rows: Sequence[tuple[str, Kept]]) -> Section:
    table = Table(
        [heading, _("Met"), _("Missed"), _("Share met")],
        [[said, kept.met, kept.missed, share(kept)] for said, kept in rows],
    )
    bars = tuple(
        Bar(
            said,
            (kept.met, kept.missed),
            f"{share(kept)} · {_number(kept.missed)}" if kept.missed else share(kept),
        )
        for said, kept in rows
    )
    return Section(name, about, title, table, Chart(bars, (GOOD, BAD), legend=(_("Met"), _("Missed"))))


def _severities(
    name: str, about: str, title: str, heading: str, rows: Sequence[tuple[str, tuple[int, int, int, int]]]
) -> Section:
    headings = [heading, *[_("Severity {n}").format(n=severity) for severity in SEVERITIES]]
    bars = tuple(Bar(said, numbers, _number(sum(numbers))) for said, numbers in rows)
    table = Table(headings, [[said, *numbers] for said, numbers in rows])
    return Section(name, about, title, table, Chart(bars, BY_SEVERITY, legend=tuple(headings[1:])))


def _age(age: Age) -> str:
    if age.until is None:
        return _("{days} days ago or more").format(days=age.since)
    if age.until == 1:
        return _("today")
    return (
        _("{first}–{last} days ago").format(first=age.since, last=age.until - 1)
        if age.until - age.since > 1
        else _("a day ago")
    )


def _number(value: int) -> str:
    return number_format(value, use_l10n=True, force_grouping=True)
