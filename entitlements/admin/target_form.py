"""The table of targets as a person fills it in: a cell for each tier, severity and milestone, written "30 min",
"4 h" or "2 d". Reading and writing of cells only; versions and pages are targets.py's."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget

from entitlements import office_days, targets
from entitlements.models import MilestoneKind, Severity, TargetPolicy, TargetRule
from subscriptions.administration.versions import VersionForm
from subscriptions.models import SupportRegion, Tier
from subscriptions.models.regions import Clock

FIGURE = re.compile(r"^(-?\d{1,6})\s*([^\W\d]+)\.?$")
UNITS = {
    TargetRule.Unit.MINUTE: ("min", "m", "minute", "minutes", "minut", "minutter"),
    TargetRule.Unit.HOUR: ("h", "hour", "hours", "t", "time", "timer"),
    TargetRule.Unit.DAY: ("d", "day", "days", "dag", "dage"),
}
# Written as the reader's language abbreviates them; each is read in any.
SIGNS = {
    TargetRule.Unit.MINUTE: pgettext_lazy("unit of a target", "min"),
    TargetRule.Unit.HOUR: pgettext_lazy("unit of a target", "h"),
    TargetRule.Unit.DAY: pgettext_lazy("unit of a target", "d"),
}
NONE = ("", "-", "–")


class Figure(NamedTuple):
    """A target as it is written."""

    amount: int
    unit: str

    def __str__(self) -> str:
        return f"{self.amount} {SIGNS[TargetRule.Unit(self.unit)]}"


def figure_of(text: str) -> Figure | None:
    """A target as it was written in any of the languages; None where it is none."""
    found = FIGURE.match(text)
    unit = next((unit for unit, names in UNITS.items() if found and found[2].lower() in names), None)
    return Figure(int(found[1]), unit) if found and unit else None


class FigureField(forms.CharField):
    """A target: a whole number above zero, and minutes, hours or days. Empty or a dash is none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", UnfoldAdminTextInputWidget(attrs={"class": "target-figure"}))
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> Figure | None:
        text = super().clean(value).strip()
        if text in NONE:
            return None
        found = figure_of(text)
        if found is None:
            raise ValidationError(
                _("“%(text)s” is no target. Write 30 min, 4 h or 2 d."), code="figure", params={"text": text}
            )
        if found.amount < 1:
            raise ValidationError(
                _("A target is more than zero: nobody can answer before being asked."), code="zero"
            )
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "").strip() != str(data or "").strip()


@dataclass(frozen=True)
class GridRow:
    """One milestone of one severity, with a cell a tier."""

    milestone: str
    cells: list[BoundField]


@dataclass(frozen=True)
class GridBlock:
    """The rows of one severity."""

    severity: str
    hint: str
    rows: list[GridRow]


