"""What an administrator sets of the hand-over. Hand-overs and objections are the desk's."""

from django.contrib import admin

from subscriptions.administration.room import OneRowRoom
from tickets.consulting.models import ConsultingRules


@admin.register(ConsultingRules)
class ConsultingRulesAdmin(OneRowRoom):
    """One row, so the list leads straight to it."""

    fields = ("objection_days",)
