"""Calendars: the office hours and holidays of a region, version by version, typed as hours and not as data."""

from collections.abc import Iterable
from copy import copy
from datetime import date, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from subscriptions.admin.regions import hours_in_words
from subscriptions.administration.examples import Moment, due_words, moments
from subscriptions.administration.exchange import CLOSED_TOO_LONG, Exchange, HolidayRows
from subscriptions.administration.fields import DayHours, LengthField, TimeZoneInput
from subscriptions.administration.room import Room
from subscriptions.administration.versions import CopiedRows, VersionForm, VersionRoom
from subscriptions.calendars import SupportCalendar
from subscriptions.models import CalendarVersion, Holiday, SupportRegion
from subscriptions.models.people import is_time_zone
from subscriptions.models.regions import parse_weekly
from subscriptions.starting_data import public_holidays

DAYS = {
    "monday": gettext_lazy("Monday"),
    "tuesday": gettext_lazy("Tuesday"),
    "wednesday": gettext_lazy("Wednesday"),
    "thursday": gettext_lazy("Thursday"),
    "friday": gettext_lazy("Friday"),
    "saturday": gettext_lazy("Saturday"),
    "sunday": gettext_lazy("Sunday"),
}
HOURS_HELP = gettext_lazy(
    "Write 08:00-17:00, several parted by a comma: 08:00-12:00, 13:00-17:00. Empty: closed. 24:00 is midnight."
)
YEARS_AHEAD = 3
EXAMPLES = (timedelta(hours=1), timedelta(hours=4))