class TargetPolicyForm(VersionForm):
    """A version of the targets: its name and day, and the whole table."""

    example_region = forms.ModelChoiceField(
        SupportRegion.objects.filter(calendar_versions__isnull=False).distinct(),
        label=gettext_lazy("Support region"),
        required=False,
        widget=forms.Select(attrs={"class": "admin-select"}),
    )
    example_milestone = forms.ChoiceField(
        choices=MilestoneKind.choices,
        label=gettext_lazy("Milestone"),
        required=False,
        widget=forms.Select(attrs={"class": "admin-select"}),
    )

    class Meta:
        model = TargetPolicy
        fields = ("name", "note")
        help_texts = {
            "name": gettext_lazy("How you call this version, e.g. “Targets 2027”."),
            "note": gettext_lazy("For those who read the history later: what is new in this version."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tiers = list(Tier.objects.order_by("-rank"))
        self.kept = _by_cell(self.instance.rules.filter(product=None)) if self.instance.pk else {}
        for tier in self.tiers:
            for severity, milestone in _lines():
                self._add_cell(tier, severity, milestone)

    def _add_cell(self, tier: Tier, severity: Severity, milestone: MilestoneKind) -> None:
        name = cell_name(tier.pk, severity, milestone)
        label = _("%(tier)s, severity %(severity)s, %(milestone)s") % {
            "tier": tier,
            "severity": severity.value,
            "milestone": milestone.label,
        }
        field = self.fields[name] = FigureField(label=label, disabled=self.has_begun)
        field.widget.attrs["aria-label"] = label
        if rule := self.kept.get(name):
            self.initial[name] = str(Figure(rule.amount, rule.unit))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for tier in self.tiers:
            for severity, milestone in _lines():
                self._check_cell(tier, severity, milestone)
        return cleaned

    def _check_cell(self, tier: Tier, severity: Severity, milestone: MilestoneKind) -> None:
        name = cell_name(tier.pk, severity, milestone)
        figure = self.cleaned_data.get(name)
        if figure:
            try:
                office_days.check(self._rule(tier, severity, milestone, figure), self.instance.in_force_from)
            except ValidationError as error:
                self.add_error(name, ValidationError(error.messages))
        elif milestone == MilestoneKind.FIRST_RESPONSE and name not in self.errors:
            self.add_error(
                name, _("Every severity has a first response: customers are told when to expect it.")
            )

    def rules(self) -> Iterator[TargetRule]:
        """The targets of the cells that are right, not saved."""
        for tier in self.tiers:
            for severity, milestone in _lines():
                name = cell_name(tier.pk, severity, milestone)
                shown = str(self.initial.get(name, ""))
                figure = self.cleaned_data.get(name) if self.is_bound else figure_of(shown)
                if figure:
                    yield self._rule(tier, severity, milestone, figure)

    @staticmethod
    def _rule(tier: Tier, severity: Severity, milestone: MilestoneKind, figure: Figure) -> TargetRule:
        return TargetRule(
            tier=tier, severity=severity, milestone=milestone, amount=figure.amount, unit=figure.unit
        )

    def save_rules(self) -> None:
        """Write the cells of a version that is saved and has not begun: only what differs."""
        typed = _by_cell(self.rules())
        for name, rule in self.kept.items():
            if name not in typed:
                rule.delete()
        for name, rule in typed.items():
            kept = self.kept.get(name)
            if kept is None:
                rule.policy = self.instance
                rule.save()
            elif (kept.amount, kept.unit) != (rule.amount, rule.unit):
                kept.amount, kept.unit = rule.amount, rule.unit
                kept.save()

    def grid(self) -> list[GridBlock]:
        """The cells in the order of the page."""
        return [
            GridBlock(
                f"{severity.value} {capfirst(severity.label)}",
                self._hint(severity),
                [
                    GridRow(
                        str(capfirst(milestone.label)),
                        [self[cell_name(tier.pk, severity, milestone)] for tier in self.tiers],
                    )
                    for milestone in MilestoneKind
                ],
            )
            for severity in Severity
        ]

    def _hint(self, severity: Severity) -> str:
        if severity != Severity.CRITICAL:
            return _("in office hours")
        clocks = [(tier, targets.clock_for(tier, severity, None, self.begins()).clock) for tier in self.tiers]
        return ", ".join(f"{tier.short_name}: {Clock(clock).label}" for tier, clock in clocks)

    def begins(self) -> datetime:
        """From when the version holds, or now where that is not settled."""
        return self.instance.in_force_from if self.instance.pk else timezone.now()


def cell_name(tier_id: int, severity: int, milestone: str) -> str:
    """The name of a cell's field."""
    return f"target-{tier_id}-{severity}-{milestone}"


def initial_of(rules: Iterable[TargetRule]) -> dict[str, str]:
    """What stands in the cells for these targets."""
    return {name: str(Figure(rule.amount, rule.unit)) for name, rule in _by_cell(rules).items()}


def _by_cell(rules: Iterable[TargetRule]) -> dict[str, TargetRule]:
    return {cell_name(rule.tier_id, rule.severity, rule.milestone): rule for rule in rules}


def _lines() -> Iterator[tuple[Severity, MilestoneKind]]:
    for severity in Severity:
        for milestone in MilestoneKind:
            yield severity, milestone
