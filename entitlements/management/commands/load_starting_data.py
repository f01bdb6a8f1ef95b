"""`manage.py load_starting_data`: what a new installation starts with. Run again, it changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from entitlements import starting_data
from entitlements.policies import starting_data as policies
from subscriptions import starting_data as people_and_places
from subscriptions import tenancy


class Command(BaseCommand):
    help = "Fill the tiers, regions, calendars, services, comparison, targets and policies that are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        with tenancy.as_staff():
            people_and_places.load(timezone.now().date())
            starting_data.load()
            policies.load(timezone.now())
