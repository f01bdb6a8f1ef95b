"""Recompute the chain of the audit trail and print each difference; exit 1 if there is any."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from subscriptions.audit import sealing
from subscriptions.audit.models import Unsealed
from subscriptions.audit.verification import differences


class Command(BaseCommand):
    help = "Recompute the chain of the audit trail and print each difference."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head", metavar="POSITION:HASH", help="A seal as it was noted down: it must still be there."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for difference in differences(_noted(options["head"])):
            self.stdout.write(difference)
            found += 1
        if found:
            raise CommandError(f"{found} differences.")
        position, last = sealing.head()
        self.stdout.write(f"The chain is whole. Head {position}:{last}, unsealed {Unsealed.objects.count()}.")


def _noted(text: str | None) -> tuple[int, str] | None:
    if not text:
        return None
    position, _colon, noted = text.partition(":")
    if not (position.isascii() and position.isdigit() and noted):
        raise CommandError("Give the head as POSITION:HASH.")
    return int(position), noted
