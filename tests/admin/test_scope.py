"""Limiting one of the vendor's people to regions or products, and what follows from it in the admin."""

import pytest
from django.db import IntegrityError, transaction

from subscriptions.models import StaffMember, User
from tests import factories as make
from tests.admin.pages import marks, press, saved
from tests.duty.rosters import roster

pytestmark = pytest.mark.django_db


@pytest.fixture
def agnes():
    return make.staff("agent", "advisor", name="Agnes")


@pytest.fixture
def pacific():
    return make.region("pacific", "Australia/Melbourne", country="AU")


def page_of(person):
    return f"/admin/subscriptions/staffmember/{person.staff.pk}/change/"


def fresh(person):
    return User.objects.get(pk=person.pk)


def test_an_administrator_limits_a_person_and_lifts_the_limit(admin, agnes, pacific):
    product = make.product("ORV")
    assert not fresh(agnes).scope
    assert saved(press(admin, page_of(agnes), only_regions=[pacific.pk], only_products=[product.pk]))
    assert fresh(agnes).scope.regions == {pacific.pk}
    assert fresh(agnes).scope.products == {product.pk}
    assert "Pacific" in admin.get("/admin/subscriptions/staffmember/").content.decode()
    assert saved(press(admin, page_of(agnes), only_regions=None, only_products=None))
    assert not fresh(agnes).scope


def test_it_stands_in_the_history_and_so_in_the_audit_trail(admin, agnes, pacific):
    assert saved(press(admin, page_of(agnes), only_regions=[pacific.pk]))
    assert agnes.staff.history.latest("pgh_id").only_regions == [pacific.pk]


def test_who_sees_all_cannot_be_limited(admin, agnes, pacific):
    page = press(admin, page_of(agnes), roles=["administrator"], only_regions=[pacific.pk])
    assert marks(page)["only_regions"] == [
        "Administrators and auditors see all customers, so no limit can be set for them."
    ]
    assert page.context["adminform"].form.non_field_errors() == []
    assert fresh(agnes).roles == {"agent", "advisor"}
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffMember.objects.filter(user=agnes).update(roles=["auditor"], only_regions=[pacific.pk])


def test_a_limit_stays_when_its_product_is_deleted(admin, agnes):
    product = make.product("ORV")
    assert saved(press(admin, page_of(agnes), only_products=[product.pk]))
    key = product.pk
    product.delete()
    assert f"no longer there ({key})" in admin.get(page_of(agnes)).content.decode()
    assert saved(press(admin, page_of(agnes)))
    assert fresh(agnes).scope.products == {key}


def test_an_advisor_is_not_given_a_customer_that_she_would_not_see(admin, agnes, pacific):
    StaffMember.objects.filter(user=agnes).update(only_regions=[pacific.pk])
    customer = make.customer()
    row = {
        "advisor_assignments-TOTAL_FORMS": "1",
        "advisor_assignments-0-advisor": agnes.pk,
        "advisor_assignments-0-starts_on": "2026-01-01",
    }
    page = press(admin, f"/admin/subscriptions/customer/{customer.pk}/change/", **row)
    assert "Agnes is limited to other regions or products" in str(marks(page))
    assert not customer.advisor_assignments.exists()
    hers = make.customer(region=pacific)
    assert saved(press(admin, f"/admin/subscriptions/customer/{hers.pk}/change/", **row))


def test_who_advises_a_customer_is_not_limited_to_others(admin, agnes, pacific):
    customer = make.customer(name="Havblik")
    customer.advisor_assignments.create(advisor=agnes, starts_on="2026-01-01")
    page = press(admin, page_of(agnes), only_regions=[pacific.pk])
    assert "Agnes is the advisor or deputy of Havblik" in page.content.decode()
    assert not fresh(agnes).scope


def test_nobody_is_on_duty_for_a_region_that_she_does_not_see(admin, agnes, pacific):
    StaffMember.objects.filter(user=agnes).update(only_regions=[pacific.pk])
    for region, taken in ((make.region(), False), (pacific, True)):
        rota = roster(make.staff("agent"), region=region)
        row = {
            "places-TOTAL_FORMS": "2",
            "places-1-rotation": "1",
            "places-1-position": "2",
            "places-1-agent": agnes.pk,
        }
        page = press(admin, f"/admin/duty/roster/{rota.pk}/change/", **row)
        assert ("does not see the customers of this region" in page.content.decode()) == (not taken)
        assert rota.places.filter(agent=agnes).exists() == taken
