"""A signed-in agent and what she presses; shared by the tests of the desk."""

import re
from html import unescape

import time_machine
from django.test import Client

from tests.tickets.moments import moment

WEDNESDAY = moment("2026-11-25 09:00 +01:00")
LATER = moment("2026-11-25 10:00 +01:00")
NUMBER = re.compile(r'class="t" href="/desk/incidents/(\d+)/"')


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def get(client, address, at=LATER):
    with time_machine.travel(at, tick=False):
        return client.get(address)


def post(client, address, at=LATER, **fields):
    with time_machine.travel(at, tick=False):
        return client.post(address, fields)


def text(response):
    """The words of a page, entities undone and white space folded."""
    return " ".join(unescape(response.content.decode()).split())


def numbers(response):
    """The incidents of a list, from the top."""
    return [int(number) for number in NUMBER.findall(response.content.decode())]
