"""What happens to sessions by themselves: reminders, each once, with the entitlement asked first (R16.1,
R16.3)."""

from datetime import timedelta

import pytest

from entitlements.briefings import planning, reminding, seats
from entitlements.briefings.models import BriefingRules, SessionReminder, SignUp
from notifications import mails
from notifications.models import Notification
from subscriptions.models import Membership, ProductLine
from tests import factories as make
from tests.briefings.scene import AT, LINK, STARTS, fresh, publisher, seated, session, wanted

pytestmark = pytest.mark.django_db
DAY, HOUR = STARTS - timedelta(days=1), STARTS - timedelta(hours=1)


def seat_mail(person):
    return Notification.objects.get(kind="session_seat", recipient=person, channel="email")


def reminders(person):
    return Notification.objects.filter(kind="session_reminder", recipient=person, channel="email")


def test_r16_1_who_has_a_seat_is_reminded_a_day_and_an_hour_before_each_once():
    made = session(capacity=1)
    has, waits = seated(made), seated(made)
    assert not reminding.remind(made, DAY - timedelta(seconds=1))
    for instant in (DAY, DAY, DAY + timedelta(hours=2), HOUR, HOUR, STARTS - timedelta(minutes=1)):
        reminding.remind(made, instant)
    assert [row.context["minutes_before"] for row in reminders(has.user).order_by("pk")] == [1440, 60]
    assert not reminders(waits.user).exists()
    assert list(reminding.soon(DAY)) == [made]
    assert not reminding.soon(DAY - timedelta(minutes=1)).exists()


def test_r16_1_the_join_link_comes_with_the_last_reminder_alone():
    made = session()
    has = seated(made)
    for instant in (DAY, HOUR):
        reminding.remind(made, instant)
    assert [row.context["join"] for row in reminders(has.user).order_by("pk")] == ["", LINK]


def test_r16_1_who_gets_a_seat_after_the_last_reminder_gets_the_join_link_with_it():
    made = session(capacity=1)
    has, waits = seated(made), seated(made)
    assert seat_mail(has.user).context["join"] == ""
    reminding.remind(made, HOUR)
    seats.withdraw(made, has.user, HOUR + timedelta(minutes=10))
    mail = seat_mail(waits.user)
    assert mail.context["join"] == LINK
    said = mails.written(mail).text
    assert LINK in said
    assert "comes with the last reminder" not in said
    other = session(capacity=2)
    late = seated(other, at=HOUR)
    assert seat_mail(late.user).context["join"] == LINK


@pytest.mark.parametrize("first", [LINK, ""])
def test_r16_1_a_link_that_comes_after_the_last_reminder_reaches_who_has_a_seat(first):
    """They held a link that led nowhere, or were told that it comes with the reminder that had come."""
    made, other = session(link=first, capacity=2), "https://zoom.example/9"
    has, left, waits = seated(made), seated(made), seated(made)
    planning.give_link(made, made.host, first, DAY)
    reminding.remind(made, HOUR)
    left.customer.lines.update(tier=make.tier("XT"))
    for _twice in range(2):
        planning.give_link(made, made.host, other, HOUR + timedelta(minutes=30))
    told = list(reminders(has.user).order_by("pk"))
    assert [row.context["join"] for row in told] == [first, other]
    assert other in mails.written(told[-1]).text
    assert "The join link is another one now" in mails.written(told[-1]).text or not first
    assert reminders(left.user).count() == 1
    assert [row.context["join"] for row in reminders(waits.user)] == []
    assert seat_mail(waits.user).context["join"] == other  # who moved up for her who is not entitled any more


def test_r16_1_a_link_that_is_changed_before_the_last_reminder_comes_with_it():
    made = session()
    has = seated(made)
    planning.change(made, wanted(host=made.host, link="https://zoom.example/9"), made.host, DAY)
    assert not reminders(has.user).exists()


def test_r16_3_the_entitlement_is_asked_at_the_reminder():
    made = session(capacity=1)
    has, waits = seated(made), seated(made)
    ProductLine.objects.filter(customer=has.customer).update(tier=make.tier("XT"))
    reminding.remind(made, HOUR)
    assert not reminders(has.user).exists()
    assert SignUp.objects.get(pk=has.pk).state == "lost"
    assert reminders(waits.user).count() == 1


def test_r16_1_the_join_link_is_not_sent_to_who_has_left_her_company():
    made = session(capacity=1)
    has, waits = seated(made), seated(made)
    Membership.objects.filter(user=has.user).update(ended_at=HOUR)
    reminding.remind(made, HOUR)
    assert not reminders(has.user).exists()
    assert reminders(waits.user).get().context["join"] == LINK


def test_what_was_passed_while_nobody_looked_is_given_once():
    made = session()
    has = seated(made)
    reminding.remind(made, HOUR)
    reminding.remind(made, HOUR)
    assert [row.context["minutes_before"] for row in reminders(has.user)] == [60]
    assert SessionReminder.objects.count() == 2


def test_another_time_is_reminded_of_anew():
    made = session()
    has = seated(made)
    reminding.remind(made, DAY)
    planning.change(made, wanted(starts_at=STARTS + timedelta(days=3)), publisher(), DAY)
    reminding.remind(fresh(made), DAY + timedelta(days=3))
    assert reminders(has.user).count() == 2


def test_what_is_cancelled_or_has_begun_is_reminded_of_no_more():
    made, other = session(), session()
    has = seated(made)
    planning.cancel(made, publisher(), "The host is ill.", AT)
    assert not reminding.remind(made, HOUR)
    assert not reminding.remind(other, STARTS)
    assert not reminders(has.user).exists()


def test_when_people_are_reminded_is_data():
    BriefingRules.objects.create(pk=1, reminders=[30])
    made = session()
    has = seated(made)
    assert not reminding.remind(made, DAY)
    reminding.remind(made, STARTS - timedelta(minutes=30))
    assert reminders(has.user).get().context["join"] == LINK


def test_who_signed_up_after_a_reminder_was_due_is_not_given_it_late():
    made = session()
    early = seated(made)
    late = seated(made, at=DAY + timedelta(minutes=1))
    reminding.remind(made, DAY + timedelta(minutes=2))
    assert reminders(early.user).count() == 1
    assert not reminders(late.user).exists()
