"""One of the vendor's people who is limited to regions or products, on pages and by key."""

import pytest

from subscriptions.models import StaffMember, User
from tests import factories as make
from tests.desk.pages import signed_in
from tests.tickets.moments import moment

pytestmark = pytest.mark.django_db
AT = moment("2026-11-25 09:00 +01:00")


@pytest.fixture
def here():
    """An incident of the agent's region and product."""
    return make.incident(title="Posting stops here", at=AT)


@pytest.fixture
def elsewhere():
    """One of another region, and of another product."""
    region = make.region("pacific", "Australia/Melbourne", country="AU")
    customer = make.customer(name="Wattlebird", region=region)
    product = make.product("ORV")
    make.line(customer, product)
    return make.incident(customer, product, title="Printing stops there", at=AT)


def limited(person, *, regions=(), products=()):
    StaffMember.objects.filter(user=person).update(
        only_regions=[region.pk for region in regions], only_products=[product.pk for product in products]
    )
    return User.objects.get(pk=person.pk)


@pytest.fixture(params=["region", "product"])
def agent(request, here):
    person = make.staff("agent")
    if request.param == "region":
        return limited(person, regions=[here.customer.region])
    return limited(person, products=[here.product])


def test_nobody_is_limited_by_default(here, elsewhere):
    client = signed_in(make.staff("agent"))
    for incident in (here, elsewhere):
        assert client.get(f"/desk/incidents/{incident.pk}/").status_code == 200


def test_an_incident_outside_her_scope_does_not_exist_for_her(agent, here, elsewhere):
    client = signed_in(agent)
    assert client.get(f"/desk/incidents/{here.pk}/").status_code == 200
    assert client.get(f"/desk/incidents/{elsewhere.pk}/").status_code == 404
