"""A programme with its product manager, and customers of every tier who apply."""

from datetime import date, timedelta

from entitlements.programmes import applying, deciding, taking_part, writing
from entitlements.programmes.applying import Wish
from entitlements.programmes.writing import Draft, Terms
from subscriptions.models import InstalledSystem
from tests import factories as make
from tests.tickets.moments import moment

AT = moment("2026-11-25 12:00 +01:00")
FIRST_UNTIL, OPEN_UNTIL = date(2026, 12, 10), date(2026, 12, 31)
AFTER_ELITE = moment("2026-12-11 00:00 +01:00")
CLOSED = moment("2027-01-01 00:00 +01:00")
BEGINS, ENDS = moment("2026-07-01 00:00 +02:00"), moment("2027-07-01 00:00 +02:00")
NEXT_ENDS = moment("2028-07-01 00:00 +02:00")
REASON = "A large site with voice picking"
AGREEMENT = "Test data only. Feedback on every build."


def product():
    return make.product("STH", name="Stakhus Warehouse")


def manager_of_programmes(**fields):
    return make.staff("product_manager", **fields)


def terms(**changes):
    words = {
        "capacity": 2,
        "applications_until": OPEN_UNTIL,
        "elite_first_until": FIRST_UNTIL,
        "runs_from": date(2027, 1, 11),
        "runs_to": date(2027, 4, 30),
        "about": "Voice picking and a new roaming of scanners.",
    }
    return Terms(**words | changes)


def draft(**changes):
    words = {
        "title": "Stakhus 9 beta",
        "kind": "beta",
        "product": product(),
        "effort": "Two people, two days a month",
        "terms": changes.pop("terms", None) or terms(),
        "business": ["A warehouse in daily operation"],
        "stated": ["A separate wireless network for scanners"],
        "looked_up": ["installed"],
    }
    return Draft(**words | changes)


def programme(by=None, at=AT, **changes):
    """A published one."""
    by = by or manager_of_programmes()
    made = writing.keep(draft(**changes), by, at=at)
    writing.write_agreement(made, AGREEMENT, by, at)
    return writing.publish(made, by, at)


def company(tier="XTE", begins=make.LONG_AGO, ends=make.FAR_AHEAD, version="8.0", **fields):
    """A customer with that tier on the product, which she has installed, and a contact."""
    made = make.customer(**fields)
    make.line(made, product(), tier, begins, ends)
    InstalledSystem.objects.create(customer=made, product=product(), version=make.version(product(), version))
    return made, make.contact(made)


def wish(found, customer, contact, met=True, **changes):
    stated = [each for each in found.requirements.all() if not each.is_looked_up]
    words = {
        "interest": "We want voice picking",
        "people": [contact],
        "answers": {each.pk: met for each in stated},
    }
    return Wish(programme=found, customer=customer, contact=contact, **words | changes)


def applied(found, tier="XTE", at=AT, met=True, **fields):
    """The application of a new customer."""
    customer, contact = company(tier, **fields)
    return applying.apply(wish(found, customer, contact, met), at).application


def admitted(found, by=None, at=AT, **fields):
    """A customer who takes part, and whose manager has accepted the agreement."""
    made = deciding.accept(applied(found, at=at, **fields), by or manager_of_programmes(), REASON, at)
    manager = make.contact(made.customer, "manager")
    taking_part.accept_agreement(made, taking_part.in_force(made), manager, at)
    return made


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def later(days):
    return AT + timedelta(days=days)
