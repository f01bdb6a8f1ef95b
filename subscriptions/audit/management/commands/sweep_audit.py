"""Remove rows of the audit trail that are older than the rules keep them; prints one JSON line."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from subscriptions.audit import sealing, sweeping


class Command(BaseCommand):
    help = "Remove rows of the audit trail that are older than the rules keep them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would be removed.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            with sealing.chain():
                found = sweeping.expired()
        else:
            found = sweeping.sweep()
        line = {
            "removed": 0 if options["dry_run"] else found.rows,
            "would_remove": found.rows,
            "to_position": found.position,
            "from": found.first_at.isoformat() if found.rows else None,
            "to": found.last_at.isoformat() if found.rows else None,
        }
        self.stdout.write(json.dumps(line))
