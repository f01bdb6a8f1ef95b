"""What the upgrade of a customer with 2,000 open incidents takes, and what the queue feels of it (R26.1).

Run by itself: `python -m tests.benchmarks.upgrade [INCIDENTS]`; prints one line of JSON. It logs the incidents of a
customer by the verb, tells of what they missed since as beat does, upgrades her, and lets her incidents follow as
the worker does, a batch a transaction. Meanwhile another connection reads the first page of the queue and takes the
next incident, which it gives back.
"""

import json
import os
import sys
from datetime import datetime, timedelta
from typing import Any

import django

from tests.benchmarks.beside import worked_off

INCIDENTS = 2_000


def upgraded(number: int) -> dict[str, Any]:
    """Seconds of the upgrade with all that follows, and milliseconds of the queue beside it."""
    from django.urls import reverse
    from django.utils import timezone

    from subscriptions import tenancy
    from subscriptions.life.tiers import upgrade
    from subscriptions.models import Tier
    from tickets import following, reminders
    from tickets.models import Following, Milestone

    at = timezone.now()
    reverse("tickets:search")  # the addresses are read once a process
    with tenancy.as_staff():
        line = _logged(number, at - timedelta(days=2))
        while reminders.remind(at):
            pass
    took = worked_off(
        lambda: upgrade(line, Tier.objects.get(code="XTE"), None, at),
        lambda: following.go_on(timezone.now()),
    )
    with tenancy.as_staff():
        moved = Milestone.objects.running().filter(customer=line.customer_id, tier__code="XTE").count()
        followed = Following.objects.latest("pk").moved
    return {"open": number, "followed": followed, "milestones": moved} | took


def _logged(number: int, at: datetime) -> Any:
    """A line under Support whose customer, one of those with fewest, has that many more open incidents of its
    product."""
    from django.utils import timezone

    from entitlements.models import Severity
    from subscriptions.models import Customer, ProductLine
    from tickets.intake import NewIncident, log_incident

    known = ProductLine.objects.active(at).active(timezone.now())
    known = known.filter(tier__code="XT", customer__memberships__role="manager")
    old = known.select_related("customer", "product", "tier").order_by("-pk").first()
    customer = Customer.objects.get(pk=old.customer_id)
    contact = customer.memberships.select_related("user").first().user
    for each in range(number):
        log_incident(
            NewIncident(
                customer=customer,
                product=old.product,
                contact=contact,
                title=f"Posting stops no. {each}",
                description="It stops with error 4711.",
                severity=Severity.HIGH + each % 3,
            ),
            at + timedelta(seconds=each),
        )
    return old


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")
    django.setup()
    print(json.dumps(upgraded(int(next(iter(sys.argv[1:]), INCIDENTS)))))
