"""Requests for briefings: asked, joined, left, answered, merged (R13.2 to R13.4)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from entitlements.briefings import answering, requesting, weights
from entitlements.briefings.desk_forms import MergeForm
from entitlements.briefings.models import BriefingRequest, RequestJoin
from entitlements.briefings.refusals import (
    DateInPast,
    NothingChosen,
    RequestClosed,
    SameRequest,
    TopicMissing,
)
from entitlements.briefings.requesting import Wish
from entitlements.refusals import BriefingNeedsPremium, SubscriptionExpired
from notifications.models import Notification
from subscriptions import tenancy
from subscriptions.refusals import Forbidden, ReasonMissing
from tests import factories as make
from tests.briefings.scene import AT, company, publisher, recorded, session
from tests.downloads.scene import post
from tests.tickets.portal import get, signed_in, text

pytestmark = pytest.mark.django_db
TODAY = AT.date()


def asked(tier="XT", topic="Payday Super step by step", customer=None, contact=None, **fields):
    if customer is None:
        customer, contact = company(tier)
    return requesting.ask(Wish(customer=customer, contact=contact, topic=topic, **fields), AT)


def told(person):
    return Notification.objects.filter(kind="briefing_answered", recipient=person, channel="email")


@pytest.mark.parametrize("tier", ["XT", "XTP", "XTE"])
def test_r13_3_every_tier_may_ask_and_no_date_is_shown_until_staff_set_one(tier):
    made = asked(tier)
    assert (made.state, made.expected_on, made.companies) == ("asked", None, 1)
    answering.accept(made, publisher(), at=AT)
    assert BriefingRequest.objects.get().expected_on is None
    answering.accept(made, publisher(), TODAY + timedelta(days=30), at=AT + timedelta(hours=1))
    assert BriefingRequest.objects.get().expected_on == TODAY + timedelta(days=30)


def test_r13_3_who_has_no_subscription_any_more_is_told_how_to_renew():
    customer, contact = company("XT", ends_at=AT - timedelta(days=12))
    with pytest.raises(SubscriptionExpired):
        asked(customer=customer, contact=contact)


def test_r13_4_an_interactive_briefing_is_asked_for_by_holders_of_r16_alone():
    with pytest.raises(BriefingNeedsPremium):
        asked("XT", kind="interactive")
    assert asked("XTP", kind="interactive").is_interactive
    assert not asked("XT", kind="recorded").is_interactive


def test_r13_4_joining_an_interactive_one_is_theirs_alone_too():
    made = asked("XTE", kind="interactive")
    with pytest.raises(BriefingNeedsPremium):
        requesting.join(made, *company("XT"), at=AT)


def test_r13_2_others_join_and_leave_and_each_person_counts_once():
    made = asked()
    customer, contact = company()
    for _again in range(2):
        requesting.join(made, customer, contact, "We go live in March", AT)
    requesting.join(made, customer, make.contact(customer), at=AT)
    made.refresh_from_db()
    assert (made.companies, made.people) == (2, 3)
    requesting.leave(made, contact)
    made.refresh_from_db()
    assert (made.companies, made.people) == (2, 2)


def test_a_request_that_nobody_asks_for_any_more_is_withdrawn():
    customer, contact = company()
    made = requesting.leave(asked(customer=customer, contact=contact), contact)
    assert made.state == "withdrawn"
    assert not BriefingRequest.objects.shown().exists()


def test_r13_2_who_asks_and_why_is_seen_by_her_own_company_alone():
    made = asked(why="Our pay run is wrong every month")
    other, _contact = company()
    with tenancy.as_contact(other.pk):
        assert BriefingRequest.objects.filter(pk=made.pk).exists()
        assert not RequestJoin.objects.exists()


def test_pressing_twice_asks_once():
    customer, contact = company()
    submission = uuid4()
    one, two = (asked(customer=customer, contact=contact, submission=submission) for _again in range(2))
    assert one.pk == two.pk
    assert BriefingRequest.objects.count() == 1


def test_r13_2_who_asks_for_a_topic_again_is_led_to_her_request_with_her_words_added():
    customer, contact = company()
    whose = {"customer": customer, "contact": contact}
    first = asked(**whose, why="Our pay run is wrong")
    again = asked(**whose, topic=" payday super  STEP by step", why="It is due in June")
    assert again == first == asked(**whose, why="It is due in June")
    assert RequestJoin.objects.get().why == "Our pay run is wrong\n\nIt is due in June"
    assert Notification.objects.filter(kind="briefing_asked").values("event").distinct().count() <= 1
    for other in (
        asked(**whose, product=make.product("LNT")),
        asked(**whose, topic="Payday Super"),
        asked(customer=customer, contact=make.contact(customer)),
    ):
        assert other != first


def test_r13_2_a_topic_that_was_answered_may_be_asked_for_again():
    customer, contact = company()
    first = asked(customer=customer, contact=contact)
    answering.decline(first, publisher(), "Not this year.", AT)
    assert asked(customer=customer, contact=contact) != first


def test_r13_2_her_page_says_that_she_asks_already():
    _customer, contact = company()
    client = signed_in(contact)
    sent = {"topic": "Payday Super", "kind": "recorded"}
    first, again = (
        post(client, "/briefings/requests/new/", sent, at) for at in (AT, AT + timedelta(hours=1))
    )
    assert again["Location"] == first["Location"]
    assert "You ask for this already" in text(get(client, again["Location"], AT))


def test_a_request_without_a_topic_is_refused():
    with pytest.raises(TopicMissing):
        asked(topic=" \n ")


def test_r13_2_staff_answer_with_a_recording_and_everybody_who_asks_is_told():
    customer, contact = company()
    made = asked(customer=customer, contact=contact)
    other, colleague = company()
    requesting.join(made, other, colleague, at=AT)
    answering.answer_with(made, publisher(), recorded(), AT)
    assert BriefingRequest.objects.get().state == "answered"
    assert told(contact).count() == told(colleague).count() == 1
    with pytest.raises(RequestClosed):
        requesting.join(made, *company(), at=AT)


def test_r13_2_staff_answer_with_a_planned_session():
    made = answering.answer_with(asked("XTP", kind="interactive"), publisher(), session(), AT)
    assert (made.state, made.session.title) == ("answered", "Ask the payroll team before the new tax year")


def test_r13_2_staff_answer_with_a_reason():
    customer, contact = company()
    made = asked(customer=customer, contact=contact)
    with pytest.raises(ReasonMissing):
        answering.decline(made, publisher(), "  ", AT)
    answering.decline(made, publisher(), "Installing is the consulting service's.", AT)
    assert told(contact).get().context["answer"] == "Installing is the consulting service's."
    with pytest.raises(RequestClosed) as closed:
        answering.accept(made, publisher(), at=AT)
    assert str(closed.value) == "This request is declined; it cannot be changed any more."


def test_a_draft_or_a_session_that_is_over_answers_nothing():
    made = asked()
    for found in (recorded(published=False), session()):
        with pytest.raises(NothingChosen):
            answering.answer_with(made, publisher(), found, AT + timedelta(days=20))


def test_a_date_that_is_past_is_refused():
    with pytest.raises(DateInPast):
        answering.accept(asked(), publisher(), TODAY - timedelta(days=1), at=AT)


def test_only_who_plans_briefings_answers():
    made, agent = asked(), make.staff("agent")
    for answer in (
        lambda: answering.accept(made, agent, at=AT),
        lambda: answering.decline(made, agent, "No", AT),
        lambda: answering.merge(made, asked(), agent, AT),
    ):
        with pytest.raises(Forbidden):
            answer()


def test_r13_2_double_requests_are_made_one_each_person_asks_once_and_is_told():
    customer, contact = company()
    one = asked(customer=customer, contact=contact)
    two = asked(topic="Payday Super")
    requesting.join(two, customer, contact, at=AT)
    kept = answering.merge(one, two, publisher(), AT)
    assert (kept.pk, kept.companies, kept.people) == (two.pk, 2, 2)
    one.refresh_from_db()
    assert (one.state, one.merged_into) == ("merged", two)
    told = Notification.objects.filter(kind="briefing_merged", channel="email")
    assert [(each.recipient_id, each.link) for each in told] == [(contact.pk, two.get_absolute_url())]
    for into in (two, one):
        with pytest.raises(SameRequest):
            answering.merge(two, into, publisher(), AT)


def test_r13_4_a_recorded_request_is_not_merged_into_an_interactive_one():
    """Who holds no interactive briefings asks for none in that way; the other way round everybody may."""
    recorded, interactive = asked("XT"), asked("XTE", topic="Payday Super")
    BriefingRequest.objects.filter(pk=interactive.pk).update(kind=BriefingRequest.Kind.INTERACTIVE)
    interactive.refresh_from_db()
    with pytest.raises(SameRequest):
        answering.merge(recorded, interactive, publisher(), AT)
    assert not MergeForm(request=recorded).fields["into"].queryset.exists()
    assert answering.merge(interactive, recorded, publisher(), AT) == recorded


def test_staff_see_how_much_a_request_weighs_by_tier():
    made = asked("XTE")
    for tier in ("XT", "XT", "XTP"):
        requesting.join(made, *company(tier), at=AT)
    found = weights.by_tier([made], AT)[made.pk]
    assert [(tier.code, number) for tier, number in found] == [("XTE", 1), ("XTP", 1), ("XT", 2)]
