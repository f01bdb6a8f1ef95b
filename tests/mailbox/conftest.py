"""A contact of a covered company with an incident, and mails of hers."""

from pathlib import Path

import pytest

from tests import factories as make
from tests.tickets.moments import moment
from tickets.mailbox.taking import take_in

WEDNESDAY = moment("2026-11-25 09:00 +01:00")
LATER = moment("2026-11-25 10:00 +01:00")
CORPUS = Path(__file__).parent / "corpus"


@pytest.fixture
def mette():
    customer = make.customer(number="C-1001")
    make.line(customer, make.product("LGF"))
    return make.contact(customer, email="mette@nordlys.example", name="Mette Holm")


@pytest.fixture
def incident(mette):
    return make.incident(mette.memberships.get().customer, make.product("LGF"), at=WEDNESDAY, contact=mette)


def letter(
    body="It happens again.", *, sender="mette@nordlys.example", to="support@xtreme.example", **headers
):
    """The octets of a mail; header names with an underscore for their hyphen."""
    named = {"from": sender, "to": to, "subject": "Posting stops"} | headers
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items()]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def take(raw, at=LATER):
    return take_in(raw, at)


def corpus(name, incident):
    return (CORPUS / f"{name}.eml").read_bytes().replace(b"NUMBER", str(incident.pk).encode())
