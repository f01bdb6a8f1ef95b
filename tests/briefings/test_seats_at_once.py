"""Two people at once: the last seat, the same person twice, a vote twice. The database decides; the loser has a
place on the waiting list or a sentence."""

from functools import partial

import pytest

from entitlements.briefings import asking, seats
from entitlements.briefings.models import Question, SignUp, Vote
from subscriptions import tenancy
from subscriptions.refusals import Refusal
from tests.briefings.scene import AT, company, fresh, session
from tests.notifications.telling import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def trying(act, customer, *args, **kwargs):
    """As a request of the customer does it."""
    try:
        with tenancy.as_contact(customer.pk):
            return act(*args, **kwargs)
    except Refusal as refusal:
        return refusal.code


def test_r16_1_of_six_who_sign_up_for_the_last_two_seats_at_once_two_have_them():
    with tenancy.as_staff():
        found = session(capacity=2)
        people = [company() for _number in range(6)]
    made = at_once(
        *[partial(trying, seats.sign_up, one, found, one, contact, 1, AT) for one, contact in people]
    )
    assert sorted(each.state for each in made) == ["seated"] * 2 + ["waiting"] * 4
    with tenancy.as_staff():
        assert fresh(found).taken == 2
        assert sorted(seats.place(row) for row in SignUp.objects.waiting()) == [1, 2, 3, 4]


def test_one_person_who_presses_five_times_signs_up_once():
    with tenancy.as_staff():
        found = session(capacity=10)
        customer, contact = company()
    made = at_once(
        *[partial(trying, seats.sign_up, customer, found, customer, contact, 2, AT) for _ in range(5)]
    )
    assert made.count("signed_up") == 4
    with tenancy.as_staff():
        assert fresh(found).taken == 2


def test_a_vote_twice_at_once_counts_once():
    with tenancy.as_staff():
        found = session(capacity=10)
        (one, asks), (two, votes) = company(), company()
        seats.sign_up(found, one, asks, 1, AT)
        seats.sign_up(found, two, votes, 1, AT)
        question = asking.ask(found, asks, "Does it hold for casual staff?", AT)
    pressed = at_once(*[partial(trying, asking.vote, two, question, votes, AT) for _number in range(4)])
    assert sorted(map(str, pressed)) == ["False", "False", "False", "True"]
    with tenancy.as_staff():
        assert Question.objects.get().votes == 2
        assert Vote.objects.count() == 2
