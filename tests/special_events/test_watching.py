"""What happens by itself: reminders of both sides, lost Elite, unanswered requests, the tasks of the resource
(R23.15, R23.17)."""

from datetime import timedelta

import pytest

from entitlements import answers
from entitlements.special_events import scheduling
from entitlements.special_events.models import EventStep, Side, State
from entitlements.special_events.watching import watch
from notifications.kinds import KINDS
from notifications.mails import written
from notifications.models import Notification
from subscriptions.models import Membership, ProductLine, User
from tests import factories as make
from tests.desk.pages import get, signed_in, text
from tests.special_events.scene import AT, BEGINS, DAY, ENDS, FRIDAY_17, MONDAY_8, away, scene

pytestmark = pytest.mark.django_db
EARLY = FRIDAY_17 - 30 * DAY
MINUTE = timedelta(minutes=1)


@pytest.fixture
def nordlys():
    return scene()


def told(kind):
    return sorted(
        Notification.objects.filter(kind=kind, channel="in_app").values_list("recipient__name", flat=True)
    )


def to_tier(nordlys, code, at):
    """Another tier from `at` on, as a change in the middle of a period is entered."""
    line = ProductLine.objects.active(at).get(customer=nordlys.customer)
    ends, line.ends_at = line.ends_at, at
    line.save()
    return ProductLine.objects.create(
        customer=nordlys.customer,
        subscription=line.subscription,
        product=line.product,
        tier=make.tier(code),
        starts_at=at,
        ends_at=ends,
    )


def test_r23_15_both_sides_are_told_14_and_3_days_before_each_once(nordlys):
    nordlys.confirmed(at=EARLY)
    watch(FRIDAY_17 - 14 * DAY - MINUTE)
    assert told("event_reminder") == []
    for _run in range(5):
        watch(FRIDAY_17 - 14 * DAY)
    assert told("event_reminder") == ["Anders", "Mette"]
    assert told("event_reminder_staff") == ["Emil", "Line"]
    for _run in range(5):
        watch(FRIDAY_17 - 3 * DAY)
    assert told("event_reminder") == ["Anders", "Anders", "Mette", "Mette"]
    assert told("event_reminder_staff") == ["Emil", "Emil", "Line", "Line"]


def test_r23_15_after_a_standstill_the_nearest_reminder_alone_is_told_and_its_words_stay_true(nordlys):
    """Beat was off for two weeks: "in 14 days" would be wrong, beside "in 3 days" too, and in the bell the day
    after. It says the day."""
    nordlys.confirmed(at=EARLY)
    watch(FRIDAY_17 - 2 * DAY)
    assert told("event_reminder") == ["Anders", "Mette"]
    assert told("event_reminder_staff") == ["Emil", "Line"]
    for _run in range(3):
        watch(FRIDAY_17 - DAY)
    assert told("event_reminder") == ["Anders", "Mette"]
    row = Notification.objects.filter(kind="event_reminder", channel="email", recipient__name="Anders").get()
    words = [str(KINDS[row.kind].line(row.context)), *written(row).text.splitlines()]
    assert words[0] == "Reminder: your weekend of Saturday 12 December 2026"
    assert not [said for said in words if "days" in said]


def test_r23_15_in_the_place_of_who_has_left_the_customers_managers_are_told(nordlys):
    """A mail to who is no contact any more is set aside: nobody of hers knew of the weekend."""
    nordlys.confirmed(at=EARLY)
    make.contact(nordlys.customer, "manager", name="Maja")
    Membership.objects.filter(user=nordlys.contact).update(ended_at=EARLY)
    watch(FRIDAY_17 - 14 * DAY)
    assert told("event_reminder") == ["Anders", "Maja"]
    Membership.objects.filter(user=nordlys.english.user).update(ended_at=EARLY)
    watch(FRIDAY_17 - 3 * DAY)
    assert told("event_reminder") == ["Anders", "Maja", "Maja"]


def test_r23_15_what_was_passed_before_it_was_confirmed_is_not_told(nordlys):
    nordlys.confirmed(at=FRIDAY_17 - 14 * DAY)
    watch(FRIDAY_17 - 14 * DAY + MINUTE)
    assert told("event_reminder") == []


def test_r23_15_losing_elite_before_the_weekend_cancels_it_and_it_is_not_used(nordlys):
    event = nordlys.confirmed()
    to_tier(nordlys, "XTP", AT + DAY)
    watch(AT + DAY)
    event.refresh_from_db()
    assert (event.state, event.cancelled_side) == (State.CANCELLED, Side.LOST)
    assert told("event_cancelled") == ["Anders", "Mette"]
    assert told("event_cancelled_staff") == ["Emil", "Line"]
    to_tier(nordlys, "XTE", AT + 2 * DAY)
    assert answers.may(nordlys.customer, "special_events", None, AT + 2 * DAY).remaining == 1


