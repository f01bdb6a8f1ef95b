"""The comparison of subscriptions, drawn from the same tables that answers and targets are (R24).

Whether a tier has a service is always the grant's to say; the texts of rows and cells only say how.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import chain

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entitlements import catalogue, targets
from entitlements.models import (
    ComparisonRow,
    Footnote,
    Grant,
    MilestoneKind,
    Service,
    Severity,
    TargetPolicy,
    TargetRule,
)
from entitlements.refusals import listed
from subscriptions.kept import Kept
from subscriptions.models import Tier
from subscriptions.models.regions import Clock

INCLUDED, NOT_INCLUDED = "●", "–"


@dataclass(frozen=True)
class Cell:
    """What a tier has of a row; `text` stands in place of the dot, `remark` beside it."""

    tier: Tier
    included: bool
    text: str = ""
    remark: str = ""

    def __str__(self) -> str:
        mark = INCLUDED if self.included else NOT_INCLUDED
        return " ".join(filter(None, [self.text or mark, self.remark]))


@dataclass(frozen=True)
class Line:
    """A row of the page."""

    requirement: str
    label: str
    marks: list[str]
    cells: list[Cell]

    @property
    def where(self) -> str:
        """Which tiers have it, as the heading above it says: all, one and those above it, or some by name."""
        having = [cell.tier.name for cell in self.cells if cell.included]
        if not having:
            return _("In no subscription now")
        if len(having) == len(self.cells):
            return _("In every subscription")
        if all(cell.included for cell in self.cells[-len(having) :]):
            return _("From {tier}").format(tier=having[0])
        return _("In {tiers}").format(tiers=listed(having))


@dataclass(frozen=True)
class Comparison:
    tiers: list[Tier]
    lines: list[Line]
    footnotes: list[Footnote]

    @cached_property
    def groups(self) -> list[tuple[str, list[Line]]]:
        """The lines by which tiers have them, each heading once, where its first line stands."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.where, []).append(line)
        return list(found.items())


@dataclass
class _Drawn:
    """What has been drawn since one of the tables changed, by language and by how many of the instants at which a
    grant or a table of targets begins or ends had passed."""

    turns: list[datetime]
    of: dict[tuple[str, int], Comparison] = field(default_factory=dict)


def _turns() -> _Drawn:
    grants = Grant.objects.values_list("in_force_from", "in_force_until")
    policies = TargetPolicy.objects.values_list("in_force_from", flat=True)
    return _Drawn(sorted({turn for turn in (*chain.from_iterable(grants), *policies) if turn}))


_kept = Kept(_turns)


def compare(at: datetime) -> Comparison:
    """The comparison as of `at`, in the reader's language. Drawn once in each process until something of it
    changes."""
    drawn = _kept.current()
    key = get_language(), bisect_right(drawn.turns, at)
    if key not in drawn.of:
        drawn.of[key] = _compare(at)
    return drawn.of[key]


def _compare(at: datetime) -> Comparison:
    drawing = _Drawing(at)
    rows = ComparisonRow.objects.select_related("service").prefetch_related("footnotes", "cells")
    rows = rows.order_by("position", "pk")
    lines = [drawing.line(row) for row in rows]
    with_row = {row.service_id for row in rows}
    others = [s for s in drawing.table.services.values() if s.pk not in with_row]
    lines += [drawing.service_line(service) for service in others]
    return Comparison(drawing.tiers, lines, list(Footnote.objects.all()))


class _Drawing:
    """The tables as of one instant, read once."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.table = catalogue.current()
        self.tiers = list(reversed(self.table.tiers))
        self.policy = TargetPolicy.objects.filter(in_force_from__lte=at).order_by("in_force_from").last()
        rules = TargetRule.objects.filter(
            policy=self.policy, product=None, milestone=MilestoneKind.FIRST_RESPONSE
        )
        self.first_response = {(rule.tier_id, rule.severity): rule for rule in rules}

    def line(self, row: ComparisonRow) -> Line:
        texts = {cell.tier_id: cell.text for cell in row.cells.all()}
        cells = [self.cell(row, tier, texts.get(tier.pk, row.text)) for tier in self.tiers]
        marks = [note.mark for note in row.footnotes.all()]
        return Line(row.service.requirement if row.service else "", row.label, marks, cells)

    def service_line(self, service: Service) -> Line:
        """The line of a service that has no row of its own."""
        cells = [self.grant_cell(service, tier) for tier in self.tiers]
        return Line(service.requirement, service.name, [], cells)

    def cell(self, row: ComparisonRow, tier: Tier, text: str) -> Cell:
        if row.service is None:
            return Cell(tier, True, text)
        cell = self.grant_cell(row.service, tier, text)
        if row.shows == ComparisonRow.Shows.TARGETS and cell.included:
            return Cell(tier, True, self.targets_of(tier))
        if row.shows == ComparisonRow.Shows.PLACE:
            place = self.table.tiers.index(tier) + 1
            return Cell(tier, cell.included, cell.text, f"({place}.)")
        return cell

    def grant_cell(self, service: Service, tier: Tier, text: str = "") -> Cell:
        grant = self.table.grant(tier.pk, service, self.at)
        return Cell(tier, True, self.filled(text, tier, grant)) if grant else Cell(tier, False)

    def targets_of(self, tier: Tier) -> str:
        """First-response targets by severity: "2 h / 4 h / 1 d / 2 d"."""
        rules = [self.first_response.get((tier.pk, severity)) for severity in Severity.values]
        return " / ".join(targets.in_words(rule) if rule else NOT_INCLUDED for rule in rules)

    def filled(self, text: str, tier: Tier, grant: Grant) -> str:
        """The text with its {words} from the grant; one that the grant does not have reads as a dash."""
        for word, value in self.words(tier, grant):
            text = text.replace("{" + word + "}", str(value or NOT_INCLUDED))
        return text

    def words(self, tier: Tier, grant: Grant) -> Iterator[tuple[str, object]]:
        yield "critical_hours", hours_in_words(targets.critical_clock(self.table, tier, self.at))
        yield "hours", hours_in_words(grant.clock)
        yield "times", grant.allowance
        yield "discount", grant.discount_percent


def hours_in_words(clock: str) -> str:
    """A clock as the comparison prints it."""
    names = {Clock.OFFICE: _("office hours"), Clock.FIVE_DAYS: "24×5", Clock.ALWAYS: "24×7"}
    return names[Clock(clock)] if clock else ""
