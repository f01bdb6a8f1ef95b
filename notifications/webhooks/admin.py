"""The rules of webhooks. Webhooks themselves are on the managers' and administrators' own pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from notifications.webhooks.models import WebhookRules
from subscriptions.administration.room import Room


@admin.register(WebhookRules)
class WebhookRulesAdmin(Room):
    """One row, so the list leads straight to it."""

    fields = ("per_customer", "overlap_hours", "at_once", "kept_days")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        rules, _made = WebhookRules.objects.get_or_create(pk=1)
        return redirect(self.address_of(rules))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def kept_because(self, obj: WebhookRules) -> str:
        return _("There are always rules; change them instead.")
