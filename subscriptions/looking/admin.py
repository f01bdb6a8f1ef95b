"""How long a look may last."""

from django.contrib import admin

from subscriptions.administration.room import OneRowRoom
from subscriptions.looking.models import LookingRules


@admin.register(LookingRules)
class LookingRulesAdmin(OneRowRoom):
    """One row, so the list leads straight to it."""

    fields = ("see_as_minutes", "break_glass_minutes")
