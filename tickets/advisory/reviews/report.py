"""A review's figures as sections to read: a title that says the finding, a chart where one helps, and a table.
Page, PDF and spreadsheet show the same sections; contacts read of the targets that they are shown, the
vendor's people of all (R8.9). In the language that is active."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from entitlements.models import Severity
from subscriptions.models import Product, User
from tickets.advisory.reviews import findings
from tickets.advisory.reviews.durations import Distribution
from tickets.advisory.reviews.figures import Figures, Targets
from tickets.advisory.reviews.periods import Period
from tickets.advisory.reviews.wording import covered_words
from tickets.pictures import BAD, FIRST, GOOD, SECOND, Bar, Chart
from tickets.sections import Section, Table

PRODUCTS_DRAWN = 8


@dataclass(frozen=True)
class Report:
    """Figures and what is needed to say them."""

    period: Period
    figures: Figures
    staff: bool = False
    names: dict[int, User] = field(default_factory=dict)
    products: dict[int, Product] = field(default_factory=dict)

    @classmethod
    def of(cls, figures: Figures, period: Period, *, staff: bool = False) -> "Report":
        """With the names of its people and products, in two statements."""
        people = User.objects.in_bulk([each.key for each in figures.contacts])
        products = Product.objects.in_bulk([each.key for each in figures.products])
        return cls(period, figures, staff, people, products)

    @cached_property
    def sections(self) -> list[Section]:
        """Of a period without incidents only what there is to say of it."""
        return [self._told()] if self.figures.is_empty else list(self._all())

    @property
    def charts(self) -> dict[str, Chart]:
        """What is drawn, by the section's name."""
        return {each.name: each.chart for each in self.sections if each.chart and each.is_drawn}

    @property
    def headlines(self) -> list[str]:
        """What a reader should know first."""
        if self.figures.is_empty:
            return [_("There was no incident in this period: none was logged, and none was open.")]
        return [
            findings.trend(self.figures),
            findings.targets(self.figures),
            findings.still_open(self.figures),
        ]

    @property
    def met(self) -> int:
        """Of the targets that customers are shown."""
        return self.figures.met()

    @property
    def missed(self) -> int:
        """The same."""
        return self.figures.missed()

    @property
    def balance(self) -> str:
        return findings.balance(self.figures)

    def _all(self) -> Iterator[Section]:
        yield self._trend()
        yield self._targets("targets", _("Response targets"), findings.targets, shown=True)
        if self.staff:
            yield self._targets(
                "internal", _("Internal targets: next reply, solution"), findings.internal, shown=False
            )
        yield self._times("response", _("Time to first response"), findings.response, self.figures.response)
        yield self._times("solution", _("Time to solution"), findings.solution, self.figures.solution)
        yield self._products()
        yield self._people()
        yield self._compared()
        yield self._told()

    def _trend(self) -> Section:
        months = self.figures.months
        bars = tuple(
            Bar(date_format(each.day, "M y" if len(months) > 12 else "M"), (each.opened, each.ended), "")
            for each in months
        )
        rows = [
            [capfirst(date_format(each.day, "YEAR_MONTH_FORMAT")), each.opened, each.ended] for each in months
        ]
        return Section(
            "trend",
            _("Logged and ended"),
            findings.trend(self.figures),
            Table([_("Month"), _("Logged"), _("Closed or withdrawn")], rows),
            Chart(bars, (FIRST, SECOND), (_("Logged"), _("Closed or withdrawn"))),
        )

    def _targets(self, name: str, about: str, finding: Any, *, shown: bool) -> Section:
        rows = _by_severity(self.figures.targets, shown=shown)
        bars = tuple(
            Bar(_severity(severity), (met, missed), _met_and_missed(met, missed))
            for severity, met, missed in rows
        )
        cells = [[_severity(severity), met, missed, _share(met, missed)] for severity, met, missed in rows]
        return Section(
            name,
            about,
            finding(self.figures),
            Table([_("Severity"), _("Met"), _("Missed"), _("Share met")], cells),
            Chart(bars, (GOOD, BAD)),
        )

    def _times(self, name: str, about: str, finding: Any, of: Distribution) -> Section:
        labels = [_("up to {time}").format(time=covered_words(end)) for end in of.upto]
        spans = list(zip([*labels, _("longer")], of.counts, strict=True))
        bars = tuple(Bar(label, (count,), str(count)) for label, count in spans)
        return Section(
            name,
            about,
            finding(self.figures),
            Table([_("Covered time"), _("Incidents")], [list(span) for span in spans]),
            Chart(bars, (FIRST,)),
        )

    def _products(self) -> Section:
        rows = self.figures.products
        drawn = [each for each in rows if each.opened][:PRODUCTS_DRAWN]
        bars = tuple(Bar(self.products[each.key].name, (each.opened,), str(each.opened)) for each in drawn)
        cells = [[self.products[each.key].name, each.opened, each.ended, each.open_after] for each in rows]
        return Section(
            "products",
            _("By product"),
            findings.products(self.figures, self.products),
            Table([_("Product"), _("Logged"), _("Closed or withdrawn"), _("Open at the end")], cells),
            Chart(bars, (FIRST,)),
        )

    def _people(self) -> Section:
        """Who logged is the person, also where somebody did it for her (R18.3)."""
        cells = [
            [self.names[each.key].name, each.opened, each.on_behalf, each.open_after]
            for each in self.figures.contacts
        ]
        return Section(
            "people",
            _("Who logged"),
            findings.people(self.figures),
            Table([_("Contact"), _("Logged"), _("Of these on her behalf"), _("Open at the end")], cells),
        )

    def _compared(self) -> Section:
        now, before = self.figures.totals, self.figures.before
        cells = [
            [_("Logged"), now.opened, before.opened],
            [_("Closed"), now.closed, before.closed],
            [_("Withdrawn"), now.withdrawn, before.withdrawn],
            [_("Reopened"), now.reopened, before.reopened],
            [_("Open at the end"), now.open_after, before.open_after],
            [_("Contacts who logged"), now.people, before.people],
            [_("Response targets met"), *self._both("met", shown=True)],
            [_("Response targets missed"), *self._both("missed", shown=True)],
        ]
        if self.staff:
            cells += [
                [_("Internal targets met"), *self._both("met", shown=False)],
                [_("Internal targets missed"), *self._both("missed", shown=False)],
            ]
        return Section(
            "compared",
            _("Against the period before"),
            findings.compared(self.figures),
            Table([_("Figure"), _("This period"), _("Before")], cells),
        )

    def _both(self, result: str, *, shown: bool) -> tuple[int, int]:
        """How many of those that she is shown, or of the others, were `met` or `missed`, now and before."""
        now, before = self.figures.targets, self.figures.targets_before
        return _sum(now, result, shown=shown), _sum(before, result, shown=shown)

    def _told(self) -> Section:
        figures = self.figures
        cells = [
            [_("Alerts received"), figures.alerts],
            [_("Alerts acknowledged"), figures.acknowledged],
            [_("Files downloaded"), figures.downloads],
            [_("Releases downloaded"), figures.releases],
        ]
        return Section(
            "told",
            _("Alerts and downloads"),
            findings.told(figures),
            Table([_("Figure"), _("This period")], cells),
        )


def _by_severity(rows: Sequence[Targets], *, shown: bool) -> list[tuple[int, int, int]]:
    """Severity, met, missed; the highest first."""
    found: dict[int, tuple[int, int]] = {}
    for each in rows:
        if each.shown == shown:
            met, missed = found.get(each.severity, (0, 0))
            found[each.severity] = (met + each.met, missed + each.missed)
    return [(severity, *found[severity]) for severity in sorted(found)]


def _severity(value: int) -> str:
    return f"{value} {Severity(value).label}"


def _met_and_missed(met: int, missed: int) -> str:
    if not missed:
        return _("{met} met").format(met=met)
    return _("{met} met, {missed} missed").format(met=met, missed=missed)


def _share(met: int, missed: int) -> str:
    """Rounded down, so that only all are 100 %."""
    return f"{100 * met // (met + missed)} %" if met + missed else "–"


def _sum(rows: Sequence[Targets], result: str, *, shown: bool) -> int:
    return sum(getattr(each, result) for each in rows if each.shown == shown)
