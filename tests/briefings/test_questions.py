"""Questions before and during a session, and votes (R16.1)."""

from datetime import timedelta

import pytest

from entitlements.briefings import asking, seats
from entitlements.briefings.models import Question, Vote
from entitlements.briefings.refusals import AnsweredAlready, NotSignedUp, QuestionsClosed
from entitlements.refusals import BriefingNeedsPremium
from notifications.models import Notification
from subscriptions import tenancy
from subscriptions.models import ProductLine
from subscriptions.refusals import EmptyText, Forbidden, TextTooLong
from tests import factories as make
from tests.briefings.scene import AT, STARTS, company, publisher, seated, session

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return session(capacity=10)


@pytest.mark.parametrize("at", [AT, STARTS + timedelta(minutes=30)])
def test_r16_1_who_signed_up_asks_before_and_during_the_session(made, at):
    row = seated(made)
    question = asking.ask(made, row.user, "Does it hold for casual staff?", at)
    assert question.votes == 1
    assert Notification.objects.filter(kind="session_question", recipient=made.host).exists()


def test_who_waits_for_a_seat_may_ask_too():
    full = session(capacity=1)
    seated(full)
    assert asking.ask(full, seated(full).user, "Will there be a recording?", AT)


def test_nobody_else_asks_or_votes(made):
    question = asking.ask(made, seated(made).user, "Does it hold?", AT)
    _customer, stranger = company()
    for act in (lambda: asking.ask(made, stranger, "?", AT), lambda: asking.vote(question, stranger, AT)):
        with pytest.raises(NotSignedUp):
            act()


def test_r16_3_who_lost_the_entitlement_asks_no_more(made):
    row = seated(made)
    ProductLine.objects.filter(customer=row.customer).update(tier=make.tier("XT"))
    with pytest.raises(BriefingNeedsPremium):
        asking.ask(made, row.user, "Does it hold?", AT)


def test_r16_1_a_person_has_one_vote_whoever_presses_how_often(made):
    asks, votes = seated(made), seated(made)
    question = asking.ask(made, asks.user, "Does it hold?", AT)
    assert [asking.vote(question, votes.user, AT) for _again in range(3)] == [True, False, False]
    assert not asking.vote(question, asks.user, AT)
    assert Question.objects.get().votes == 2


def test_who_asked_and_voted_is_seen_by_her_own_company_alone(made):
    question = asking.ask(made, seated(made).user, "Does it hold?", AT)
    other = seated(made)
    with tenancy.as_contact(other.customer_id):
        assert Question.objects.filter(pk=question.pk).exists()
        assert not Vote.objects.exists()


def test_r16_1_the_host_marks_a_question_answered_once(made):
    row = seated(made)
    question = asking.ask(made, row.user, "Does it hold?", AT)
    with pytest.raises(Forbidden):
        asking.answer(question, make.staff("agent", name="Another"), "Yes", STARTS)
    asking.answer(question, made.host, "Yes, from July.", STARTS)
    for act in (lambda: asking.answer(question, publisher()), lambda: asking.vote(question, row.user, AT)):
        with pytest.raises(AnsweredAlready):
            act()
    assert Question.objects.get().answer == "Yes, from July."


def test_questions_close_with_the_session(made):
    row = seated(made)
    with pytest.raises(QuestionsClosed):
        asking.ask(made, row.user, "Too late?", STARTS + timedelta(hours=1))


@pytest.mark.parametrize(("text", "refusal"), [("  ", EmptyText), ("x" * 1001, TextTooLong)])
def test_a_question_says_something_and_not_too_much(made, text, refusal):
    with pytest.raises(refusal):
        asking.ask(made, seated(made).user, text, AT)


def test_who_withdrew_asks_no_more(made):
    row = seated(made)
    seats.withdraw(made, row.user, AT)
    with pytest.raises(NotSignedUp):
        asking.ask(made, row.user, "Still there?", AT)
