"""The demo's special event (DEMO.md, 4)."""

from datetime import timedelta

import pytest

from entitlements.special_events.models import SpecialEvent
from tests.demo.conftest import T
from xtreme.demo.customers import NORDLYS

pytestmark = pytest.mark.usefixtures("demo")


def test_r23_3_nordlys_waits_for_the_answer_to_the_first_weekend_with_notice_enough():
    """R23.5: of its two products the modified one was left out."""
    event = SpecialEvent.objects.get(customer__number=NORDLYS)
    assert event.state == "asked"
    assert timedelta(days=14) < event.starts_at - T < timedelta(days=22)
    assert [each.product.code for each in event.products.all()] == ["LGF"]
