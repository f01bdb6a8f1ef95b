"""Two at once in the community: the database decides, and what is counted is what there is (R12.1)."""

import pytest

from entitlements.community import voting, writing
from entitlements.community.models import Question, Vote
from entitlements.community.refusals import VotedAlready
from notifications.models import Notification
from subscriptions import tenancy
from tests.community.scene import fresh, member, scene
from tests.knowledge.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here():
    with tenancy.as_staff():
        return scene()


@pytest.fixture
def question(here):
    with tenancy.as_staff():
        return here.ask()


def as_member(person, act):
    """`act` in her company's role, as a request of hers."""

    def acting():
        with tenancy.as_contact(person.customer.pk):
            act(person)

    return acting


def test_pressed_twice_at_once_a_vote_is_one_and_told_so_r12_1(here, question):
    press = as_member(here.vikram, lambda person: voting.same_here(person, question))
    raised = at_once(press, press, press)
    assert sorted(map(str, raised)) == sorted(map(str, (None, VotedAlready, VotedAlready)))
    with tenancy.as_staff():
        assert (fresh(question).same_here, Vote.objects.count()) == (1, 1)


def test_votes_of_several_at_once_are_all_counted_r12_1(here, question):
    with tenancy.as_staff():
        people = [member(f"Person {letter}bel", f"Company {letter}") for letter in "ABC"]
    raised = at_once(*(as_member(one, lambda person: voting.same_here(person, question)) for one in people))
    assert raised == [None, None, None]
    with tenancy.as_staff():
        assert (fresh(question).same_here, Vote.objects.count()) == (3, 3)


def test_two_answers_accepted_at_once_leave_one_and_its_author_is_told_once_r12_1(here, question):
    with tenancy.as_staff():
        answers = [here.answer(question), here.answer(question, by=here.agent, body="By day.")]

    def accepting(by, answer):
        return lambda: writing.accept(by, Question.objects.get(pk=question.pk), answer.pk)

    raised = at_once(accepting(here.mette, answers[0]), accepting(here.agent, answers[1]))
    assert raised == [None, None]
    raised = at_once(*[accepting(here.mette, answers[0])] * 2)
    assert raised == [None, None]
    with tenancy.as_staff():
        assert fresh(question).accepted == answers[0]
        told = Notification.objects.filter(
            kind="community_accepted", recipient=here.vikram.user, channel="in_app"
        )
        assert told.count() == 1
