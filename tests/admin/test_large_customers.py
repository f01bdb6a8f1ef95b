"""W62: the page of a large customer opens, and what is typed on it is saved."""

import pytest

from subscriptions.models import Customer, InstalledSystem, Membership, User
from tests import factories as make
from tests.admin.pages import press, saved, typed

pytestmark = pytest.mark.django_db
MANY = 1_000


@pytest.fixture
def large():
    made = make.customer(name="Large")
    people = [User(email=f"p{number}@large.example", name=f"Person {number:04}") for number in range(MANY)]
    User.objects.bulk_create(people)
    Membership.objects.bulk_create(
        Membership(customer=made, user=person, role="contact", started_at=make.LONG_AGO) for person in people
    )
    product = make.product()
    version = make.version(product)
    InstalledSystem.objects.bulk_create(
        InstalledSystem(customer=made, product=product, version=version, site=f"Site {number:04}")
        for number in range(60)
    )
    return made


def page_of(customer, number=1):
    return f"/admin/subscriptions/customer/{customer.pk}/change/?memberships-page={number}"


def test_w62_a_customer_with_1_000_contacts_is_edited_page_by_page(admin, large):
    last = large.memberships.order_by("user__name").last()
    assert saved(press(admin, page_of(large), name="Larger"))
    assert saved(press(admin, page_of(large, 20), **{"memberships-49-has_left": "on"}))
    assert Customer.objects.get(pk=large.pk).name == "Larger"
    left = Membership.objects.exclude(ended_at=None).get()
    assert left == last


def test_w62_its_pages_show_every_contact_once(admin, large):
    kept = list(large.memberships.order_by("user__name").values_list("pk", flat=True))
    for number in (1, 2, 20):
        fields = typed(admin.get(page_of(large, number)))
        shown = [int(fields[f"memberships-{row}-id"]) for row in range(50)]
        assert shown == kept[50 * (number - 1) : 50 * number]
        assert "memberships-50-id" not in fields
