"""The numbers that are kept of sessions, questions and requests are counted anew (R13.2, R16.1)."""

import pytest
from django.core.management import CommandError, call_command

from entitlements.briefings import asking, counts, requesting, seats
from entitlements.briefings.models import BriefingRequest, Question, Session
from entitlements.briefings.requesting import Wish
from tests import factories as make
from tests.briefings.scene import AT, company, seated, session

pytestmark = pytest.mark.django_db


def test_r16_1_seats_taken_and_votes_are_those_there_are():
    found = session(capacity=4)
    seated(found, number=3)
    gone = seated(found)
    seats.withdraw(found, gone.user, AT)
    question = asking.ask(found, seated(found).user, "Does it hold for casual staff?", AT)
    assert list(counts.differences()) == []
    Session.objects.update(taken=3)
    Question.objects.update(votes=2)
    assert list(counts.differences()) == [
        f"interactive briefing {found.pk}: 3 taken, not 4",
        f"question of a briefing {question.pk}: 2 votes, not 1",
    ]
    with pytest.raises(CommandError):
        call_command("verify_counts")


def test_r13_2_who_asks_for_a_briefing_is_as_many_as_there_are():
    customer, contact = company()
    asked = requesting.ask(Wish(customer=customer, contact=contact, topic="Payday Super"), AT)
    requesting.join(asked, customer, make.contact(customer), at=AT)
    assert list(counts.differences()) == []
    BriefingRequest.objects.update(people=1, companies=2)
    assert list(counts.differences()) == [
        f"request for a briefing {asked.pk}: 1 people, not 2",
        f"request for a briefing {asked.pk}: 2 companies, not 1",
    ]
