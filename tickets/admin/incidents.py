"""Incidents and what was promised on them, to look at: only the lifecycle's verbs change them.

No due time can be typed (W42). An administrator edits the times of silence and reopening."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from subscriptions.administration.room import OneRowRoom, ReadingRoom, ReadingRows
from tickets.models import DueTime, Incident, LifecycleRules, Milestone, Pause, TimelineEntry

STATUS_COLOURS = {
    "new": "info",
    "in_progress": "info",
    "waiting_customer": "warning",
    "waiting_development": "warning",
    "solution_proposed": "success",
    "closed": "default",
    "withdrawn": "default",
}


class TimelineRows(ReadingRows):
    model = TimelineEntry
    fields = ("at", "kind", "author", "public", "body")
    ordering = ("at", "pk")
    per_page = 50
    tab = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[TimelineEntry]:
        return super().get_queryset(request).select_related("author")


class MilestoneRows(ReadingRows):
    model = Milestone
    fields = ("kind", "started_at", "due_at", "paused_at", "ended_at", "result")
    show_change_link = True
    tab = True


@admin.register(Incident)
class IncidentAdmin(ReadingRoom):
    """All incidents by number, newest first."""

    list_display = (
        "number",
        "title",
        "customer",
        "product",
        "severity",
        "shown_status",
        "owner",
        "logged_at",
    )
    list_filter = ("status", "severity", "tier", "region", "product")
    search_fields = ("=pk",)
    search_help_text = gettext_lazy("The number of an incident.")
    list_select_related = ("customer", "product", "owner")
    ordering = ("-pk",)
    inlines = [TimelineRows, MilestoneRows]
    hidden = ("submission", "lifted")

    def view_on_site(self, incident: Incident) -> str:
        """Where it is worked on."""
        return f"/desk/incidents/{incident.pk}/"

    @display(description=gettext_lazy("status"), label=STATUS_COLOURS)
    def shown_status(self, incident: Incident) -> tuple[str, Any]:
        return incident.status, incident.get_status_display()


@admin.register(TimelineEntry)
class TimelineAdmin(ReadingRoom):
    """Every entry of every incident."""

    list_display = ("at", "incident", "kind", "author", "public", "channel")
    list_filter = ("kind", "public", "channel")
    search_fields = ("=incident__pk",)
    search_help_text = gettext_lazy("The number of an incident.")
    list_select_related = ("incident", "author")
    ordering = ("-pk",)


class PauseRows(ReadingRows):
    model = Pause
    fields = ("started_at", "ended_at", "reason")


class DueTimeRows(ReadingRows):
    model = DueTime
    fields = ("at", "due_at", "cause")


@admin.register(Milestone)
class MilestoneAdmin(ReadingRoom):
    """The ledger of promises: under which targets and calendar, every pause, every due time with its cause."""

    list_display = ("incident", "kind", "severity", "tier", "started_at", "due_at", "shown_result")
    list_filter = ("kind", "result", "severity", "tier", "clock")
    search_fields = ("=incident__pk",)
    search_help_text = gettext_lazy("The number of an incident.")
    list_select_related = ("incident", "tier")
    ordering = ("-pk",)
    inlines = [PauseRows, DueTimeRows]

    @display(
        description=gettext_lazy("result"),
        label={
            "met": "success",
            "missed": "danger",
            "stopped": "default",
            "superseded": "default",
            "": "info",
        },
    )
    def shown_result(self, milestone: Milestone) -> tuple[str, Any]:
        return milestone.result, milestone.get_result_display() or _("running")


class LifecycleRulesForm(forms.ModelForm):
    """The days stand in their order, so that nobody is closed before being reminded."""

    class Meta:
        model = LifecycleRules
        fields = (
            "first_reminder_days",
            "second_reminder_days",
            "close_days",
            "days_after_second_reminder",
            "reopen_days",
            "phone_tries",
            "phone_minutes",
            "overdue_first",
            "writers_follow",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, second, close = (
            cleaned.get(name) for name in ("first_reminder_days", "second_reminder_days", "close_days")
        )
        if first and second and second <= first:
            self.add_error("second_reminder_days", _("The second reminder comes after the first."))
        if second and close and close <= second:
            self.add_error("close_days", _("An incident is closed after the second reminder, not before."))
        return cleaned


@admin.register(LifecycleRules)
class LifecycleRulesAdmin(OneRowRoom):
    """One row, so the list leads straight to it."""

    form = LifecycleRulesForm
