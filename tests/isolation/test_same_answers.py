"""Another customer's data change nothing that a contact reads."""

import re

import pytest
from django.test import override_settings

from subscriptions.models import ApiToken, StaffMember
from tests import factories as make
from tests.isolation.companies import WORD, company, mark_all_texts
from tests.isolation.paths import paths
from tests.isolation.planting import briefings, programmes
from xtreme.isolation.finding import Between
from xtreme.isolation.rows import Needs
from xtreme.isolation.things import find
from xtreme.isolation.verification import SETTINGS
from xtreme.isolation.visitors import Kind as Who
from xtreme.isolation.visitors import Visitor
from xtreme.isolation.visits import Browser

pytestmark = pytest.mark.django_db
OF_MANAGERS = {Needs.MANAGER, Needs.MANAGER_OR_VENDOR, Needs.KEY_OF_MANAGER}
OF_COMPANIES = set(Needs) - {Needs.VENDOR, Needs.ADMINISTRATOR, Needs.DEMO, Needs.LINK}
# An export's own row in the audit trail: its number, and when the database wrote it.
OF_THE_EXPORT = re.compile(r"^\d+,[\d:+ -]+,Data exported,.*$", re.MULTILINE)
# Of sessions and topics, which all customers read: seats that are free, and how many customers ask. Of the queue,
# her own place in it (R9).
OF_EVERYBODY = re.compile(
    r'\d+ seats? free|\d+ of \d+ taken|"free":\s?\d+|\d+ customers? asks? for it|data-label="Customers who ask">\d+'
    r"|It stands at place \d+"
)


def test_what_a_contact_reads_is_the_same_with_and_without_another_customers_data():
    """Every list, number, search and page of hers: to the letter, and by the same statements."""
    for role in StaffMember.Role:
        make.staff(role)
    for code in (
        "VDL",
        "ORV",
        "LGF",
    ):  # the newest topic is hers: another voice for one before it moves nothing
        make.version(make.product(code))
        briefings.offer(code)
        programmes.offer(code)
    own = company("LGF")
    things = {kind: str(thing) for kind, thing in find(Between(own.customer, make.customer())).items()}
    with override_settings(**SETTINGS):
        readers = [
            (Browser(Visitor(kind, person, ApiToken.issue(person, "test"))), needs)
            for kind, person, needs in (
                (Who.CONTACT, own.contact, OF_COMPANIES - OF_MANAGERS),
                (Who.MANAGER, own.manager, OF_MANAGERS),
            )
        ]
        before = pages_of(readers, things)
        other = company("ORV", marked=True)
        mark_all_texts(other.customer)
        after = pages_of(readers, things)
    assert before.keys() == after.keys()
    differing = [address for address in before if before[address] != after[address]]
    assert differing == [], "\n".join(map(str, differing))
    assert len(before) > 80


def pages_of(readers, things):
    """What each of them is given, by the address."""
    found = {}
    for browser, needs in readers:
        for path in paths(needs, things, WORD):
            answer = browser.visit("GET", path)
            assert answer.status < 500, path
            text = OF_EVERYBODY.sub("", OF_THE_EXPORT.sub("", answer.without(())))
            found[path] = text, answer.statements
    return found
