"""What happens to mail that does not say enough."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from subscriptions.administration.room import Room
from tickets.mailbox.models import MailboxRules


@admin.register(MailboxRules)
class MailboxRulesAdmin(Room):
    """One row, so the list leads straight to it."""

    fields = ("unknown_senders", "severity", "mails_per_hour")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        rules, _made = MailboxRules.objects.get_or_create(pk=1)
        return redirect(self.address_of(rules))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def kept_because(self, obj: MailboxRules) -> str:
        return _("There are always rules; change them instead.")
