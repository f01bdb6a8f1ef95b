"""Who was paged when, and whether she acknowledged it: to look at and nothing else."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from subscriptions.administration.room import ReadingRoom
from tickets.duty.models import Page


@admin.register(Page)
class PageAdmin(ReadingRoom):
    """Every page, the newest first."""

    list_display = ("at", "incident", "round", "agent", "acknowledged_at")
    search_fields = ("=incident__pk", "agent__name")
    search_help_text = gettext_lazy("The number of an incident, or a name.")
    list_select_related = ("incident", "agent")
    ordering = ("-pk",)
    hidden = ("paging",)
