"""Prints a new private key for VAPID_PRIVATE_KEY."""

from typing import Any

from django.core.management.base import BaseCommand

from notifications.push import keys


class Command(BaseCommand):
    help = "Print a new private key by which push services know an installation, for VAPID_PRIVATE_KEY."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(keys.new())
