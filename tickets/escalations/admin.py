"""What an administrator sets of escalations: how soon a request is answered. The requests are the desk's."""

from django.contrib import admin

from subscriptions.administration.room import OneRowRoom
from tickets.escalations.models import EscalationRules


@admin.register(EscalationRules)
class EscalationRulesAdmin(OneRowRoom):
    """One row, so the list leads straight to it."""

    fields = ("critical_minutes", "high_minutes", "other_days")
