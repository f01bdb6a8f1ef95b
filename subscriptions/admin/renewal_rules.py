"""When customers are reminded of an end, and how long open incidents are worked on after it (R26.2, R26.5)."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from subscriptions.administration.room import Room
from subscriptions.models import RenewalRules


@admin.register(RenewalRules)
class RenewalRulesAdmin(Room):
    """One row, so the list leads straight to it."""

    fields = ("notice_days", "grace_days")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        rules, _made = RenewalRules.objects.get_or_create(pk=1)
        return redirect(self.address_of(rules))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def kept_because(self, obj: RenewalRules) -> str:
        return _("There are always rules; change them instead.")
