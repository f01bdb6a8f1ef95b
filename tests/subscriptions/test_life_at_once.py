"""R26: several administrators change one customer's subscription at the same moment: each move happens once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from entitlements.renewal import notices
from entitlements.renewal.models import RenewalNotice
from notifications.models import Notification
from subscriptions import tenancy
from subscriptions.life.refusals import AlreadyRenewed, CoveredAlready, LineNotInForce
from subscriptions.life.renewals import add_line, begin, renew
from subscriptions.life.tiers import upgrade
from subscriptions.models import ProductLine, Subscription
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 4


@pytest.fixture
def period():
    with tenancy.as_staff():
        customer = make.customer()
        make.contact(customer, "manager")
        first = (timezone.now() - timedelta(days=340)).date()
        return begin(customer, first, {make.product(): make.tier()}, None)


def at_once(act):
    """What each of AT_ONCE threads came to: the name of its refusal, or nothing."""

    def run(_number):
        try:
            with tenancy.as_staff():
                act()
        except (AlreadyRenewed, CoveredAlready, LineNotInForce) as refusal:
            return type(refusal).__name__
        else:
            return ""
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return sorted(threads.map(run, range(AT_ONCE)))


def test_renewing_at_once_makes_one_period(period):
    assert at_once(lambda: renew(period, None)) == ["", *["AlreadyRenewed"] * 3]
    with tenancy.as_staff():
        assert Subscription.objects.count() == 2


def test_upgrading_at_once_makes_one_line(period):
    with tenancy.as_staff():
        line, premium = period.lines.get(), make.tier("XTP")
    assert at_once(lambda: upgrade(line, premium, None)) == ["", *["LineNotInForce"] * 3]
    with tenancy.as_staff():
        assert ProductLine.objects.count() == 2


def test_adding_at_once_makes_one_line(period):
    with tenancy.as_staff():
        product, tier = make.product("FMP"), make.tier()
    assert at_once(lambda: add_line(period, product, tier, None)) == ["", *["CoveredAlready"] * 3]


def test_r26_2_workers_at_once_remind_once(period):
    at_once(lambda: notices.remind(period.pk))
    with tenancy.as_staff():
        assert RenewalNotice.objects.count() == 1
        assert Notification.objects.filter(kind="renewal", channel="email").count() == 1
