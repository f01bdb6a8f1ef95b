"""The numbers that are kept of programmes and training cards (R19.3, R21.2)."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from entitlements.programmes import applying, cards, counts
from entitlements.programmes.models import Programme, TrainingCard
from tests import factories as make
from tests.programmes.scene import AT, admitted, company, manager_of_programmes, programme

pytestmark = pytest.mark.django_db


def test_r19_3_places_taken_are_those_that_customers_hold():
    by = manager_of_programmes()
    found = programme(by)
    admitted(found, by)
    left = admitted(found, by)
    applying.withdraw(left, left.applied_by, AT)
    assert list(counts.differences()) == []
    Programme.objects.update(taken=2)
    assert list(counts.differences()) == [f"programme {found.pk}: 2 places taken, not 1"]
    with pytest.raises(CommandError):
        call_command("verify_counts")


def test_r21_2_the_balance_of_a_card_is_the_sum_of_its_entries():
    customer, _contact = company()
    owner = make.staff("account_owner")
    card = cards.issue(customer, "EA 1", date(2027, 12, 31), owner, AT)
    cards.buy(card, 40, owner, at=AT)
    cards.spend(card, 15, owner, "Year-end course", at=AT)
    assert list(counts.differences()) == []
    TrainingCard.objects.update(balance=40)
    assert list(counts.differences()) == ["training card EA 1: 40 units, not 25"]
