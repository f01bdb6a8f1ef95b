"""Every form of the product, sent empty and with only what it asks for: what is refused is not called optional, and
the sentence says what is wanted."""

import pytest

from subscriptions.models import StaffMember
from tests.fuzz.left_empty import refused, sheets_of
from tests.fuzz.test_forms import OF_CONTACTS, OF_THE_VENDOR
from tests.isolation.paths import paths
from xtreme.isolation.visitors import Kind, Visitor
from xtreme.isolation.visits import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed_in_by_the_database")]

Role = StaffMember.Role
NOTHING_SAID = "This field is required."
OF_A_LIBRARY = "/accounts/"  # forms of allauth, with its words


def sheets(browser, needs, things):
    by_key = {}
    for page in paths(needs, things, "posting"):
        answer = browser.visit("GET", page)
        for sheet in sheets_of(page, answer.body) if "text/html" in answer.headers else ():
            by_key.setdefault(sheet.key, sheet)
    return list(by_key.values())


def wrong(browser, found):
    """Each field that is refused although it is called optional, or without a word about what is wanted."""
    for sheet in found:
        address = (
            sheet.action if sheet.action.startswith("/") else sheet.page.partition("?")[0] + sheet.action
        )
        for way, typed in (("empty", sheet.left()), ("filled in", sheet.filled())):
            for label, said, optional in refused(browser.visit("POST", address, typed).body):
                if optional or (said == NOTHING_SAID and not address.startswith(OF_A_LIBRARY)):
                    yield f"{address} {way}: {label}: {said}"


def test_what_the_portal_refuses_it_asks_for(own, things):
    browser = Browser(Visitor(Kind.MANAGER, own.manager))
    found = sheets(browser, OF_CONTACTS, things)
    assert len(found) > 40
    faults = sorted(set(wrong(browser, found)))
    assert not faults, "\n".join(faults)


def test_what_the_desk_refuses_it_asks_for(vendor, things):
    person = vendor[Role.LEAD]
    StaffMember.objects.filter(user=person).update(
        roles=[role for role in Role.values if role != Role.AUDITOR]
    )
    browser = Browser(Visitor(Kind.VENDOR, person))
    found = sheets(browser, OF_THE_VENDOR, things)
    assert len(found) > 60
    faults = sorted(set(wrong(browser, found)))
    assert not faults, "\n".join(faults)
