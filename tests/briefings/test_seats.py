"""Seats of a session and the waiting list, by the verbs (R16.1, R16.3)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from entitlements.briefings import attending, joining, planning, seats
from entitlements.briefings.models import BriefingRules, Session, SignUp
from entitlements.briefings.refusals import (
    FewerThanCame,
    LinkNotYet,
    NotSignedUp,
    SeatsTaken,
    SessionCancelled,
    SessionOver,
    SignedUpAlready,
    WrongSeats,
)
from entitlements.refusals import BriefingNeedsPremium, ProductNotCovered
from notifications.models import Notification
from subscriptions.models import Membership, ProductLine
from tests import factories as make
from tests.briefings.scene import AT, LINK, STARTS, company, fresh, publisher, seated, session, wanted

pytestmark = pytest.mark.django_db
SOON = STARTS - timedelta(minutes=10)


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("recipient", flat=True))


@pytest.mark.parametrize("tier", ["XTP", "XTE"])
def test_r16_3_any_active_premium_or_elite_line_entitles(tier):
    made = seated(session(), tier)
    assert made.is_seated
    assert told("session_seat") == {made.user_id}


def test_r16_3_a_customer_of_xtreme_support_is_refused_with_the_sentence_of_the_requirement():
    customer, contact = company("XT")
    with pytest.raises(BriefingNeedsPremium) as refused:
        seats.sign_up(session(), customer, contact, at=AT)
    assert str(refused.value) == (
        "Interactive briefings come with Xtreme Premium Support and Xtreme Elite Support."
        " The recording will be in the library, where you can watch it."
    )


def test_r16_3_the_product_need_not_be_covered_unless_the_host_says_so():
    other = make.product("LNT", name="Løntråd Payroll")
    assert seated(session(products=[other])).is_seated
    closed = session(products=[other], needs_cover=True)
    customer, contact = company()
    with pytest.raises(ProductNotCovered):
        seats.sign_up(closed, customer, contact, at=AT)
    make.line(customer, other, "XT")
    assert seats.sign_up(closed, customer, contact, at=AT).is_seated


def test_r16_1_a_full_session_gives_a_place_on_the_waiting_list():
    found = session(capacity=2)
    seated(found), seated(found)
    first, second = seated(found), seated(found)
    assert [first.state, second.state] == ["waiting", "waiting"]
    assert str(seats.full(second)) == "The session is full. You are no. 2 on the waiting list."
    assert seats.full(second).code == "session_full"


def test_r16_1_the_waiting_list_moves_up_on_a_withdrawal_in_order():
    found = session(capacity=1)
    has, first, second = seated(found), seated(found), seated(found)
    seats.withdraw(found, has.user, AT)
    assert [SignUp.objects.get(pk=each.pk).state for each in (has, first, second)] == [
        "withdrawn",
        "seated",
        "waiting",
    ]
    assert Notification.objects.filter(kind="session_seat", recipient=first.user, channel="email").exists()
    assert second.user_id not in told("session_seat")
    assert fresh(found).taken == 1


def test_r16_1_the_waiting_list_moves_up_when_the_capacity_is_raised():
    found = session(capacity=1)
    rows = [seated(found) for _number in range(4)]
    planning.change(found, wanted(capacity=3), publisher(), AT)
    assert [SignUp.objects.get(pk=row.pk).state for row in rows] == ["seated", "seated", "seated", "waiting"]


def test_nobody_is_overtaken_on_the_waiting_list():
    found = session(capacity=3)
    seated(found, number=2)
    three = seated(found, number=3)
    one = seated(found)
    assert [three.state, one.state] == ["waiting", "waiting"]
    seats.change_seats(found, three.user, 1, AT)
    assert SignUp.objects.get(pk=three.pk).is_seated
    assert not SignUp.objects.get(pk=one.pk).is_seated


def test_r16_3_who_lost_the_entitlement_makes_room_and_is_told_why():
    found = session(capacity=1)
    has, waits = seated(found, ends_at=AT + timedelta(days=2)), seated(found)
    assert seats.release_lost(found, AT + timedelta(days=1)) == 0
    assert seats.release_lost(found, AT + timedelta(days=3)) == 1
    assert SignUp.objects.get(pk=has.pk).state == "lost"
    assert SignUp.objects.get(pk=waits.pk).is_seated
    row = Notification.objects.get(kind="session_lost", channel="email")
    assert row.recipient_id == has.user_id
    assert "expired" in row.context["explained"]
    assert row.context["invitation"]["cancelled"]


def test_r16_3_a_downgraded_customer_does_not_move_up_and_the_next_does():
    found = session(capacity=1)
    has, lost, waits = seated(found), seated(found), seated(found)
    ProductLine.objects.filter(customer=lost.customer).update(tier=make.tier("XT"))
    seats.withdraw(found, has.user, AT)
    assert SignUp.objects.get(pk=lost.pk).state == "lost"
    assert SignUp.objects.get(pk=waits.pk).is_seated


def test_r16_1_the_seats_of_who_has_left_her_company_are_for_who_waits():
    found = session(capacity=2)
    left, gone, waits = seated(found, number=2), seated(found), seated(found, number=2)
    Membership.objects.filter(user__in=[left.user, gone.user]).update(ended_at=AT)
    assert seats.release_lost(found, AT) == 2
    waits.refresh_from_db()
    assert waits.is_seated
    assert fresh(found).taken == 2
    assert told("session_lost") == set()


def test_r16_1_who_has_left_does_not_move_up_and_the_next_does():
    found = session(capacity=1)
    first, left, waits = seated(found), seated(found), seated(found)
    Membership.objects.filter(user=left.user).update(ended_at=AT)
    seats.withdraw(found, first.user, AT)
    waits.refresh_from_db()
    assert waits.is_seated


def test_signing_up_twice_is_refused_with_a_sentence():
    found = session()
    made = seated(found)
    with pytest.raises(SignedUpAlready):
        seats.sign_up(found, made.customer, made.user, at=AT)
    assert fresh(found).taken == 1


@pytest.mark.parametrize("number", [0, -1, 4, 1000])
def test_more_seats_than_the_rules_or_the_session_have_are_refused(number):
    with pytest.raises(WrongSeats):
        seated(session(), number=number)


def test_more_seats_than_are_free_are_refused_and_what_she_has_stays():
    found = session()
    made = seated(found, number=2)
    seated(found)
    with pytest.raises(SeatsTaken):
        seats.change_seats(found, made.user, 3, AT)
    assert fresh(found).taken == 3


def test_r16_1_who_came_with_three_cannot_say_meanwhile_that_she_has_fewer_seats():
    found, during = session(), STARTS + timedelta(minutes=10)
    made = seated(found, number=3)
    attending.note(found, found.planned_by, {made.pk: 2}, during)
    with pytest.raises(FewerThanCame) as refused:
        seats.change_seats(found, made.user, 1, during)
    assert str(refused.value) == "The host has noted that 2 people came on your seats; keep as many."
    seats.change_seats(found, made.user, 2, during)
    assert fresh(found).taken == 2


def test_the_database_holds_that_no_more_are_taken_than_there_are_seats():
    found = session()
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=found.pk).update(taken=4)


def test_nobody_signs_up_for_what_is_over_or_cancelled():
    found, customer_and_contact = session(), company()
    with pytest.raises(SessionOver):
        seats.sign_up(found, *customer_and_contact, at=STARTS + timedelta(hours=2))
    planning.cancel(found, publisher(), "The host is ill.", AT)
    with pytest.raises(SessionCancelled):
        seats.sign_up(found, *customer_and_contact, at=AT)


def test_r16_1_the_join_link_is_shown_from_fifteen_minutes_before_to_who_has_a_seat():
    found = session(capacity=1)
    has, waits = seated(found), seated(found)
    with pytest.raises(LinkNotYet):
        joining.link_for(found, has.user, STARTS - timedelta(minutes=15, seconds=1))
    assert joining.link_for(found, has.user, STARTS - timedelta(minutes=15)) == LINK
    with pytest.raises(NotSignedUp):
        joining.link_for(found, waits.user, SOON)
    with pytest.raises(NotSignedUp):
        joining.link_for(found, company()[1], SOON)


def test_when_the_join_link_is_shown_is_data():
    found = session()
    has = seated(found)
    BriefingRules.objects.create(pk=1, link_minutes=60)
    assert joining.link_for(found, has.user, STARTS - timedelta(minutes=60)) == LINK


def test_r16_3_the_join_link_is_not_shown_to_who_lost_the_entitlement():
    found = session()
    has = seated(found)
    ProductLine.objects.filter(customer=has.customer).update(tier=make.tier("XT"))
    with pytest.raises(BriefingNeedsPremium):
        joining.link_for(found, has.user, SOON)


def test_the_join_link_is_not_shown_when_it_is_over_or_cancelled():
    found = session()
    has = seated(found)
    with pytest.raises(SessionOver):
        joining.link_for(found, has.user, STARTS + timedelta(hours=1))
    planning.cancel(found, publisher(), "The host is ill.", AT)
    with pytest.raises(SessionCancelled):
        joining.link_for(fresh(found), has.user, SOON)
