"""When customers are reminded of an end, and how long open incidents are worked on after it (R26.2, R26.5)."""

from django.contrib import admin

from subscriptions.administration.room import OneRowRoom
from subscriptions.models import RenewalRules


@admin.register(RenewalRules)
class RenewalRulesAdmin(OneRowRoom):
    """One row, so the list leads straight to it."""

    fields = ("notice_days", "grace_days")