class CalendarForm(VersionForm):
    """The week as seven lines of hours."""

    monday = DayHours(label=DAYS["monday"], required=False, help_text=HOURS_HELP)
    tuesday = DayHours(label=DAYS["tuesday"], required=False)
    wednesday = DayHours(label=DAYS["wednesday"], required=False)
    thursday = DayHours(label=DAYS["thursday"], required=False)
    friday = DayHours(label=DAYS["friday"], required=False)
    saturday = DayHours(label=DAYS["saturday"], required=False)
    sunday = DayHours(label=DAYS["sunday"], required=False)
    time_zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        max_length=40,
        validators=[is_time_zone],
        widget=TimeZoneInput,
        help_text=gettext_lazy("The hours below are read on the clock of this zone."),
    )
    critical_days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("The five days"),
        choices=list(enumerate(DAYS.values())),
        coerce=int,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=gettext_lazy(
            "On these days severity 1 runs around the clock for tiers with 24×5, holidays too."
        ),
    )
    day_length = LengthField(
        label=gettext_lazy("Length of a day"),
        required=False,
        help_text=gettext_lazy(
            "What one day of a target means, in hours and minutes. Empty: the hours of the longest day."
        ),
    )

    class Meta:
        model = CalendarVersion
        fields = ("region", "time_zone", "critical_days", "day_length", "note")
        help_texts = {
            "region": gettext_lazy("Whose hours these are."),
            "note": gettext_lazy("For those who read the history later: what is new in this version."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.started_with = self.initial.pop("weekly", None) or self.instance.weekly
        for number, name in enumerate(DAYS):
            self.initial.setdefault(name, self.started_with.get(str(number), []))
        if self.instance.pk and "region" in self.fields:
            self.fields["region"].disabled = True

    def zone(self) -> ZoneInfo:
        typed = getattr(self, "cleaned_data", {}).get("time_zone")
        name = typed or self.initial.get("time_zone") or self.instance.time_zone
        return ZoneInfo(name) if name else super().zone()

    def others(self) -> Any:
        region = getattr(self, "cleaned_data", {}).get("region") or self.instance.region_id
        return super().others().filter(region=region)

    def weekly(self) -> dict[str, list[list[str]]]:
        """The table of hours as it is stored, of the days that are right."""
        if not self.is_bound:
            return self.started_with
        return {str(n): hours for n, name in enumerate(DAYS) if (hours := self.cleaned_data.get(name))}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.instance.weekly = self.weekly()
        if not self.instance.weekly and not self.errors.keys() & DAYS.keys():
            self.add_error(
                "monday", _("Give at least one day hours: a calendar without any can promise nothing.")
            )
        return cleaned

    def _post_clean(self) -> None:
        if not self.errors:
            super()._post_clean()  # type: ignore[misc]


class HolidaySet(forms.models.BaseInlineFormSet):
    """Holidays that leave office hours often enough for due times to be found (TARGETS.md, 5.7)."""

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms]
        rows = {day: form for form in kept if (day := getattr(form, "cleaned_data", {}).get("date"))}
        hours = SupportCalendar("UTC", parse_weekly(self.instance.weekly), rows)
        for closing in hours.long_closures():
            rows[min(day for day in rows if day >= closing)].add_error("date", CLOSED_TOO_LONG)


class HolidaysOfVersion(CopiedRows):
    model = Holiday
    formset = HolidaySet
    readonly_fields = ("kind",)

    def get_fields(self, request: HttpRequest, obj: CalendarVersion | None = None) -> tuple[str, ...]:
        begun = obj is not None and obj.pk and obj.in_force_from <= timezone.now()
        return ("date", "name", "kind" if begun else "estimated")

    @display(description=gettext_lazy("estimated"))
    def kind(self, holiday: Holiday) -> str:
        return _("estimated") if holiday.estimated else ""


@admin.register(CalendarVersion)
class CalendarAdmin(VersionRoom):
    """Calendars of all regions. One that has begun is only shown."""

    form = CalendarForm
    draft_buttons = ("_preview", "_holidays")
    change_form_template = "admin/calendar_form.html"
    list_display = ("region", "state", "in_force_from", "hours", "note")
    list_filter = ("region",)
    list_select_related = ("region",)
    inlines = [HolidaysOfVersion]
    typed: ClassVar[Any] = (
        (None, {"fields": ("region", "from_day", "time_zone", "note")}),
        (gettext_lazy("Office hours"), {"fields": tuple(DAYS)}),
        (gettext_lazy("Around the clock, and days"), {"fields": ("critical_days", "day_length")}),
    )
    shown: ClassVar[Any] = (
        (None, {"fields": ("region", "in_force_from", "time_zone", "note")}),
        (gettext_lazy("Office hours"), {"fields": ("hours", "critical_days_in_words", "length_in_words")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.shown if self._has_begun(obj) else self.typed

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        if source := self.source(request):
            names = ("time_zone", "weekly", "critical_days", "day_length")
            return {"region": source.region_id} | {name: getattr(source, name) for name in names}
        initial: dict[str, Any] = {"critical_days": [0, 1, 2, 3, 4]} | super().get_changeform_initial_data(
            request
        )
        region = SupportRegion.objects.filter(pk=_number(initial.get("region")) or 0).first()
        return initial | ({"time_zone": region.time_zone} if region else {})

    def copied_rows(self, source: CalendarVersion) -> list[dict[str, Any]]:
        """The holidays of the version a new one is made from, those of past years left out."""
        this_year = date(timezone.now().year, 1, 1)
        rows = source.holidays.filter(date__gte=this_year).values("date", "name", "estimated")
        return [dict(row) for row in rows]

    def beside(self, source: CalendarVersion) -> "QuerySet[CalendarVersion]":
        return super().beside(source).filter(region=source.region_id)

    def filled_in(self, request: HttpRequest, data: QueryDict) -> QueryDict:
        """With the public holidays of this year and the next ones, where the button for them was pressed."""
        region = SupportRegion.objects.filter(pk=_number(data.get("region")) or 0).first() or self._region_of(
            request
        )
        if "_holidays" in data and region:
            years = range(timezone.now().year, timezone.now().year + YEARS_AHEAD + 1)
            _add_rows(data, "holidays", [day for year in years for day in public_holidays(region, year)])
        return data

    def _region_of(self, request: HttpRequest) -> SupportRegion | None:
        number = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
        version = CalendarVersion.objects.filter(pk=_number(number) or 0).select_related("region").first()
        return version.region if version else None

    def in_force(self, obj: CalendarVersion) -> bool:
        later = CalendarVersion.objects.filter(region=obj.region, in_force_from__lte=timezone.now())
        return not later.filter(in_force_from__gt=obj.in_force_from).exists()

    def examples(self, request: HttpRequest, form: CalendarForm) -> dict[str, Any]:
        """When an hour, four hours and a day have passed, under the hours that were typed."""
        weekly = form.weekly()
        zone = form.zone()
        if form.errors or not weekly:
            return {"years": YEARS_AHEAD}
        calendar = SupportCalendar(zone.key, parse_weekly(weekly), frozenset(_dates(request, form)))
        length = (form.cleaned_data["day_length"] if form.is_bound else form.instance.day_length) or (
            calendar.longest_day()
        )
        columns: list[Moment] = moments(zone, timezone.now())
        rows = [(_("%(hours)s h") % {"hours": each // timedelta(hours=1)}, each) for each in EXAMPLES]
        rows.append((_("1 day (%(hours)s h)") % {"hours": f"{length / timedelta(hours=1):g}"}, length))
        return {
            "years": YEARS_AHEAD,
            "zone": zone.key,
            "columns": [moment.name for moment in columns],
            "rows": [
                (name, [due_words(calendar, covered, moment.at) for moment in columns])
                for name, covered in rows
            ],
        }

    def as_typed(self, form: CalendarForm, rows: list[Holiday]) -> CalendarVersion:
        """The version with its holidays, not saved."""
        version = copy(form.instance)
        version.pk, version.unsaved_holidays = None, frozenset(row.date for row in rows)
        return version

    @display(description=gettext_lazy("office hours"))
    def hours(self, version: CalendarVersion) -> str:
        return hours_in_words(version.weekly)

    @display(description=gettext_lazy("the five days"))
    def critical_days_in_words(self, version: CalendarVersion) -> str:
        names = list(DAYS.values())
        return ", ".join(str(names[day]) for day in version.critical_days)

    @display(description=gettext_lazy("length of a day"))
    def length_in_words(self, version: CalendarVersion) -> str:
        return _("%(hours)s hours") % {"hours": f"{version.day() / timedelta(hours=1):g}"}


@admin.register(Holiday)
class HolidayAdmin(Exchange, Room):
    """Holidays of all calendars, to look at and to carry in and out; they are edited with their calendar."""

    resource_classes = [HolidayRows]
    list_display = ("date", "name", "version", "estimated")
    list_filter = ("version__region", "estimated")
    list_select_related = ("version__region",)
    search_fields = ("name",)
    date_hierarchy = "date"
    list_before_template = "admin/holidays_lead.html"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Only along with a calendar that has not begun."""
        coming = isinstance(obj, Holiday) and obj.version.in_force_from > timezone.now()
        return super().has_delete_permission(request, obj) and coming


def _add_rows(data: QueryDict, prefix: str, found: Iterable[Holiday]) -> None:
    """Append holidays to the rows that were typed, those left out whose day is there already."""
    number = _number(data.get(f"{prefix}-TOTAL_FORMS")) or 0
    known = {data.get(f"{prefix}-{row}-date") for row in range(number)}
    for holiday in found:
        if holiday.date.isoformat() in known:
            continue
        data[f"{prefix}-{number}-date"] = holiday.date.isoformat()
        data[f"{prefix}-{number}-name"] = holiday.name
        if holiday.estimated:
            data[f"{prefix}-{number}-estimated"] = "on"
        number += 1
    data[f"{prefix}-TOTAL_FORMS"] = str(number)


def _dates(request: HttpRequest, form: CalendarForm) -> Iterable[date]:
    """The holidays that were typed, else those the page starts with."""
    if not form.is_bound:
        yield from (row["date"] for row in request.copied_rows)  # type: ignore[attr-defined]
        yield from form.instance.holidays.values_list("date", flat=True) if form.instance.pk else ()
        return
    for name, value in request.POST.items():
        if name.startswith("holidays-") and name.endswith("-date"):
            try:
                yield date.fromisoformat(str(value))
            except ValueError:
                continue


def _number(text: Any) -> int | None:
    return int(text) if str(text or "").isdecimal() else None
