"""Compare the ledger with who should have been told and print each difference; exit 1 if there is any."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from notifications.verification import differences
from subscriptions import tenancy


class Command(BaseCommand):
    help = "Compare the ledger with who should have been told and print each difference."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        with tenancy.as_staff():
            for difference in differences(timezone.now()):
                self.stdout.write(difference)
                found += 1
        if found:
            raise CommandError(f"{found} differences.")
        self.stdout.write("Everybody who should have been told was told.")
