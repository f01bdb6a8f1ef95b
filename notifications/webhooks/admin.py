"""The rules of webhooks. Webhooks themselves are on the managers' and administrators' own pages."""

from django.contrib import admin

from notifications.webhooks.models import WebhookRules
from subscriptions.administration.room import OneRowRoom


@admin.register(WebhookRules)
class WebhookRulesAdmin(OneRowRoom):
    """One row, so the list leads straight to it."""

    fields = ("per_customer", "overlap_hours", "at_once", "kept_days")
