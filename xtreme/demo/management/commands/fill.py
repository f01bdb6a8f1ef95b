"""`manage.py fill`: synthetic customers, incidents and articles in any amount, for measuring."""

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from subscriptions.refusals import Refusal
from xtreme.demo.synthetic.filling import fill


class Command(BaseCommand):
    help = "Fill in synthetic incidents and articles; prints one line of counts and seconds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--incidents", type=int, default=10_000)
        parser.add_argument("--customers", type=int, default=100)
        parser.add_argument("--articles", type=int, default=0)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--at", type=datetime.fromisoformat, help="the moment to fill for; default: now")
        parser.add_argument("--add", action="store_true", help="beside customers that are there")

    def handle(self, *args: Any, **options: Any) -> None:
        if min(options["incidents"], options["articles"]) < 0 or options["customers"] < 1:
            raise CommandError("--incidents and --articles are 0 or more, --customers 1 or more.")
        now = options["at"] or timezone.now()
        try:
            counts = fill(
                incidents=options["incidents"],
                customers=options["customers"],
                seed=options["seed"],
                articles=options["articles"],
                now=now if timezone.is_aware(now) else timezone.make_aware(now),
                add=options["add"],
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(json.dumps(counts))
