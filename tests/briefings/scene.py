"""Customers of every tier with their contacts, publishers and hosts, a recording and a session."""

from datetime import date, timedelta

from entitlements.briefings import planning, recording, seats
from entitlements.briefings.models import Session
from entitlements.briefings.planning import Plan
from entitlements.briefings.recording import Draft
from tests import factories as make
from tests.tickets.moments import moment

AT = moment("2026-11-25 12:00 +01:00")
STARTS = AT + timedelta(days=10)
LINK = "https://meet.example/payroll"
CAPTIONS = """WEBVTT

NOTE spoken by Emil

1
00:00:01.000 --> 00:00:04.000
Welcome to <i>year-end close</i>.

00:12:30.500 --> 00:12:34.000 align:start
Release the period lock
before you post &amp; close.
"""


def company(tier="XTP", product=None, ends_at=make.FAR_AHEAD, **fields):
    """A customer with one line of that tier, and a contact of hers."""
    made = make.customer(**fields)
    make.line(made, product or make.product("LGF", name="Ledgerkant Finance"), tier, ends_at=ends_at)
    return made, make.contact(made)


def publisher(**fields):
    return make.staff("publisher", **fields)


def host(**fields):
    return make.staff("agent", name=fields.pop("name", "Emil Bach"), **fields)


def wanted(**changes):
    words = {
        "title": "Ask the payroll team before the new tax year",
        "starts_at": STARTS,
        "minutes": 60,
        "capacity": 3,
        "link": LINK,
    }
    return Plan(**{"host": changes["host"] if "host" in changes else host()} | words | changes)


def session(by=None, at=AT, **changes):
    return planning.plan(wanted(**changes), by or publisher(), at)


def seated(found, tier="XTP", number=1, at=AT, **fields):
    """Somebody of a new customer who has signed up, with her customer."""
    customer, contact = company(tier, **fields)
    return seats.sign_up(found, customer, contact, number, at)


def fresh(found):
    return Session.objects.get(pk=found.pk)


def draft(**changes):
    words = {
        "title": "Year-end close in 40 minutes",
        "speakers": "Emil Bach",
        "recorded_on": date(2026, 11, 2),
        "length": "41:30",
        "link": "https://video.example/year-end",
        "captions": {"en": CAPTIONS},
        "chapters": "0:00 Welcome\n12:30 Closing the ledgers",
    }
    return Draft(**words | changes)


def recorded(by=None, at=AT, published=True, **changes):
    by = by or publisher()
    made = recording.keep(draft(**changes), by, at=at)
    return recording.publish(made, by, at) if published else made
