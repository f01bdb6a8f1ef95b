"""Fields a person fills in: days, time zones, hours of a day. What they mean as instants is their forms' to say."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from unfold.widgets import INPUT_CLASSES, UnfoldAdminTextInputWidget

from subscriptions.calendar_errors import CalendarError
from subscriptions.models.people import time_zones
from subscriptions.paging import key
from subscriptions.wall_hours import checked_week

INTERVAL = re.compile(r"^(\d{1,2})[:.](\d{2})\s*[-–]\s*(\d{1,2})[:.](\d{2})$")
LENGTH = re.compile(r"^(\d{1,2})(?:[:.]([0-5]\d))?(?:\s*h)?$")
YEARS = range(1900, 3000)  # in which a day may be typed


class RowSelect(AutocompleteSelect):
    """A row that is found by typing. What is sent and can be no key is left to its field to refuse: Django's own
    looks it up first and fails."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        return super().optgroups(name, [each for each in value if key(str(each)) is not None], attr)


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(attrs={"class": " ".join([*INPUT_CLASSES, "max-w-48"]), **(attrs or {})})
        self.format = "%Y-%m-%d"


def is_in_reach(day: date) -> None:
    """Refuse a day at the edge of the calendar, as 9999-12-31 for "never": what is reckoned from a day needs days
    before and after it."""
    if day.year not in YEARS:
        raise ValidationError(
            _("Choose a day in the years %(first)s to %(last)s."),
            code="reach",
            params={"first": YEARS[0], "last": YEARS[-1]},
        )


class DayField(forms.DateField):
    """A day as people mean it."""

    widget = DayInput
    default_validators = [is_in_reach]


class TimeZoneInput(UnfoldAdminTextInputWidget):
    """The name of a zone, with every known one to choose from while typing."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        zones = f"{name}-zones"
        field = super().render(name, value, {**(attrs or {}), "list": zones}, renderer)
        options = format_html_join("", '<option value="{}">', ([zone] for zone in sorted(time_zones())))
        return format_html('{}<datalist id="{}">{}</datalist>', field, zones, options)


class DayHours(forms.CharField):
    """The hours of one weekday as text: "08:00-12:00, 13:00-17:00"; stored as pairs of texts."""

    widget = UnfoldAdminTextInputWidget

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return ", ".join(f"{start}-{end}" for start, end in value)
        return value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        intervals = [self._interval(part.strip()) for part in re.split(r"[,;]", text) if part.strip()]
        try:
            checked_week({0: [(_time(start), _time(end)) for start, end in intervals]})
        except CalendarError as error:
            raise ValidationError(_(error.sentence).format(**error.words), code=error.code) from error
        return sorted(intervals)

    def _interval(self, text: str) -> list[str]:
        found = INTERVAL.match(text)
        if not found:
            raise ValidationError(
                _("“%(text)s” is no span of hours. Write 08:00-17:00, and part several by a comma."),
                code="hours",
                params={"text": text},
            )
        hour, minute, end_hour, end_minute = (int(number) for number in found.groups())
        start, end = f"{hour:02}:{minute:02}", f"{end_hour:02}:{end_minute:02}"
        for moment in (start, end):
            if not (moment == "24:00" and moment == end) and (moment > "23:59" or moment[3:] > "59"):
                raise ValidationError(
                    _("There is no %(moment)s on the clock."), code="hours", params={"moment": moment}
                )
        return [start, "24:00" if end == "00:00" else end]


class LengthField(forms.CharField):
    """A length in hours and minutes: "7:30", "9"."""

    widget = UnfoldAdminTextInputWidget

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, timedelta):
            hours, minutes = divmod(int(value.total_seconds()) // 60, 60)
            return f"{hours}:{minutes:02}"
        return value

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        if not text:
            return None
        found = LENGTH.match(text)
        length = timedelta(hours=int(found[1]), minutes=int(found[2] or 0)) if found else timedelta()
        if not timedelta() < length <= timedelta(hours=24):
            raise ValidationError(_("Write hours and minutes, more than none and at most a day: 7:30."))
        return length


def _time(text: str) -> time:
    return time(0, 0) if text == "24:00" else time.fromisoformat(text)
