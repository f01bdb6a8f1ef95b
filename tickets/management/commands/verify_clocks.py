"""Recompute every clock from its ledger and print each difference; exit 1 if there is any."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from subscriptions import tenancy
from tickets.models import Milestone
from tickets.verification import differences


class Command(BaseCommand):
    help = "Recompute every milestone from its entries and print each difference."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        with tenancy.as_staff():
            checked = Milestone.objects.count()
            for difference in differences():
                found += 1
                self.stdout.write(str(difference))
        if found:
            raise CommandError(f"{found} differences in {checked} milestones.")
        self.stdout.write(f"{checked} milestones, no difference.")
