"""Versions of the targets: the table, exceptions for single products, presets to start from, and what the typed
figures would mean. A version in force is only shown; running milestones keep theirs in any case (R27.3)."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Case, When
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from entitlements import office_days, presets, targets
from entitlements.admin.target_form import Figure, FigureField, TargetPolicyForm, initial_of
from entitlements.models import MilestoneKind, TargetPolicy, TargetRule
from subscriptions.administration.examples import due_words, moments
from subscriptions.administration.versions import CopiedRows, VersionRoom
from subscriptions.models import CalendarVersion, StaffMember, SupportRegion
from subscriptions.models.regions import Clock


class ProductRuleForm(forms.ModelForm):
    figure = FigureField(label=gettext_lazy("Target"), help_text=gettext_lazy("30 min, 4 h or 2 d."))

    class Meta:
        model = TargetRule
        fields = ("product", "tier", "severity", "milestone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "product" in self.fields:
            self.fields["product"].required = True
        if self.instance.pk:
            self.initial["figure"] = str(Figure(self.instance.amount, self.instance.unit))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        figure = cleaned.get("figure")
        if figure is None:
            if "figure" not in self.errors:
                self.add_error("figure", _("Write a target, or take this line away."))
            return cleaned
        row = self.instance
        row.amount, row.unit = figure.amount, figure.unit
        if not self.errors:
            row.tier, row.severity, row.product = cleaned["tier"], cleaned["severity"], cleaned["product"]
            try:
                office_days.check(row)
            except ValidationError as error:
                self.add_error("figure", ValidationError(error.messages))
        return cleaned


class ProductRules(CopiedRows):
    """Exceptions: a target of a product comes before the one of the table."""

    model = TargetRule
    form = ProductRuleForm
    fields = ("product", "tier", "severity", "milestone", "figure")
    verbose_name = gettext_lazy("target for a product")
    verbose_name_plural = gettext_lazy("other targets for single products")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).exclude(product=None).select_related("product", "tier")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if self.has_change_permission(request, obj) else ("figure",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _begun(obj)

    has_add_permission = has_delete_permission = has_change_permission

    @display(description=gettext_lazy("target"))
    def figure(self, rule: TargetRule) -> str:
        return targets.in_words(rule)


@dataclass(frozen=True)
class Examples:
    """What the figures would mean in one region: a line for each severity and tier."""

    region: SupportRegion | None
    columns: list[str]
    rows: list[tuple[TargetRule, Figure, str, list[str]]]
    warnings: list[str]


@admin.register(TargetPolicy)
class TargetPolicyAdmin(VersionRoom):
    """All versions of the targets, the newest first."""

    form = TargetPolicyForm
    draft_buttons = ("_preview", "_preset")
    change_form_template = "admin/target_form.html"
    list_display = ("name", "state", "in_force_from", "note")
    inlines = [ProductRules]

    def get_fieldsets(self, request: HttpRequest, obj: TargetPolicy | None = None) -> Any:
        begins = "in_force_from" if self._has_begun(obj) else "from_day"
        return [(None, {"fields": ("name", begins, "note")})]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        source = self.source(request)
        rules = source.rules.filter(product=None) if source else presets.rules(presets.DEFAULT)
        return {"name": source.name if source else "", **initial_of(rules), **_examples_of(request)}

    def copied_rows(self, source: TargetPolicy) -> list[dict[str, Any]]:
        return [
            {name: getattr(rule, name) for name in ("product", "tier", "severity", "milestone")}
            | {"figure": str(Figure(rule.amount, rule.unit))}
            for rule in source.rules.exclude(product=None).select_related("product", "tier")
        ]

    def filled_in(self, request: HttpRequest, data: QueryDict) -> QueryDict:
        """With the figures of the preset, where the button for it was pressed; products keep theirs."""
        key = data.get("preset")
        if "_preset" in data and key in presets.PRESETS:
            for name in [name for name in data if name.startswith("target-")]:
                del data[name]
            data.update(initial_of(presets.rules(key)))
            data["name"] = data.get("name") or key
        return data

    def save_model(self, request: HttpRequest, obj: TargetPolicy, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        form.save_rules()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for warning in targets.warnings(form.instance):
            self.message_user(request, warning, messages.WARNING)

    def in_force(self, obj: TargetPolicy) -> bool:
        return bool(targets.policy_at(timezone.now()) == obj)

    def examples(self, request: HttpRequest, form: TargetPolicyForm) -> Examples:
        """What the typed figures mean, computed and shown, nothing written (W41)."""
        rules = list(form.rules())
        milestone, region = _chosen(request, form)
        version = _calendar(region)
        warnings = targets.warnings_of(rules)
        if version is None or region is None:
            return Examples(None, [], [], warnings)
        columns = moments(region.zone, timezone.now())
        rows = [
            (
                rule,
                Figure(rule.amount, rule.unit),
                _clock_words(rule),
                [_due(rule, version, moment.at) for moment in columns],
            )
            for rule in sorted(rules, key=lambda rule: (rule.severity, -rule.tier.rank))
            if rule.milestone == milestone
        ]
        return Examples(region, [moment.name for moment in columns], rows, warnings)

    def as_typed(self, form: TargetPolicyForm, rows: list[TargetRule]) -> list[TargetRule]:
        """Every target of the table, and those of single products."""
        return [*form.rules(), *rows]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        context["presets"] = list(presets.PRESETS)
        return super().render_change_form(request, context, *args, **kwargs)


def _begun(policy: TargetPolicy | None) -> bool:
    return VersionRoom._has_begun(policy)


def _examples_of(request: Any) -> dict[str, Any]:
    """Where the examples start: the reader's own region, or one in her zone, and the first response."""
    member = StaffMember.objects.filter(user_id=request.user.pk).select_related("region").first()
    nearest = SupportRegion.objects.order_by(
        Case(When(time_zone=request.user.time_zone, then=0), default=1), "code"
    )
    region = (member and member.region) or nearest.first()
    return {"example_region": region and region.pk, "example_milestone": MilestoneKind.FIRST_RESPONSE}


def _chosen(request: HttpRequest, form: TargetPolicyForm) -> tuple[str, SupportRegion | None]:
    asked: Any = form.cleaned_data if form.is_bound else request.GET
    usual = _examples_of(request)
    milestone = asked.get("example_milestone") or usual["example_milestone"]
    region = asked.get("example_region") or usual["example_region"]
    if isinstance(region, SupportRegion):
        return milestone, region
    return milestone, SupportRegion.objects.filter(pk=region if str(region).isdecimal() else 0).first()


def _calendar(region: SupportRegion | None) -> CalendarVersion | None:
    try:
        return region.calendar_at(timezone.now()) if region else None
    except CalendarVersion.DoesNotExist:
        return None


def _due(rule: TargetRule, version: CalendarVersion, logged: Any) -> str:
    clock = targets.clock_for(rule.tier, rule.severity, rule.product, logged).clock
    return due_words(version.calendar(clock), rule.covered(version.day()), logged)


def _clock_words(rule: TargetRule) -> str:
    clock = targets.clock_for(rule.tier, rule.severity, rule.product, timezone.now()).clock
    return str(Clock(clock).label)
