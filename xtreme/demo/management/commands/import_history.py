"""`manage.py import_history FILE`: replays another system's incident log, telling nobody (docs/import.md)."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from notifications import outbox
from subscriptions import tenancy
from subscriptions.refusals import Refusal
from xtreme.demo.history import destination, log
from xtreme.demo.history.replay import replay, settle


class Command(BaseCommand):
    help = "Replay the incident event log FILE at its own times, telling nobody; prints what became of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--customer", default="IMPORTED", help="number of the customer; made if missing")
        parser.add_argument("--product", default="IMPORTED", help="code of the product; made if missing")
        parser.add_argument("--region", default="nordic", help="support region of a customer that is made")
        parser.add_argument("--tier", default="XT", help="tier of a line that is made")
        parser.add_argument("--zone", default="UTC", help="time zone of the log's times")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            incidents = log.read(options["file"], ZoneInfo(options["zone"]))
            with tenancy.as_staff(), outbox.silence():
                place = destination.prepare(
                    incidents,
                    customer=options["customer"],
                    product=options["product"],
                    region=options["region"],
                    tier=options["tier"],
                )
                account = replay(incidents, place.customer, place.product)
                settle(place.customer, timezone.now())
        except ZoneInfoNotFoundError as error:
            raise CommandError(f"There is no time zone “{options['zone']}”.") from error
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(json.dumps(account.as_dict() | {"seconds": round(time.monotonic() - started, 1)}))
