"""The leak table, walked by one of the vendor's people who is limited to another product: what leads to something
of the marked company is not there, and no page has a word of hers."""

import pytest

from subscriptions.models import ApiToken, StaffMember, User
from subscriptions.permissions import Role
from tests import factories as make
from tests.isolation.companies import MARK
from xtreme.isolation.addresses import addresses, row_of
from xtreme.isolation.expecting import OF_BOTH, OF_KEYS
from xtreme.isolation.finding import Between
from xtreme.isolation.marks import Marks
from xtreme.isolation.rows import Needs
from xtreme.isolation.table import TABLE
from xtreme.isolation.things import find
from xtreme.isolation.verification import Scene, _fields, _taken_back, _ways, _writing
from xtreme.isolation.visitors import Kind, Visitor
from xtreme.isolation.visits import Browser

pytestmark = pytest.mark.django_db
FOR_STAFF = (Needs.VENDOR, *OF_BOTH, *OF_KEYS)
REFUSED = (403, 404, 405)
# What the vendor publishes for everybody, and the community: a scope is of customers. There no page names the
# customer whose things hang on it.
PUBLISHED = (
    "article-",
    "release-",
    "briefings:",
    "community:",
    "downloads:",
    "knowledge:",
    "notifications:desk_alert",
    "notifications:ledger_export",
    "notifications:unacknowledged",
    "programmes:",
)


@pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD])
def test_the_table_leads_a_limited_person_to_nothing_of_another_product(own, other, role):
    with _taken_back():
        person = make.staff(role)
        StaffMember.objects.filter(user=person).update(only_products=[own.product.pk])
        person = User.objects.get(pk=person.pk)
        visitor = Visitor(Kind.VENDOR, person, ApiToken.issue(person, "test"), role)
        scene = Scene(find(Between(other.customer, own.customer)), Marks((MARK,), ""))
        wrong = {found for found in visits(visitor, scene, other.customer.name) if found}
    assert sorted(wrong) == []


def visits(visitor, scene, name):
    """Of each visit what is wrong with it, or nothing."""
    browser = Browser(visitor)
    for address in addresses():
        for row in row_of(address, TABLE):
            if row.needs not in FOR_STAFF:
                continue
            for method in {"GET", *_writing(address)} & set(row.methods):
                for way in _ways(address, row, scene, visitor):
                    fields = _fields(row, scene) if method != "GET" else {}
                    answer = browser.visit(method, address.filled(way["there"]), fields)
                    said = answer.text([*fields.values(), name] if row.name.startswith("community:") else [])
                    yield wrong_with(row, method, answer.status, said, name)


def wrong_with(row, method, status, said, name):
    published = row.name.startswith(PUBLISHED)
    there = row.of_a_customer and not published and status not in REFUSED
    if there or status >= 500 or (name if published else MARK) in said:
        return f"{row.name} {method} {status}{' with a mark' if MARK in said else ''}"
    return ""
