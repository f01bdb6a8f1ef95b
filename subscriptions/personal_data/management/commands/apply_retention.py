"""`manage.py apply_retention --dry-run`: what the rules of retention remove, a line of JSON a rule."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from subscriptions.personal_data import retention


class Command(BaseCommand):
    help = "Removes what has been kept for long enough; with --dry-run only says how much that is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="remove nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        for outcome in retention.apply(timezone.now(), dry=dry_run):
            line = {
                "rule": outcome.rule.code,
                "before": outcome.before and outcome.before.isoformat(),
                "would_remove" if dry_run else "removed": outcome.number,
            }
            self.stdout.write(json.dumps(line))
