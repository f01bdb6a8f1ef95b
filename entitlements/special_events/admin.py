"""What an administrator sets of special events: hours, notice and places; and the events, to read."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entitlements.special_events.models import EventProduct, EventRules, SpecialEvent, WeekendPlaces
from entitlements.special_events.weekends import saturday_of
from subscriptions.administration.room import OneRowRoom, ReadingRoom, ReadingRows, Room


@admin.register(EventRules)
class EventRulesAdmin(OneRowRoom):
    """One row, so the list leads straight to it. What was asked for keeps the hours it was asked for with."""

    fields = ("begins", "ends", "notice_days", "places")


class WeekendPlacesForm(forms.ModelForm):
    """Any day of the weekend names it."""

    class Meta:
        model = WeekendPlaces
        fields = ("saturday", "places")
        labels = {"saturday": gettext_lazy("Weekend")}
        help_texts = {"saturday": gettext_lazy("Its Friday, Saturday or Sunday.")}

    def clean_saturday(self) -> Any:
        day = self.cleaned_data["saturday"]
        saturday = saturday_of(day)
        if saturday is None:
            raise ValidationError(_("Choose a Friday, Saturday or Sunday."), code="no_weekend")
        return saturday


@admin.register(WeekendPlaces)
class WeekendPlacesAdmin(Room):
    """Weekends in which the vendor takes more special events than usual, or fewer. What is confirmed stays."""

    form = WeekendPlacesForm
    list_display = ("saturday", "places")
    ordering = ("-saturday",)


class ProductRows(ReadingRows):
    model = EventProduct
    fields = ("product", "lost_at")


@admin.register(SpecialEvent)
class SpecialEventAdmin(ReadingRoom):
    """Every request and what became of it. Advisors answer them at the desk."""

    hidden = ("submission",)
    list_display = ("customer", "saturday", "state", "purpose", "resource")
    list_filter = ("state",)
    list_select_related = ("customer", "resource")
    search_fields = ("customer__name", "customer__number")
    inlines = [ProductRows]
