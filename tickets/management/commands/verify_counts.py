"""Count the lists of the desk anew and print each number that is kept differently; exit 1 if there is any."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from subscriptions import tenancy
from tickets.desk.counts import differences


class Command(BaseCommand):
    help = "Count the lists of the desk and print each number that is kept differently."

    def handle(self, *args: Any, **options: Any) -> None:
        with tenancy.as_staff():
            found = differences()
        for difference in found:
            self.stdout.write(difference)
        if found:
            raise CommandError(f"{len(found)} differences.")
        self.stdout.write("Every list has as many incidents as is kept.")
