"""What happens to mail that does not say enough."""

from django.contrib import admin

from subscriptions.administration.room import OneRowRoom
from tickets.mailbox.models import MailboxRules


@admin.register(MailboxRules)
class MailboxRulesAdmin(OneRowRoom):
    """One row, so the list leads straight to it."""

    fields = ("unknown_senders", "severity", "mails_per_hour")
