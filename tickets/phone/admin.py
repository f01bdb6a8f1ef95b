"""What an administrator sets of the phone: lines and the rules of call-backs; and calls, to read."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from subscriptions.administration.room import OneRowRoom, ReadingRoom, Room
from tickets.phone import numbers
from tickets.phone.models import Call, CallBack, Language, PhoneLine, PhoneRules


class LineForm(forms.ModelForm):
    """A number that can be dialled, and at least one language."""

    languages = forms.MultipleChoiceField(
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        label=PhoneLine._meta.get_field("languages").verbose_name,
        help_text=PhoneLine._meta.get_field("languages").help_text,
    )

    class Meta:
        model = PhoneLine
        fields = ("region", "number", "languages", "order")

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        region, number = data.get("region"), data.get("number")
        if number:
            written = numbers.dialled(number, region.country if region else "")
            if written is None:
                wrong = ValidationError(
                    _("This number cannot be dialled. Write it with its country code."), code="number"
                )
                self.add_error("number", wrong)
            data["number"] = written or number
        return data


@admin.register(PhoneLine)
class PhoneLineAdmin(Room):
    """The numbers of each support region. Their hours are the region's calendar."""

    form = LineForm
    fixed = ("region",)
    list_display = ("region", "number", "language_words", "order")
    list_filter = ("region",)
    list_select_related = ("region",)


@admin.register(PhoneRules)
class PhoneRulesAdmin(OneRowRoom):
    """One row, so the list leads straight to it."""

    fields = ("within_minutes", "again_minutes", "tries")


@admin.register(Call)
class CallAdmin(ReadingRoom):
    """Every call that was kept, and what became of it. Agents keep them at the desk."""

    hidden = ("submission",)
    list_display = ("began_at", "customer", "contact", "agent", "outcome", "incident")
    list_filter = ("outcome",)
    list_select_related = ("customer", "contact", "agent", "incident")
    search_fields = ("customer__name", "customer__number")


@admin.register(CallBack)
class CallBackAdmin(ReadingRoom):
    """Every call-back and what became of it."""

    hidden = ("submission",)
    list_display = ("due_at", "customer", "contact", "state", "tries", "owner")
    list_filter = ("state",)
    list_select_related = ("customer", "contact", "owner")
    search_fields = ("customer__name", "customer__number")
