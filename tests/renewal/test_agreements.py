"""R26: a customer's managers are told what is agreed about their subscription."""

from datetime import date, timedelta

import pytest

from entitlements.renewal.requests import answer, ask
from notifications.models import Notification
from subscriptions.life.renewals import add_line, begin, cancel_renewal, reinstate, renew
from subscriptions.life.tiers import downgrade, keep_tier, upgrade
from tests import factories as make
from tests.tickets.moments import moment

pytestmark = pytest.mark.django_db

BEGUN, END = moment("2026-01-01 10:00 +01:00"), moment("2027-01-01 00:00 +01:00")
DAY = timedelta(days=1)


@pytest.fixture
def customer():
    owner = make.staff("account_owner", name="Ida Holm", email="ida@xtreme.example")
    customer = make.customer(name="Havblik", account_owner=owner)
    make.contact(customer, "manager", name="Birthe Munk")
    make.contact(customer, name="Jonas Toft")
    return customer


@pytest.fixture
def period(customer):
    return begin(customer, date(2026, 1, 1), {make.product(): make.tier("XTP")}, None, BEGUN)


def told():
    """What was told, the first first: the kind of change, to whom."""
    rows = Notification.objects.filter(kind="subscription_changed", channel="email").order_by("pk")
    return [(row.context["change"]["kind"], row.recipient.name) for row in rows.select_related("recipient")]


def mail():
    return Notification.objects.filter(kind="subscription_changed", channel="email").latest("pk")


def test_r26_1_a_reinstated_subscription_is_told_to_the_manager_with_its_new_period(period):
    assert told() == []
    reinstate(period, None, END + 3 * DAY, joined=False)
    assert told() == [("reinstated", "Birthe Munk")]
    assert mail().context["change"]["facts"] == {
        "first": "2027-01-04",
        "last": "2028-01-03",
        "lines": ["Product LGF: Xtreme Premium Support"],
    }


def test_r26_a_renewal_and_its_end_are_told(period):
    renew(period, None, END - 60 * DAY)
    cancel_renewal(period, None, END - 50 * DAY)
    assert told() == [("renewed", "Birthe Munk"), ("renewal_cancelled", "Birthe Munk")]


def test_r26_1_r26_3_r26_4_tiers_and_products_are_told(period):
    line = period.lines.get()
    line = upgrade(line, make.tier("XTE"), None, BEGUN + DAY)
    downgrade(line, make.tier("XT"), None, BEGUN + 2 * DAY)
    keep_tier(line, None, BEGUN + 3 * DAY)
    add_line(period, make.product("ODV"), make.tier("XT"), None, BEGUN + 4 * DAY)
    kinds = [kind for kind, _name in told()]
    assert kinds == ["upgraded", "downgrade_planned", "downgrade_withdrawn", "line_added"]


def test_r26_1_what_was_asked_for_is_told_with_the_answer_alone(customer, period):
    asker = customer.memberships.get(user__name="Jonas Toft").user
    asked = ask(customer, make.product(), make.tier("XTE"), "Nights too, please", asker, BEGUN + DAY)
    answer(asked, customer.account_owner, "Gladly.", "granted", BEGUN + 2 * DAY)
    assert told() == []
    assert Notification.objects.filter(kind="upgrade_answered", recipient__name="Birthe Munk").exists()
