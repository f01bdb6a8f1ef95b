"""Fills an installation with the demo: each room's part in turn. Run again, it changes nothing and tells nobody.

A room that is added later brings a module with `fill(now)` and takes its place in ROOMS.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from entitlements import starting_data
from notifications import outbox
from subscriptions import starting_data as people_and_places
from subscriptions.models import Customer, User
from subscriptions.refusals import Refusal
from tickets.models import Incident
from xtreme.demo import (
    advisory,
    alerts,
    briefings,
    community,
    contacts,
    customers,
    downloads,
    duty,
    events,
    incidents,
    knowledge,
    mail_in,
    people,
    phone,
    policies,
    products,
    programmes,
    regions,
    remote_access,
    renewals,
    reviews,
    saved_replies,
    upgrades,
    webhooks,
)
from xtreme.demo.moments import Now

ROOMS = (
    regions,
    people,
    duty,
    products,
    customers,
    contacts,
    renewals,
    events,
    incidents,
    phone,
    remote_access,
    mail_in,
    alerts,
    knowledge,
    community,
    downloads,
    webhooks,
    policies,
    briefings,
    advisory,
    reviews,
    programmes,
    upgrades,
    saved_replies,
)


class OtherCustomers(Refusal):
    """The demo would mix with somebody's data."""

    code = "other_customers"
    sentence = _(
        "The demo is left as it is: this installation has customers that are not the demo's ({names}). "
        "`manage.py fill_demo --force` fills it in beside them."
    )


class PasswordMissing(Refusal):
    """Known passwords exist in the embedded demo only."""

    code = "password_missing"
    sentence = _("Give the password of the demo's accounts with --password.")


def fill(at: datetime, password: str, *, force: bool = False) -> dict[str, int]:
    """Fill what is missing as of the moment `at`; returns how much there is now. Acts as the role it is called in.

    Raises OtherCustomers, unless `force`; PasswordMissing.
    """
    if not password:
        raise PasswordMissing
    others = Customer.objects.exclude(number__in=customers.NUMBERS)
    if not force and (names := list(others.values_list("name", flat=True)[:3])):
        raise OtherCustomers(names=", ".join(names))
    people_and_places.load(at.date())
    starting_data.load()
    with outbox.silence():
        for room in ROOMS:
            room.fill(Now(at))
    people.give_passwords(password)
    return {
        "customers": Customer.objects.count(),
        "people": User.objects.count(),
        "incidents": Incident.objects.count(),
    }
