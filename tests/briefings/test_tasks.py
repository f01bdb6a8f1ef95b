"""What beat calls for sessions (R16.1, R16.3), and what an erasure takes of briefings."""

from datetime import timedelta

import pytest
import time_machine

from entitlements.briefings import feeds, requesting, tasks, watching
from entitlements.briefings.models import CalendarFeed, RequestJoin, SignUp, WatchPosition
from entitlements.briefings.personal_data import PARTS, STEPS
from entitlements.briefings.requesting import Wish
from notifications.models import Notification
from subscriptions.models import ProductLine
from tests import factories as make
from tests.briefings.scene import AT, STARTS, company, recorded, seated, session

pytestmark = pytest.mark.django_db


def test_r16_1_the_worker_reminds_of_what_is_due():
    seated(session())
    with time_machine.travel(STARTS - timedelta(minutes=59), tick=False):
        tasks.remind()
        tasks.remind()
    assert Notification.objects.filter(kind="session_reminder", channel="email").count() == 1


def test_r16_3_the_worker_ends_seats_without_entitlement():
    made = session(capacity=1)
    has, waits = seated(made), seated(made)
    ProductLine.objects.filter(customer=has.customer).update(tier=make.tier("XT"))
    with time_machine.travel(AT + timedelta(days=1), tick=False):
        tasks.release_lost()
    assert [SignUp.objects.get(pk=row.pk).state for row in (has, waits)] == ["lost", "seated"]


def test_an_erasure_forgets_positions_feed_and_reasons_and_the_rest_is_given_out():
    customer, contact = company()
    requesting.ask(Wish(customer=customer, contact=contact, topic="Payday Super", why="I am new"), AT)
    watching.remember(recorded(), contact, 100, AT)
    feeds.issue(contact, AT)
    counted = {step.code: step.count(contact) for step in STEPS}
    assert counted == {"briefing-positions": 1, "briefing-calendar": 1, "briefing-reasons": 1}
    given = {part.code: part.of_person(contact).count() for part in PARTS}
    assert given["briefing-requests"] == given["briefing-positions"] == 1
    for step in STEPS:
        step.erase(contact)
    assert not WatchPosition.objects.exists()
    assert not CalendarFeed.objects.exists()
    assert RequestJoin.objects.get().why == ""
