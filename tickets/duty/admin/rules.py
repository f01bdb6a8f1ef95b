"""After how many minutes a page goes on."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from subscriptions.administration.room import Room
from tickets.duty.models import DutyRules


@admin.register(DutyRules)
class DutyRulesAdmin(Room):
    """One row, so the list leads straight to it."""

    fields = ("first_minutes", "then_minutes")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        rules, _made = DutyRules.objects.get_or_create(pk=1)
        return redirect(self.address_of(rules))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def kept_because(self, obj: DutyRules) -> str:
        return _("There are always rules; change them instead.")
