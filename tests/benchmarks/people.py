"""Gives a password to the people who sign in, and prints who they are and what they ask for as one line of JSON.

Run by itself: `python -m tests.benchmarks.people PASSWORD`.
"""

import json
import os
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

import django

from tests.benchmarks.works import FOUND, SEVERITY
from xtreme.demo.synthetic import words

COUNT = 8
SECRET = "JBSWY3DPEHPK3PXP"  # of their authenticator apps, which nobody asks: they sign in by a recovery code
INCIDENTS = 400
SEARCHES = 200
FILLS_A_PAGE = """
select count(*) >= %(page)s from (
  select from tickets_incidenttext join tickets_incident on id = incident_id
  where words @@ plainto_tsquery('simple', %(words)s) and severity = %(severity)s limit %(page)s
) as found
"""


def people(password: str) -> dict[str, Any]:
    """Agents who lead, with a recovery code each, managers of different companies with a product each that is
    covered now, open incidents, and words whose matches fill a page."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from subscriptions import tenancy
    from subscriptions.models import Membership, ProductLine, StaffMember, User
    from tickets.models import Incident

    now = timezone.now()
    with tenancy.as_staff():
        agents = User.objects.filter(is_active=True, staff__roles__contains=["agent"]).order_by("pk")[:COUNT]
        lines = ProductLine.objects.filter(starts_at__lte=now, ends_at__gt=now).order_by("customer", "pk")
        covered = list(lines.distinct("customer").values_list("customer", "product__code")[:COUNT])
        contacts = [
            (Membership.objects.active().filter(customer=customer).order_by("-role", "pk")[0].user, product)
            for customer, product in covered
        ]
        signing_in = [*(agent.pk for agent in agents), *(person.pk for person, _product in contacts)]
        User.objects.filter(pk__in=signing_in).update(password=make_password(password))
        StaffMember.objects.filter(user__in=list(agents)).update(roles=["agent", "lead"])
        for agent in agents:
            TOTP.activate(agent, SECRET)
        codes = [RecoveryCodes.activate(agent).generate_codes()[0] for agent in agents]
        return {
            "agents": [(agent.email, code) for agent, code in zip(agents, codes, strict=True)],
            "contacts": [(person.email, product) for person, product in contacts],
            "incidents": list(Incident.objects.in_work_order().values_list("pk", flat=True)[:INCIDENTS]),
            "searches": list(islice(filter(_fills_a_page, _pairs()), SEARCHES)),
        }


def _pairs() -> Iterator[str]:
    """Two words of titles that are there: the name of a thing, and what ails it."""
    for number in range(len(words.THINGS) * len(words.FAULTS)):
        thing = words.THINGS[(number + number // len(words.THINGS)) % len(words.THINGS)]
        yield f"{thing.split()[-1]} {words.FAULTS[number % len(words.FAULTS)].split()[-1]}"


def _fills_a_page(pair: str) -> bool:
    """So that as much is shown, however many incidents there are."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(FILLS_A_PAGE, {"page": FOUND, "words": pair, "severity": SEVERITY})
        return bool(cursor.fetchone()[0])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")
    django.setup()
    print(json.dumps(people(sys.argv[1])))
