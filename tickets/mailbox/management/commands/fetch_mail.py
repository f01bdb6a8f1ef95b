"""Fetch what waits in the mailbox of MAILBOX_URL, as beat does."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tickets.mailbox.fetching import fetch


class Command(BaseCommand):
    help = "Take in the unseen mails of MAILBOX_URL."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAILBOX_URL:
            raise CommandError("Set MAILBOX_URL, such as imaps://user:password@mail.example.com/INBOX.")
        self.stdout.write(f"{fetch()} mails fetched")
