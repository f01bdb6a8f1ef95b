"""Tier × service: what each tier grants, as one table to read and as grants to edit.

A grant in force is not changed: it is given a last day, or new terms from a day on, so that running periods keep
what they have (R27.4)."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action, display

from entitlements import office_days
from entitlements.models import Grant, Service
from subscriptions.administration.fields import DayField
from subscriptions.administration.versions import VersionForm, VersionRoom
from subscriptions.models import Tier
from subscriptions.periods import last_day, midnight

TERMS = ("clock", "allowance", "discount_percent", "standard_products_only", "english_only", "rests_on")


class GrantForm(VersionForm):
    """One cell. The earlier grant that is still open ends where a new one begins."""

    last_day = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy(
            "Empty: until further notice. Who holds the service on that day keeps it until her period ends."
        ),
    )

    class Meta:
        model = Grant
        fields = ("tier", "service", "running_periods", *TERMS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "discount_percent" in self.fields:
            self.fields["discount_percent"].validators.append(MaxValueValidator(100))
        if self.instance.pk and self.instance.in_force_until:
            self.initial["last_day"] = last_day(self.instance.in_force_until, self.zone())

    def others(self) -> Any:
        chosen = [getattr(self, "cleaned_data", {}).get(name) for name in ("tier", "service")]
        tier, service = (
            c or i for c, i in zip(chosen, (self.instance.tier_id, self.instance.service_id), strict=True)
        )
        return super().others().filter(tier=tier, service=service)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            self._set_end(cleaned.get("last_day"))
        if not self.errors:
            self._refuse_overlap()
        if not self.errors:
            self._refuse_days()
        return cleaned

    def _refuse_days(self) -> None:
        """The row as it is typed: what was typed is not in the instance yet."""
        row = copy(self.instance)
        for name in {"tier", "service", *TERMS} & self.cleaned_data.keys():
            setattr(row, name, self.cleaned_data[name])
        try:
            office_days.check_grant(row)
        except ValidationError as error:
            self.add_error("last_day" if self.has_begun else "clock", error)

    def _set_end(self, day: Any) -> None:
        zone = self.zone()
        if "last_day" not in self.changed_data:
            return
        if day and day < timezone.localdate(timezone=zone):
            self.add_error("last_day", _("This day has passed. What was granted then stays as it was."))
            return
        self.instance.in_force_until = midnight(day + timedelta(days=1), zone) if day else None
        if day and self.instance.in_force_until <= self.instance.in_force_from:
            self.add_error("last_day", _("The last day is before the first day."))

    def _refuse_overlap(self) -> None:
        """Two grants of one cell never hold at once, but for the open one that this one follows."""
        row = self.instance
        overlapping = self.others().exclude(in_force_until__lte=row.in_force_from)
        if row.in_force_until:
            overlapping = overlapping.filter(in_force_from__lt=row.in_force_until)
        for other in overlapping:
            if other.in_force_from >= row.in_force_from or self.has_begun:
                day = date_format(timezone.localtime(other.in_force_from), "DATE_FORMAT")
                self.add_error(
                    "last_day",
                    _("Another grant of this service to this tier begins on %(day)s.") % {"day": day},
                )


@admin.register(Grant)
class GrantAdmin(VersionRoom):
    """Granted services, with a page that shows them all as a table."""

    form = GrantForm
    list_display = ("service", "tier", "state", "terms", "in_force_from", "in_force_until")
    list_filter = ("tier", "service__scope", "service")
    list_select_related = ("tier", "service")
    search_fields = ("service__code", "service__name_en", "service__name_da")
    actions_detail = ["new_terms"]
    change_form_template = "admin/change_form.html"
    fieldsets = (
        (None, {"fields": ("tier", "service", "from_day", "last_day", "running_periods")}),
        (gettext_lazy("Terms"), {"fields": TERMS}),
    )

    def get_urls(self) -> list[Any]:
        table = self.admin_site.admin_view(self.table)
        return [path("table/", table, name="entitlements_grant_table"), *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        ended = obj is not None and obj.in_force_until and obj.in_force_until <= timezone.now()
        return super(VersionRoom, self).has_change_permission(request, obj) and not ended

    def get_fieldsets(self, request: HttpRequest, obj: Grant | None = None) -> Any:
        if not self._has_begun(obj):
            return self.fieldsets
        end = "last_day" if self.has_change_permission(request, obj) else "in_force_until"
        return [
            (None, {"fields": ("tier", "service", "in_force_from", end, "running_periods")}),
            self.fieldsets[1],
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Grant | None = None) -> list[str]:
        return ["tier", "service", "in_force_from", "running_periods", *TERMS] if self._has_begun(obj) else []

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        if source := self.source(request):
            return {"tier": source.tier_id, "service": source.service_id} | {
                name: getattr(source, name) for name in TERMS
            }
        return super().get_changeform_initial_data(request)

    def save_model(self, request: HttpRequest, obj: Grant, form: Any, change: bool) -> None:
        before = form.others().filter(in_force_from__lt=obj.in_force_from, in_force_until=None)
        if not change:
            for earlier in before:
                earlier.in_force_until = obj.in_force_from
                earlier.save()
                self.message_user(request, _("The terms until then end when these begin."), messages.INFO)
        super().save_model(request, obj, form, change)

    def in_force(self, obj: Grant) -> bool:
        return obj.holds(timezone.now())

    def examples(self, request: HttpRequest, form: Any) -> None:
        return None

    def kept_because(self, obj: Grant) -> str:
        if self._has_begun(obj):
            return _("“%(name)s” has been in force, so it stays. Give it a last day to withdraw it.") % {
                "name": obj
            }
        return super().kept_because(obj)

    @action(description=gettext_lazy("New terms from a day on"), icon="content_copy")
    def new_terms(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return redirect(reverse("admin:entitlements_grant_add") + f"?from={object_id}")

    @display(description=gettext_lazy("terms"))
    def terms(self, grant: Grant) -> str:
        return terms_in_words(grant)

    def table(self, request: HttpRequest) -> TemplateResponse:
        """Every service and what each tier grants of it now; a cell leads to its grant."""
        tiers = list(Tier.objects.order_by("-rank"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Table of services"),
            "tiers": tiers,
            "rows": _rows(tiers, timezone.now()),
        }
        return TemplateResponse(request, "admin/grant_table.html", context)


@dataclass(frozen=True)
class Cell:
    """What one tier grants of one service; `coming` is what is already decided for later."""

    tier: Tier
    grant: Grant | None
    terms: str
    coming: str
    address: str


def _rows(tiers: list[Tier], now: datetime) -> list[tuple[Service, list[Cell]]]:
    grants: dict[tuple[int, int], list[Grant]] = {}
    for grant in Grant.objects.order_by("in_force_from"):
        grants.setdefault((grant.tier_id, grant.service_id), []).append(grant)
    return [
        (service, [_cell(tier, service, grants.get((tier.pk, service.pk), []), now) for tier in tiers])
        for service in Service.objects.all()
    ]


def _cell(tier: Tier, service: Service, grants: list[Grant], now: datetime) -> Cell:
    held = next((grant for grant in grants if grant.holds(now)), None)
    later = next((grant for grant in grants if grant.in_force_from > now), None)
    coming = ""
    if later:
        coming = _("from %(day)s: %(terms)s") % {
            "day": _day(later.in_force_from),
            "terms": terms_in_words(later),
        }
    elif held and held.in_force_until:
        coming = _("until %(day)s") % {"day": _day(held.in_force_until - timedelta(microseconds=1))}
    if shown := held or later:
        address = reverse("admin:entitlements_grant_change", args=[shown.pk])
    else:
        address = reverse("admin:entitlements_grant_add") + f"?tier={tier.pk}&service={service.pk}"
    return Cell(tier, held, terms_in_words(held) if held else "", coming, address)


def terms_in_words(grant: Grant) -> str:
    """What is special about a grant: "24×7 · 1 per period · 25 % · English only"."""
    words = [str(grant.get_clock_display()) if grant.clock else ""]
    if grant.allowance is not None:
        words.append(_("%(times)s per period") % {"times": grant.allowance})
    if grant.discount_percent is not None:
        words.append(f"{grant.discount_percent} %")
    words += [_("standard products only")] * grant.standard_products_only
    words += [_("in English")] * grant.english_only
    return " · ".join(filter(None, words)) or _("included")


def _day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATE_FORMAT")
