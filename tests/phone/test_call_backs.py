"""Call-backs: asked for, due on covered time, taken by one, made or tried again (R6, LIFECYCLE.md 5)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from entitlements.refusals import SubscriptionExpired
from notifications.models import Notification
from subscriptions.refusals import Forbidden
from tests import factories as make
from tests.phone.scene import FRIDAY_1630, MONDAY_8, SATURDAY_10, TUESDAY_10, scene
from tests.tickets.moments import moment
from tickets import correspondence
from tickets.models import ListCount, Status
from tickets.phone import call_backs, reminding
from tickets.phone.models import Call, CallBack, State
from tickets.phone.refusals import (
    AlreadyAsked,
    CallBackClosed,
    CallBackEnded,
    CallBackPast,
    CallBackTaken,
    CallBackTooFar,
    CannotCall,
    NotANumber,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def made():
    return scene()


def told(kind):
    return Notification.objects.filter(kind=kind, channel="email")


def test_it_is_due_within_an_hour_of_covered_time(made):
    assert made.ask().due_at == TUESDAY_10 + HOUR


def test_of_a_call_whose_agent_may_not_sign_in_any_more_those_who_work_the_queue_are_reminded(made):
    asked = made.ask()
    call_backs.take(asked, made.agent, TUESDAY_10)
    made.agent.is_active = False
    made.agent.save()
    other = make.staff("agent")
    reminding.remind(asked.due_at)
    assert [row.recipient for row in told("call_back_due")] == [other]
    assert call_backs.spoken(asked, other, "It posts again.", asked.due_at).owner == other


def test_r6_what_another_has_taken_meanwhile_is_neither_given_back_nor_cancelled(made):
    """From a page that was opened before; the customer may cancel at any time."""
    asked, other = made.ask(), make.staff("agent")
    call_backs.take(asked, other, TUESDAY_10)
    for act in (call_backs.release, lambda row, agent: call_backs.cancel(row, agent=agent)):
        with pytest.raises(CallBackTaken):
            act(asked, made.agent)
    assert CallBack.objects.get().owner == other
    assert call_backs.cancel(asked).state == State.CANCELLED


def test_an_hour_that_the_weekend_breaks_goes_on_on_monday(made):
    assert made.ask(FRIDAY_1630).due_at == MONDAY_8 + HOUR / 2


def test_asked_for_on_a_saturday_it_is_due_after_the_opening_on_monday(made):
    assert made.ask(SATURDAY_10).due_at == MONDAY_8 + HOUR


def test_severity_1_of_premium_is_called_back_in_the_night():
    premium = scene("XTP")
    incident = premium.incident(severity=1)
    assert premium.ask(SATURDAY_10, incident=incident).due_at == SATURDAY_10 + HOUR


def test_the_moment_asked_for_counts_and_the_contact_is_told_with_her_calendar(made):
    asked = made.ask(when=TUESDAY_10 + 3 * HOUR)
    assert asked.due_at == TUESDAY_10 + 3 * HOUR
    mail = told("call_back_planned").get()
    assert mail.recipient == made.contact
    assert mail.context["invitation"]["starts_at"] == asked.due_at.isoformat()


@pytest.mark.parametrize("number", ["12", "hello", "+45 1", "", "☎", "+" * 30])
def test_a_number_that_is_none_is_refused(made, number):
    with pytest.raises(NotANumber):
        made.ask(number=number)
    assert not CallBack.objects.exists()


def test_a_number_without_country_code_is_one_of_the_customers_country(made):
    assert made.ask(number="98 12 34 56").number == "+45 98 12 34 56"


def test_a_moment_in_the_past_is_refused_with_the_next_possible_one(made):
    with pytest.raises(CallBackPast) as refused:
        made.ask(SATURDAY_10, when=TUESDAY_10)
    assert "The next possible one is Monday at " in str(refused.value)


def test_a_moment_outside_hours_is_refused_with_the_next_opening(made):
    with pytest.raises(CallBackClosed) as refused:
        made.ask(when=SATURDAY_10)
    assert refused.value.words["weekday"] == "Monday"
    with pytest.raises(CallBackTooFar):
        made.ask(when=TUESDAY_10 + timedelta(days=20))


def test_pressing_twice_plans_one(made):
    once = uuid4()
    assert made.ask(submission=once) == made.ask(submission=once)
    assert CallBack.objects.count() == 1


def test_a_second_one_about_the_same_is_refused_with_the_first(made):
    made.ask()
    with pytest.raises(AlreadyAsked):
        made.ask()
    made.ask(incident=made.incident())
    assert CallBack.objects.count() == 2


def test_after_expiry_it_is_refused_with_how_to_renew(made):
    made.customer.lines.update(ends_at=TUESDAY_10 - HOUR)
    with pytest.raises(SubscriptionExpired):
        made.ask()


def test_asking_about_an_incident_is_her_message_and_ends_the_pause(made):
    incident = made.incident()
    correspondence.reply(incident, made.agent, "Which version?", asks=True, at=TUESDAY_10 + HOUR)
    made.ask(TUESDAY_10 + 2 * HOUR, incident=incident)
    incident.refresh_from_db()
    assert incident.status == Status.IN_PROGRESS
    assert "+45 98 12 34 56" in incident.timeline.filter(kind="message").last().body


def test_one_that_an_agent_notes_is_information_and_no_message(made):
    incident = made.incident()
    made.ask(incident=incident, asked_by=made.agent)
    assert incident.timeline.last().facts["code"] == "call_back"
    assert incident.milestones.get(kind="first_response").result == ""


def test_spoken_is_the_response(made):
    incident = made.incident()
    asked = made.ask(incident=incident)
    call_backs.spoken(asked, made.agent, "It is the lock; fixed tonight.", TUESDAY_10 + HOUR)
    asked.refresh_from_db()
    assert (asked.state, asked.owner, asked.ended_at) == (State.SPOKEN, made.agent, TUESDAY_10 + HOUR)
    assert incident.milestones.get(kind="first_response").result == "met"
    assert Call.objects.get().call_back == asked


def test_not_reached_is_no_response_and_is_tried_again_three_times(made):
    incident = made.incident()
    asked = made.ask(incident=incident)
    at = TUESDAY_10 + HOUR
    for number in (1, 2):
        call_backs.take(asked, made.agent, at)
        asked = call_backs.not_reached(asked, made.agent, at=at)
        assert (asked.state, asked.owner, asked.tries, asked.due_at) == ("waiting", None, number, at + HOUR)
        at = asked.due_at
    asked = call_backs.not_reached(asked, made.agent, at=at)
    assert (asked.state, asked.tries) == (State.NOT_REACHED, 3)
    assert told("call_back_tried").count() == 3
    assert told("call_back_tried").order_by("pk").last().context["due_at"] is None
    assert incident.milestones.get(kind="first_response").result == ""
    assert Call.objects.filter(outcome="not_reached").count() == 3


def test_the_next_try_lies_on_covered_time(made):
    asked = made.ask(FRIDAY_1630 - HOUR)
    tried = call_backs.not_reached(asked, made.agent, at=FRIDAY_1630)
    assert tried.due_at == MONDAY_8 + HOUR / 2


def test_one_agent_takes_it_the_other_is_told_who(made):
    asked, other = made.ask(), make.staff(name="Emil Bach")
    call_backs.take(asked, made.agent)
    call_backs.take(asked, made.agent)  # twice is once
    with pytest.raises(CallBackTaken) as refused:
        call_backs.take(asked, other)
    assert str(refused.value) == "Anna Kjær has taken this call-back."
    with pytest.raises(CallBackTaken):
        call_backs.spoken(asked, other, "Hello")
    call_backs.release(asked, made.agent)
    call_backs.take(asked, other)


def test_what_has_ended_is_refused(made):
    asked = made.ask()
    call_backs.cancel(asked)
    for late in (call_backs.take, call_backs.not_reached):
        with pytest.raises(CallBackEnded):
            late(asked, made.agent)
    with pytest.raises(CallBackEnded):
        call_backs.cancel(asked)


def test_a_cancelled_one_is_told_to_the_contact_and_leaves_her_calendar(made):
    call_backs.cancel(made.ask())
    mail = told("call_back_cancelled").get()
    assert mail.recipient == made.contact
    planned = told("call_back_planned").get().context["invitation"]
    out = mail.context["invitation"]
    assert (out["uid"], out["cancelled"]) == (planned["uid"], True)
    assert out["sequence"] > planned["sequence"]  # RFC 5546, 2.1.4


def test_who_is_to_call_is_reminded_once_when_it_is_due(made):
    asked = made.ask()
    assert reminding.remind(asked.due_at - HOUR / 4) == 0
    assert reminding.remind(asked.due_at) == 1
    assert reminding.remind(asked.due_at + HOUR) == 0
    assert told("call_back_due").get().recipient == made.agent


def test_r6_5_outside_office_hours_the_agent_on_duty_is_reminded():
    premium = scene("XTP")
    lead = make.staff("lead")
    asked = premium.ask(SATURDAY_10, incident=premium.incident(severity=1))
    reminding.remind(asked.due_at)
    assert told("call_back_due").get().recipient == lead


def test_the_owner_alone_is_reminded_and_again_after_a_try(made):
    other = make.staff(name="Emil Bach")
    asked = call_backs.take(made.ask(), other)
    reminding.remind(asked.due_at + 20 * HOUR)  # beat was off meanwhile
    assert told("call_back_due").get().recipient == other
    tried = call_backs.not_reached(asked, other, at=TUESDAY_10 + 2 * HOUR)
    assert reminding.remind(tried.due_at) == 1


def test_those_that_wait_are_counted_for_the_rail(made):
    asked = made.ask()
    assert ListCount.objects.of(made.agent)["call_backs"] == 1
    call_backs.spoken(asked, made.agent, "Done.")
    assert ListCount.objects.of(made.agent).get("call_backs", 0) == 0


def test_a_clock_change_moves_no_call_back_out_of_hours(made):
    friday = moment("2026-10-23 16:30 +02:00")
    assert made.ask(friday).due_at == moment("2026-10-26 08:30 +01:00")


def test_r6_what_somebody_has_who_is_ill_a_lead_gives_to_another_or_takes(made):
    ill, other, lead = made.agent, make.staff("agent"), make.staff("lead")
    asked = call_backs.take(made.ask(), ill, TUESDAY_10)
    with pytest.raises(Forbidden):
        call_backs.give(asked, other, other)
    with pytest.raises(CannotCall):
        call_backs.give(asked, lead, make.staff("advisor"))
    assert call_backs.give(asked, lead, other).owner == other
    reminding.remind(asked.due_at)
    assert [row.recipient for row in told("call_back_due")] == [other]
    assert call_backs.give(asked, lead, lead).owner == lead
    assert call_backs.spoken(asked, lead, "It posts again.", asked.due_at).owner == lead
