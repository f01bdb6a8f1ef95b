"""Until when an incident is put aside, and why (R9.3): what is offered, and what is typed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from subscriptions import instants
from subscriptions.forms import InstantField, LeftToTheVerb
from subscriptions.models.regions import Clock
from subscriptions.wording import moment_here
from tickets.desk.forms import WHY, StepForm
from tickets.forms import long_text
from tickets.lifecycle import FURTHEST_AHEAD
from tickets.snooze_times import soon
from tickets.snoozing import due_first, expected_first


class _Until(LeftToTheVerb, InstantField):
    """Any time; empty where a near one is chosen."""


class _Soon(forms.ChoiceField):
    """A near time; empty where any other is typed."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class SnoozeForm(StepForm):
    """Until when nobody is to work on it or be told of it, and why (R9.3): one of some times that are near, or any
    other."""

    missing = WHY

    NAMES: ClassVar = {
        "hour": _("In an hour, {time}"),
        "afternoon": _("This afternoon, {time}"),
        "tomorrow": _("Tomorrow, {time}"),
        "week": _("Next week, {day} {time}"),
    }

    soon = _Soon(
        label=_("Until"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("That time is offered no longer. Choose another.")},
    )
    until = _Until(
        label=_("Snooze until"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Choose a day and a time.")},
    )
    reason = long_text(_("Reason"), 2, help_text=_("Only colleagues read it."))

    def fit(self) -> None:
        self.fields["until"].help_text = self._latest()
        times = self._soon()
        if not times:
            del self.fields["soon"]
            return
        choice = self.fields["soon"]
        assert isinstance(choice, forms.ChoiceField)
        offered = [(when.isoformat(), self._words(name, when)) for name, when in times.items()]
        choice.choices = [*offered, *self._chosen(times), ("", gettext("Another time"))]

    def _words(self, name: str, when: datetime) -> str:
        local = timezone.localtime(when)
        return str(self.NAMES[name]).format(day=date_format(local, "l"), time=time_format(local.time()))

    def _chosen(self, times: Mapping[str, datetime]) -> list[tuple[str, str]]:
        """What she chose on a page that was opened some time ago: what it offered is what she gets."""
        typed = str(self.data.get("soon", "")) if self.is_bound else ""
        chosen = instants.read(typed)
        if chosen is None or chosen in times.values() or abs(chosen - timezone.now()) > FURTHEST_AHEAD:
            return []
        return [(typed, moment_here(chosen))]

    def _soon(self) -> dict[str, datetime]:
        """By the clock and the hours of who presses; by the incident's hours where she has none of her own."""
        at, first = timezone.now(), expected_first(self.incident)
        region = self.agent.staff.region or self.incident.region
        office = region.calendar_at(at).calendar(Clock.OFFICE)
        return soon(at, timezone.get_current_timezone(), office, first.due_at if first else None)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if chosen := data.get("soon"):
            self.errors.pop("until", None)
            data["until"] = datetime.fromisoformat(chosen)
        elif not data.get("until") and "until" not in self.errors and "soon" not in self.errors:
            self.add_error("until", gettext("Choose a day and a time."))
        return data

    def _latest(self) -> str:
        """Before which time, by the clock of the reader."""
        first = expected_first(self.incident)
        if first is None or first.due_at is None:
            wakes = gettext("It wakes by itself then, and at once when the customer writes.")
            return f"{wakes} {self._unreminded()}".strip()
        words = gettext(
            "Before {due}, when the customer expects: {milestone}. It wakes at once when she writes."
        )
        return words.format(due=moment_here(first.due_at), milestone=first.get_kind_display())

    def _unreminded(self) -> str:
        """What falls due first where the customer is shown nothing (R8.9); empty where nothing does."""
        first = due_first(self.incident)
        if first is None or first.due_at is None:
            return ""
        words = gettext("{milestone} is due {due}; nobody is reminded of it meanwhile.")
        return words.format(milestone=capfirst(first.get_kind_display()), due=moment_here(first.due_at))
