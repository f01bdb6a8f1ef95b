"""`manage.py fill_demo`: the demo in an empty installation. Run again, it changes nothing; beside
other customers it only says so and ends well, because `make run` calls it at every start."""

import json
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from subscriptions import tenancy
from subscriptions.refusals import Refusal
from xtreme.demo.fill import OtherCustomers, fill


class Command(BaseCommand):
    help = "Fill this installation with the demo: nine customers, the vendor's people, their incidents."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--password", default="", help="of the demo's accounts; known in the embedded demo"
        )
        parser.add_argument("--force", action="store_true", help="fill it in beside other customers")

    def handle(self, *args: Any, **options: Any) -> None:
        password = options["password"] or (settings.DEMO_PASSWORD if settings.DEMO else "")
        started = time.monotonic()
        try:
            with tenancy.as_staff():
                counts = fill(timezone.now(), password, force=options["force"])
        except OtherCustomers as refusal:
            self.stdout.write(str(refusal))
            return
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        seconds = round(time.monotonic() - started, 1)
        self.stdout.write(json.dumps(counts | {"seconds": seconds}))
