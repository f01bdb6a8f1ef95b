"""A signed-in contact of a covered company, and what she sends; shared by the tests of the portal."""

from html import unescape

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.tickets.moments import moment

WEDNESDAY = moment("2026-11-25 09:00 +01:00")
SATURDAY = moment("2026-11-28 10:00 +01:00")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def company(tier_code="XT", product=None, **fields):
    """A customer with one covered product."""
    made = make.customer(**fields)
    make.line(made, product or make.product(), tier_code)
    return made


def form(**fields):
    """What the form of a new incident sends."""
    return {
        "product": "LGF",
        "severity": "3",
        "kind": "fault",
        "title": "Posting stops",
        "description": "It stops with error 4711.",
    } | fields


def log(client, at=WEDNESDAY, **fields):
    with time_machine.travel(at, tick=False):
        return client.post("/incidents/new/", form(**fields))


def get(client, address, at=WEDNESDAY):
    with time_machine.travel(at, tick=False):
        return client.get(address)


def queries(visit):
    """How many queries a second visit takes; the first fills what a process keeps."""
    visit()
    with CaptureQueriesContext(connection) as captured:
        visit()
    return len(captured)


def text(response):
    """The words of a page, entities undone and white space folded."""
    return " ".join(unescape(response.content.decode()).split())
