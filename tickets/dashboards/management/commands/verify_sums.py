"""Count what dashboards show over all rows and print each sum that is kept differently; exit 1 if there is any."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from subscriptions import tenancy
from tickets.dashboards.counting import differences


class Command(BaseCommand):
    help = "Count what dashboards show over all rows and print each sum that is kept differently."

    def handle(self, *args: Any, **options: Any) -> None:
        with tenancy.as_staff():
            found = differences()
        for difference in found:
            self.stdout.write(difference)
        if found:
            raise CommandError(f"{len(found)} differences.")
        self.stdout.write("Every sum is what is counted.")
