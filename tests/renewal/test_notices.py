"""R26.2: reminders 120, 90, 30 and 7 days before the end, each once, whatever dies or runs twice."""

from datetime import date, timedelta

import pytest
import time_machine

from entitlements.renewal import notices, tasks
from entitlements.renewal.models import RenewalNotice
from notifications.models import Notification
from subscriptions.life.renewals import begin, reinstate, renew
from subscriptions.models import ProductLine, RenewalRules, Subscription
from tests import factories as make
from tests.tickets.moments import moment

pytestmark = pytest.mark.django_db

END = moment("2027-01-01 00:00 +01:00")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def customer():
    owner = make.staff("account_owner", name="Ida Holm", email="ida@xtreme.example")
    return make.customer(name="Havblik", account_owner=owner)


@pytest.fixture
def manager(customer):
    return make.contact(customer, "manager", name="Birthe Munk")


@pytest.fixture
def period(customer, manager):
    return begin(
        customer, date(2026, 1, 1), {make.product(): make.tier()}, None, moment("2026-01-01 10:00 +01:00")
    )


def beat(at):
    """What beat does at `at`."""
    for number in notices.due(at):
        notices.remind(number, at)


def told(period):
    return list(RenewalNotice.objects.filter(subscription=period).values_list("days", flat=True))


def test_r26_2_each_reminder_comes_at_midnight_of_its_day_in_the_customers_zone(period):
    for days in (120, 90, 30, 7):
        midnight = moment(
            f"{date(2027, 1, 1) - timedelta(days=days)} 00:00 +0{2 if days in (120, 90) else 1}:00"
        )
        beat(midnight - timedelta(seconds=1))
        before = told(period)
        beat(midnight)
        assert told(period) == [*before, days]
    assert told(period) == [120, 90, 30, 7]


def test_r26_2_managers_and_the_account_owner_are_told_by_mail_and_bell(customer, manager, period):
    make.contact(customer)
    beat(END - 30 * DAY)
    rows = set(Notification.objects.values_list("kind", "recipient__name", "channel"))
    assert rows == {
        ("renewal", "Birthe Munk", "email"),
        ("renewal", "Birthe Munk", "in_app"),
        ("renewal_due", "Ida Holm", "email"),
        ("renewal_due", "Ida Holm", "in_app"),
    }
    words = Notification.objects.filter(kind="renewal").first().context
    assert words == {
        "ends_on": "2026-12-31",
        "days": 30,
        "owner": "Ida Holm",
        "mail": "ida@xtreme.example",
        "declined_on": None,
        "body": "",
    }


def test_r26_2_without_a_manager_every_contact_is_told(customer, period):
    customer.memberships.all().delete()
    contact = make.contact(customer)
    beat(END - 30 * DAY)
    assert set(Notification.objects.filter(kind="renewal").values_list("recipient", flat=True)) == {
        contact.pk
    }


def test_r26_2_each_is_told_once_however_often_it_runs(period):
    for _run in range(3):
        notices.remind(period.pk, END - 30 * DAY)
        with time_machine.travel(END - 30 * DAY + HOUR, tick=False):
            tasks.remind_of_ends()
    assert told(period) == [30]
    assert Notification.objects.filter(kind="renewal", channel="email").count() == 1


def test_r26_2_row_and_mail_are_one_whatever_dies(period, monkeypatch):
    tell, calls = notices.tell, []

    def dies(*args, **words):
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        tell(*args, **words)

    monkeypatch.setattr(notices, "tell", dies)
    with pytest.raises(KeyboardInterrupt):
        notices.remind(period.pk, END - 30 * DAY)
    assert (told(period), Notification.objects.count()) == ([], 0)
    monkeypatch.setattr(notices, "tell", tell)
    beat(END - 30 * DAY)
    assert (told(period), Notification.objects.count()) == ([30], 4)


def test_r26_2_after_a_standstill_only_the_latest_is_sent(period):
    beat(END - 6 * DAY)
    beat(END - 5 * DAY)
    assert told(period) == [7]
    assert Notification.objects.get(kind="renewal", channel="email").context["days"] == 6


def test_r26_2_what_is_renewed_gets_none(period):
    renew(period, None, END - 100 * DAY)
    beat(END - 30 * DAY)
    assert told(period) == []


def test_r26_2_what_has_ended_gets_none_and_what_is_reinstated_its_own(period):
    beat(END)
    assert told(period) == []
    following = reinstate(period, None, END + 10 * DAY, joined=True)
    beat(following.ends_at - 7 * DAY)
    assert (told(period), told(following)) == ([], [7])


def test_r26_2_the_days_are_data(period):
    RenewalRules.objects.update_or_create(pk=1, defaults={"notice_days": [45]})
    beat(END - 90 * DAY)
    assert told(period) == []
    beat(END - 45 * DAY)
    assert told(period) == [45]


def test_r26_2_a_period_that_is_made_longer_is_reminded_of_its_new_end(period):
    beat(END - 30 * DAY)
    later = END + 200 * DAY
    Subscription.objects.update(ends_at=later)
    ProductLine.objects.update(ends_at=later)
    beat(later - 30 * DAY)
    assert told(period) == [30, 30]


def test_r26_2_reminding_asks_the_same_however_many_are_far_from_their_end(
    period, django_assert_max_num_queries
):
    for _each in range(5):
        make.line(make.customer(), make.product(), ends_at=END + 300 * DAY)
    with django_assert_max_num_queries(5):
        assert notices.due(END - 30 * DAY) == [period.pk]


def test_r26_2_what_is_renewed_between_the_look_and_the_reminder_gets_none(period):
    waiting = notices.due(END - 30 * DAY)
    renew(period, None, END - 30 * DAY)
    assert (waiting, notices.remind(period.pk, END - 30 * DAY)) == ([period.pk], False)
