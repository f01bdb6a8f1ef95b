"""How long the audit trail is kept, with what the next sweep would remove."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from subscriptions.administration.room import OneRowRoom
from subscriptions.audit import sweeping
from subscriptions.audit.models import AuditRules


@admin.register(AuditRules)
class AuditRulesAdmin(OneRowRoom):
    """One row, so the list leads straight to it."""

    fields = ("keep_days", "next_sweep")
    readonly_fields = ("next_sweep",)

    @display(description=gettext_lazy("The next sweep"))
    def next_sweep(self, rules: Any) -> str:
        found = sweeping.expired()
        if not found.rows:
            return _("It would remove nothing.")
        return _("It would remove %(rows)s rows.") % {"rows": found.rows}
