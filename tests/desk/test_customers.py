"""R6.2: the page of one customer at the desk."""

import re
from datetime import date

import pytest

from subscriptions.models import AdvisorAssignment
from tests import factories as make
from tests.desk.pages import LATER, WEDNESDAY, get, signed_in, text
from tickets.desk.views import customers

pytestmark = pytest.mark.django_db
PAGE = "/desk/customers/C-1001/"


@pytest.fixture
def customer():
    return make.customer(number="C-1001")


def test_r6_2_it_lists_as_many_open_incidents_as_it_says(desk, customer, monkeypatch):
    monkeypatch.setattr(customers, "SHOWN", 2)
    for _number in range(2):
        make.incident(customer, at=WEDNESDAY)
    whole = text(get(desk, PAGE))
    assert "are shown." not in whole
    make.incident(customer, at=WEDNESDAY)
    page = text(get(desk, PAGE))
    assert "The first 2 are shown." in page
    assert len(set(re.findall(r'class="t" href="/desk/incidents/(\d+)/', page))) == 2


@pytest.mark.parametrize(("tier", "linked"), [("XT", False), ("XTP", False), ("XTE", True)])
def test_r25_1_it_leads_to_the_services_that_the_subscription_includes(desk, customer, tier, linked):
    """It led an agent to the reviews, upgrade plans and training of a customer who has none of them."""
    make.line(customer, make.product("LGF"), tier)
    page = get(desk, PAGE, LATER).content.decode()
    for address in ("advisor/customers", "reviews/customers", "education"):
        assert (f'href="/desk/{address}/C-1001/"' in page) is linked
    assert ("More about this customer" in page) is linked


@pytest.mark.parametrize(
    ("role", "tier", "offered"), [("agent", "XTE", False), ("lead", "XTE", True), ("lead", "XT", False)]
)
def test_r22_1_an_upgrade_is_offered_to_plan_where_she_may_plan_one(customer, role, tier, offered):
    """An agent was led to a page that refused her, and so was a lead of a customer without the service."""
    make.line(customer, make.product("LGF"), tier)
    client = signed_in(make.staff(role))
    for page in (PAGE, "/desk/advisor/customers/C-1001/"):
        shown = get(client, page, LATER).content.decode()
        assert ('href="/desk/upgrade-plans/new/C-1001/"' in shown) is offered, page


def test_r22_1_the_advisor_is_offered_to_plan_an_upgrade(customer):
    make.line(customer, make.product("LGF"), "XTE")
    advisor = make.staff("advisor")
    AdvisorAssignment.objects.create(customer=customer, advisor=advisor, starts_on=date(2026, 1, 1))
    assert 'href="/desk/upgrade-plans/new/C-1001/"' in get(signed_in(advisor), PAGE, LATER).content.decode()
