"""After how many minutes a page goes on."""

from django.contrib import admin

from subscriptions.administration.room import OneRowRoom
from tickets.duty.models import DutyRules


@admin.register(DutyRules)
class DutyRulesAdmin(OneRowRoom):
    """One row, so the list leads straight to it."""

    fields = ("first_minutes", "then_minutes")
