"""The order of a product's versions."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from subscriptions.models import InstalledSystem, ProductVersion
from subscriptions.versions import lies_within, place
from tests import factories as make

IN_ORDER = [
    "7",
    "7.2",
    "7.2 SP1",
    "7.2 SP2",
    "7.2 SP10",
    "7.2.1",
    "9.4",
    "10.0",
    "2026.1",
    "2026.2",
    "2026.10",
]


def test_versions_stand_by_their_numbers_not_by_their_letters():
    """R1.8"""
    assert sorted(set(IN_ORDER), key=place) == IN_ORDER


def test_a_range_has_both_its_ends_and_is_open_where_one_is_missing():
    assert [name for name in IN_ORDER if lies_within(name, "7.2 SP1", "9.4")] == IN_ORDER[2:7]
    assert [name for name in IN_ORDER if lies_within(name, None, "7.2")] == IN_ORDER[:2]
    assert [name for name in IN_ORDER if lies_within(name, "2026.1", None)] == IN_ORDER[8:]


@given(some.text(max_size=20), some.text(max_size=20))
def test_whatever_versions_are_called_one_stands_before_the_other_or_both_stand_alike(one, other):
    assert (place(one) < place(other)) + (place(other) < place(one)) + (place(one) == place(other)) == 1


@pytest.mark.django_db
def test_versions_are_listed_by_their_numbers_the_newest_first_r2_1():
    product = make.product()
    for name in ("9.1", "10.2", "10.0", "7.2", "7.2 SP1", "2026.1", "beta", "99999999999999999999"):
        make.version(product, name)
    listed = ["99999999999999999999", "2026.1", "10.2", "10.0", "9.1", "7.2 SP1", "7.2", "beta"]
    assert [each.name for each in ProductVersion.objects.all()] == listed
    assert [each.name for each in ProductVersion.objects.newest_first()] == listed
    system = InstalledSystem.objects.create(
        customer=make.customer(), product=product, version=ProductVersion.objects.get(name="10.2")
    )
    assert list(InstalledSystem.objects.order_by("version")) == [system]
