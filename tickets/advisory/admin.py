"""What an administrator sets of advising: when a customer is quiet, when owners of tasks are reminded. People,
meetings and plans are the desk's."""

from django.contrib import admin

from subscriptions.administration.room import OneRowRoom
from tickets.advisory.models import AdvisoryRules


@admin.register(AdvisoryRules)
class AdvisoryRulesAdmin(OneRowRoom):
    """One row, so the list leads straight to it."""

    fields = ("quiet_days", "task_days")