def test_r23_15_an_asked_for_weekend_goes_too(nordlys):
    event = nordlys.ask()
    to_tier(nordlys, "XT", AT + DAY)
    watch(AT + DAY)
    event.refresh_from_db()
    assert event.cancelled_side == Side.LOST


def test_r23_15_the_reminder_says_when_the_subscription_will_not_have_it_by_then(nordlys):
    nordlys.confirmed(at=EARLY)
    to_tier(nordlys, "XT", FRIDAY_17 - DAY)
    watch(FRIDAY_17 - 14 * DAY)
    row = Notification.objects.filter(kind="event_reminder").first()
    assert row.context["loses_on"] == "2026-12-11"


def test_r23_15_losing_elite_in_the_weekend_takes_nothing_away(nordlys):
    event = nordlys.confirmed()
    to_tier(nordlys, "XT", FRIDAY_17 + DAY)
    watch(FRIDAY_17 + DAY)
    event.refresh_from_db()
    assert event.state == State.CONFIRMED


def test_a_request_that_nobody_answered_ends_when_its_weekend_comes(nordlys):
    event = nordlys.ask()
    watch(FRIDAY_17)
    event.refresh_from_db()
    assert event.cancelled_side == Side.UNANSWERED
    assert told("event_cancelled") == ["Anders", "Mette"]
    assert answers.may(nordlys.customer, "special_events", None, FRIDAY_17).remaining == 1


def test_r23_17_in_the_week_before_the_resource_is_asked_to_exchange_contact_lists(nordlys):
    nordlys.confirmed()
    watch(FRIDAY_17 - 7 * DAY - MINUTE)
    assert told("event_contact_lists") == []
    for _run in range(3):
        watch(FRIDAY_17 - 7 * DAY)
    assert told("event_contact_lists") == ["Emil"]


def test_r23_17_afterwards_the_resource_is_asked_for_the_report(nordlys):
    event = nordlys.confirmed()
    watch(FRIDAY_17)
    assert told("event_begun") == ["Emil"]
    for _run in range(3):
        watch(MONDAY_8)
    assert told("event_report_due") == ["Emil"]
    assert event.steps.count() == len(EventStep.Kind)


def test_r23_15_of_several_products_the_lost_one_alone_goes(nordlys):
    other = make.product("FMP")
    make.line(nordlys.customer, other, "XTE", BEGINS, ENDS)
    event = nordlys.confirmed(products=[nordlys.product, other])
    ProductLine.objects.filter(product=other).update(tier=make.tier("XTP"))
    watch(AT + DAY)
    event.refresh_from_db()
    assert event.state == State.CONFIRMED
    assert event.products.get(product=other).lost_at == AT + DAY


def test_r23_2_of_a_resource_who_leaves_or_is_away_then_the_advisor_is_told_once(nordlys):
    event = nordlys.confirmed()
    watch(AT)
    assert told("event_lacks_resource") == []
    gone = away(nordlys.resource, FRIDAY_17.date(), FRIDAY_17.date())
    for _run in range(2):
        watch(AT + MINUTE)
    assert told("event_lacks_resource") == ["Line"]
    page = get(signed_in(nordlys.advisor), event.get_absolute_url(), AT + MINUTE)
    assert "Emil is out of office during that weekend. Name another support resource." in text(page)
    gone.delete()
    User.objects.filter(pk=nordlys.resource.pk).update(is_active=False)
    watch(AT + 2 * MINUTE)
    assert told("event_lacks_resource") == ["Line", "Line"]
    scheduling.change_resource(event, nordlys.advisor, make.staff("agent", name="Ruby"), AT + 3 * MINUTE)
    watch(AT + 4 * MINUTE)
    assert told("event_lacks_resource") == ["Line", "Line"]


def test_r23_6_where_the_english_speaking_contact_leaves_those_who_may_name_another_are_told_once(nordlys):
    event = nordlys.confirmed()
    make.contact(nordlys.customer, "manager", name="Maja")
    watch(AT)
    assert told("event_lacks_contact") == []
    Membership.objects.filter(user=nordlys.english.user).update(speaks_english=False)
    for _run in range(2):
        watch(AT + MINUTE)
    assert told("event_lacks_contact") == ["Maja", "Mette"]
    page = get(signed_in(nordlys.advisor), event.get_absolute_url(), AT + MINUTE)
    assert "Anders is no English-speaking contact of the customer any more." in text(page)
