"""Support regions: where support is given from, and in which hours."""

from typing import Any

import holidays
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from subscriptions.administration.fields import TimeZoneInput
from subscriptions.administration.room import ReadingRows, Room
from subscriptions.models import CalendarVersion, SupportRegion


class RegionForm(forms.ModelForm):
    class Meta:
        model = SupportRegion
        fields = ("code", "name", "time_zone", "country", "subdivision")
        widgets = {"time_zone": TimeZoneInput}
        help_texts = {
            "code": gettext_lazy("A short word for programs, e.g. nordic. It cannot be changed later."),
            "time_zone": gettext_lazy("The zone of the region's clock, e.g. Europe/Copenhagen."),
        }

    def clean_country(self) -> str:
        country = self.cleaned_data["country"].upper()
        if country not in holidays.list_supported_countries():
            raise ValidationError(
                _("No public holidays are known for “%(code)s”. Write two letters, e.g. DK."),
                params={"code": country},
            )
        return country

    def clean_subdivision(self) -> str:
        subdivision = self.cleaned_data["subdivision"].upper()
        known = holidays.list_supported_countries().get(self.cleaned_data.get("country", ""), [])
        if subdivision and known and subdivision not in known:
            raise ValidationError(
                _("“%(code)s” is none of: %(known)s."),
                params={"code": subdivision, "known": ", ".join(known)},
            )
        return subdivision


class CalendarRows(ReadingRows):
    model = CalendarVersion
    verbose_name_plural = gettext_lazy("calendars, the newest first")
    fields = ("in_force_from", "hours_in_words", "note")
    readonly_fields = ("hours_in_words",)
    show_change_link = True
    ordering = ("-in_force_from",)

    @display(description=gettext_lazy("office hours"))
    def hours_in_words(self, version: CalendarVersion) -> str:
        return hours_in_words(version.weekly)


@admin.register(SupportRegion)
class RegionAdmin(Room):
    """Regions; their hours are calendars of their own."""

    form = RegionForm
    fields = (*RegionForm.Meta.fields, "phone")
    readonly_fields = ("phone",)  # that of its first phone line
    fixed = ("code",)
    list_display = ("name", "code", "time_zone", "hours_now", "holidays_until")
    search_fields = ("code", "name")
    inlines = [CalendarRows]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SupportRegion]:
        return super().get_queryset(request).prefetch_related("calendar_versions__holidays")

    @display(description=gettext_lazy("office hours now"))
    def hours_now(self, region: SupportRegion) -> str:
        version = _in_force(region)
        return hours_in_words(version.weekly) if version else _("none: it cannot take customers")

    @display(description=gettext_lazy("holidays known until"))
    def holidays_until(self, region: SupportRegion) -> Any:
        version = _in_force(region)
        return max((holiday.date for holiday in version.holidays.all()), default="–") if version else "–"

    def response_post_save_add(self, request: HttpRequest, obj: SupportRegion) -> HttpResponse:
        """A region without hours can serve nobody: its calendar comes next."""
        self.message_user(
            request, _("Now give %(region)s its office hours.") % {"region": obj}, messages.WARNING
        )
        return redirect(reverse("admin:subscriptions_calendarversion_add") + f"?region={obj.pk}")


def hours_in_words(weekly: dict[str, list[list[str]]]) -> str:
    """Office hours on one line, days with the same hours together: "Mon–Fri 08:00-17:00"."""
    names = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    spans: list[tuple[int, int, str]] = []
    for day in range(7):
        hours = ", ".join(f"{start}-{end}" for start, end in weekly.get(str(day), []))
        if spans and spans[-1][1] == day - 1 and spans[-1][2] == hours:
            spans[-1] = (spans[-1][0], day, hours)
        else:
            spans.append((day, day, hours))
    return "; ".join(
        f"{names[first]}{'–' + names[last] if last > first else ''} {hours}"
        for first, last, hours in spans
        if hours
    )


def _in_force(region: SupportRegion) -> CalendarVersion | None:
    begun = [v for v in region.calendar_versions.all() if v.in_force_from <= timezone.now()]
    return max(begun, key=lambda version: version.in_force_from, default=None)
