"""Count anew what is kept as a number, the lists of the desk and what other rooms keep, and print each that is kept
differently; exit 1 if there is any."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from subscriptions import kept_numbers, tenancy


class Command(BaseCommand):
    help = "Count what is kept as a number and print each that is kept differently."

    def handle(self, *args: Any, **options: Any) -> None:
        with tenancy.as_staff():
            found = kept_numbers.differences()
        for difference in found:
            self.stdout.write(difference)
        if found:
            raise CommandError(f"{len(found)} differences.")
        self.stdout.write("Every number is as it is kept.")
