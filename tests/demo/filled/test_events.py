"""The demo's special events (DEMO.md, 4 and 10)."""

from datetime import date, timedelta

import pytest

from entitlements import answers
from entitlements.special_events import requesting
from entitlements.special_events.models import EventStep, SpecialEvent
from subscriptions.models import Customer, Membership, Product
from subscriptions.refusals import Refusal
from tests.demo.moment import T
from xtreme.demo.contacts import GWEN
from xtreme.demo.customers import NORDLYS, PRAIRIE_LANTERN, WATTLEBIRD


def test_r23_3_nordlys_waits_for_the_answer_to_the_first_weekend_with_notice_enough():
    """R23.5: of its two products the modified one was left out."""
    event = SpecialEvent.objects.get(customer__number=NORDLYS)
    assert event.state == "asked"
    assert timedelta(days=14) < event.starts_at - T < timedelta(days=22)
    assert [each.product.code for each in event.products.all()] == ["LGF"]


def test_r23_17_prairie_lantern_has_used_its_weekend_and_reads_the_report():
    customer = Customer.objects.get(number=PRAIRIE_LANTERN)
    event = SpecialEvent.objects.get(customer=customer)
    assert timedelta(days=14) < T - event.ends_at < timedelta(days=28)
    assert event.report
    assert event.contacts_exchanged_at < event.starts_at
    assert event.steps.count() == len(EventStep.Kind)
    assert answers.may(customer, "special_events", None, T).code == "event_used"


def test_r23_3_wattlebird_is_refused_with_11_days_notice():
    gwen = Membership.objects.get(user__email=GWEN)
    wish = requesting.Wish(
        customer=Customer.objects.get(number=WATTLEBIRD),
        contact=gwen.user,
        day=date(2026, 12, 5),
        products=list(Product.objects.filter(code="ORV")),
        purpose="migration",
        english_contact=gwen,
    )
    with pytest.raises(Refusal) as raised:
        requesting.ask(wish, T)
    assert raised.value.code == "event_notice"
