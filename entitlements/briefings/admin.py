"""What an administrator sets of briefings: reminders, the join link, seats. Recordings, sessions and requests
are the desk's."""

from django.contrib import admin

from entitlements.briefings.models import BriefingRules
from subscriptions.administration.room import OneRowRoom


@admin.register(BriefingRules)
class BriefingRulesAdmin(OneRowRoom):
    """One row, so the list leads straight to it."""

    fields = ("link_minutes", "reminders", "most_seats")
