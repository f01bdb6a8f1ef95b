"""Duty rosters: the rotation, its shifts and replacements, and who is on duty in the coming weeks by them."""

from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import admin, messages
from django.db.models import ForeignKey, TimeField
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.decorators import display
from unfold.widgets import INPUT_CLASSES

from subscriptions.administration.fields import TimeZoneInput
from subscriptions.administration.room import Room, Rows
from subscriptions.models import SupportRegion, User
from subscriptions.wording import moment_words
from tickets.duty import rosters
from tickets.duty.admin import shifts
from tickets.duty.models import DutyShift, Place, Replacement, Roster
from tickets.duty.rota import Span

SHOWN = timedelta(days=14)
NAMED = 3  # gaps in a sentence


class ClockInput(forms.TimeInput):
    """A time of the day, with the browser's own field."""

    input_type = "time"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(
            attrs={"class": " ".join([*INPUT_CLASSES, "max-w-48"]), **(attrs or {})}, format="%H:%M"
        )


TIMES: dict[Any, Any] = {TimeField: {"widget": ClockInput}}


class RosterForm(forms.ModelForm):
    class Meta:
        model = Roster
        fields = ("region", "time_zone", "handover_day", "handover_time", "first_day")
        widgets = {"time_zone": TimeZoneInput}
        help_texts = {
            "time_zone": gettext_lazy(
                "All times here are read on the clock of this zone, before and after a clock change."
            ),
            "handover_day": gettext_lazy("The duty week begins then and is the next agent's."),
            "first_day": gettext_lazy("A day in a week that is the first agent's."),
        }


class OfAgents(Rows):
    """Rows that name people of the vendor."""

    roster: Roster | None = None
    formfield_overrides = {**Rows.formfield_overrides, **TIMES}

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        self.roster = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is User:
            kwargs["queryset"] = shifts.choosable(self.roster)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class PlaceRows(OfAgents):
    model = Place
    form, formset = shifts.PlaceForm, shifts.PlaceSet
    verbose_name_plural = gettext_lazy(
        "rotation: the next follows every week, and when a page is not acknowledged"
    )


class ShiftRows(OfAgents):
    model = DutyShift
    form, formset = shifts.ShiftForm, shifts.ShiftSet
    verbose_name_plural = gettext_lazy("shifts; none: duty is at all hours")


class ReplacementRows(OfAgents):
    model = Replacement
    form, formset = shifts.ReplacementForm, shifts.ReplacementSet
    fields = ("agent", "instead_of", "begins", "ends")
    verbose_name_plural = gettext_lazy("replacements")


@admin.register(Roster)
class RosterAdmin(Room):
    """One roster a region; its page shows who is on duty in the coming two weeks and names the gaps."""

    form = RosterForm
    fields = RosterForm.Meta.fields
    fixed = ("region",)
    list_display = ("region", "time_zone", "on_duty", "coming_gaps")
    list_select_related = ("region",)
    inlines = [PlaceRows, ShiftRows, ReplacementRows]
    change_form_template = "admin/roster_form.html"
    formfield_overrides = {**Room.formfield_overrides, **TIMES}

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial: dict[str, Any] = {"handover_time": time(8)} | super().get_changeform_initial_data(request)
        number = str(initial.get("region", ""))
        region = SupportRegion.objects.filter(pk=int(number)).first() if number.isdecimal() else None
        return initial | ({"time_zone": region.time_zone} if region else {})

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        roster = context.get("original")
        context["coming"] = coming(Roster.objects.get(pk=roster.pk)) if roster else []
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for sentence in out_of_use(form.instance):
            self.message_user(request, sentence, messages.WARNING)
        if found := gap_words(form.instance):
            sentence = _("Nobody of the roster is on duty: %(gaps)s. The next in order is called then.")
            self.message_user(request, sentence % {"gaps": found}, messages.WARNING)

    @display(description=gettext_lazy("on duty now"))
    def on_duty(self, roster: Roster) -> str:
        found = rosters.on_duty(roster.region, timezone.now())
        return found.person.name if found and not found.stands_in else "–"

    @display(description=gettext_lazy("gaps in the coming two weeks"))
    def coming_gaps(self, roster: Roster) -> str:
        return gap_words(roster) or "–"


def gaps(roster: Roster) -> list[Span]:
    """When nobody of the roster is on duty in the coming two weeks, outside office hours."""
    now = timezone.now()
    return rosters.gaps(roster, now, now + SHOWN)


def gap_words(roster: Roster) -> str:
    """The first gaps, and how many more there are; empty where there is none."""
    found = gaps(roster)
    words = [span_words(gap, roster) for gap in found[:NAMED]]
    if more := len(found) - len(words):
        words.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    return "; ".join(words)


def out_of_use(roster: Roster) -> list[str]:
    """Which rotations have no shift, and which shifts nobody."""
    rota = rosters.rota_of(roster, timezone.now())
    idle = _("Rotation %(number)s has no shift: nobody of it is ever on duty.")
    deserted = _("Rotation %(number)s has shifts and no agents: nobody is on duty then.")
    return [
        *(idle % {"number": number} for number in rota.idle()),
        *(deserted % {"number": number} for number in rota.deserted()),
    ]


def coming(roster: Roster) -> list[dict[str, Any]]:
    """Who is on duty in the coming two weeks, in order of time; a gap is a row without a name."""
    now = timezone.now()
    plan = rosters.rota_of(roster, now).plan(now, now + SHOWN)
    spans = [span for span in plan if span.agent is not None] + gaps(roster)
    people = User.objects.in_bulk([span.agent for span in spans if span.agent is not None])
    return [
        {"when": span_words(span, roster), "name": people[span.agent].name if span.agent else ""}
        for span in sorted(spans, key=lambda span: span.start)
    ]


def span_words(span: Span, roster: Roster) -> str:
    """From and until on the roster's clock."""
    zone = ZoneInfo(roster.time_zone)
    return f"{moment_words(span.start, None, zone)} – {moment_words(span.end, None, zone)}"
