"""R25: two who use up the last one at the same instant: one has it, the other gets the sentence."""

from datetime import UTC, date, datetime
from functools import partial

import pytest

from entitlements import allowances, answers
from entitlements.models import AllowanceUse
from entitlements.refusals import EventUsed
from subscriptions import tenancy
from tests import factories
from tests.notifications.telling import at_once

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)


def press(customer, number):
    try:
        with tenancy.as_staff():
            words = {"used_on": date(2026, 12, number), "reference": "weekend", "by": None, "at": AT}
            return allowances.use(customer, "special_events", **words)
    except EventUsed as refused:
        return refused


def test_eight_uses_of_the_last_one_at_once_give_one_and_seven_sentences():
    with tenancy.as_staff():
        customer = factories.customer()
        factories.line(customer, factories.product(), "XTE")
    pressed = at_once(*[partial(press, customer, number) for number in range(1, 9)])
    refused = [each for each in pressed if isinstance(each, EventUsed)]
    assert len(refused) == 7
    assert all("has been used" in str(each) for each in refused)
    with tenancy.as_staff():
        assert AllowanceUse.objects.count() == 1
        assert answers.may(customer, "special_events", None, AT).remaining == 0
