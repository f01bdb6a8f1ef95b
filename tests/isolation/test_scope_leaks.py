"""The leak table, walked by one of the vendor's people who holds every role that a limit allows: what leads to
what is a customer's outside her scope is not there, no page has a word of it, and none of its rows is written."""

import pytest

from subscriptions import narrowing, tenancy
from subscriptions.models import ApiToken
from subscriptions.tenancy import TenantQuerySet
from tests import factories as make
from tests.isolation.companies import MARK, WORD
from tests.isolation.test_walls import run
from xtreme.isolation.marks import Marks
from xtreme.isolation.verification import verify
from xtreme.isolation.visitors import Kind, Visitor, scopes
from xtreme.isolation.visits import Browser

pytestmark = pytest.mark.django_db
MARKS = Marks((MARK,), WORD)


@pytest.fixture
def apart(other):
    """The marked company in a region of its own."""
    region = make.region("pacific", "Australia/Melbourne", country="AU")
    run("update subscriptions_customer set region_id = %s where id = %s", region.pk, other.customer.pk)
    other.customer.refresh_from_db()


def test_the_table_leads_a_limited_person_to_nothing_outside_her_scope(own, other, apart):
    """By region and by product, with every question that the table has and every form."""
    tried = verify(other.customer, own.customer, write=True, marks=MARKS, kinds={Kind.LIMITED})
    leaks = sorted({str(each) for each in tried if each.leak})
    assert leaks == [], "\n".join(leaks)
    assert {each.visitor.role for each in tried} == {"by region", "by product"}
    assert len(tried) > 500


def test_she_is_limited_to_what_the_other_customer_has_not(own, other, apart):
    """Where both have a region or all products in common, there is no limit of that kind to try."""
    found = scopes(other.customer, own.customer)
    assert found["by region"].regions == {own.customer.region_id}
    assert found["by product"].products == {own.product.pk}
    make.line(other.customer, own.product)
    assert list(scopes(other.customer, own.customer)) == ["by region"]


def test_what_a_forgotten_wall_shows_her_is_found(own, other, monkeypatch):
    become = tenancy.become_staff
    monkeypatch.setattr(tenancy, "become_staff", lambda by="", scope=None: become(by))
    monkeypatch.setattr(TenantQuerySet, "visible_to", lambda rows, user: rows.all())
    monkeypatch.setattr(narrowing, "includes", lambda scope, **_facts: True)
    tried = verify(
        other.customer, own.customer, write=False, marks=MARKS, kinds={Kind.LIMITED}, only="desk:incident"
    )
    assert {each.leak for each in tried} == {"it answers 200, expected 403, 404"}


@pytest.mark.parametrize("rooms", ["desk:", "phone:"])
def test_the_first_wall_alone_keeps_the_desk_within_her_scope(own, other, apart, monkeypatch, rooms):
    """Its lists, pages and exports, in a role that sees every customer."""
    become = tenancy.become_staff
    monkeypatch.setattr(tenancy, "become_staff", lambda by="", scope=None: become(by))
    tried = verify(other.customer, own.customer, write=False, marks=MARKS, kinds={Kind.LIMITED}, only=rooms)
    leaks = sorted({str(each) for each in tried if each.leak})
    assert leaks == [], "\n".join(leaks)
    assert tried


def test_what_she_writes_of_the_other_customer_is_found(own, other, vendor):
    """A verb that works as staff passes the walls."""
    key = ApiToken.issue(vendor["agent"], "test")
    browser = Browser(Visitor(Kind.LIMITED, vendor["agent"], key), watched=other.customer.pk)

    def followed(incident):
        return browser.visit("POST", f"/desk/incidents/{incident.pk}/follow/")

    assert followed(other.incident).written_there == ("tickets_follower",)
    assert followed(own.incident).written_there == ()
