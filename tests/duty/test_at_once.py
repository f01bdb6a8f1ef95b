"""R6.5: workers, agents and beat at the same instant: each page once, and nobody stuck."""

from functools import partial

import pytest
import time_machine
from django.conf import settings

from notifications.models import Notification
from subscriptions import tenancy
from tests import factories as make
from tests.duty.rosters import roster, team
from tests.notifications.telling import at_once
from tests.tickets.moments import moment
from tickets import lifecycle
from tickets.duty import paging, tasks
from tickets.duty.models import Page, Paging
from tickets.models import Escalation

pytestmark = pytest.mark.django_db(transaction=True)

NIGHT = moment("2026-11-25 02:00 +01:00")
TEN_LATER = moment("2026-11-25 02:10 +01:00")


@pytest.fixture
def incident():
    with tenancy.as_staff():
        roster(*team("Jens", "Ida", "Ole", "Ane"))
        return make.incident(at=NIGHT, severity=1)


def as_staff(verb, *arguments):
    with tenancy.as_staff():
        return verb(*arguments)


def test_r6_5_eight_workers_at_once_page_the_next_once(incident):
    done = at_once(*[partial(as_staff, paging.go_on, TEN_LATER) for _ in range(8)])
    assert sum(done) == 1
    with tenancy.as_staff():
        assert list(Page.objects.order_by("pk").values_list("agent__name", flat=True)) == ["Jens", "Ida"]
        assert Notification.objects.filter(kind="page", channel="email").count() == 2
        assert Escalation.objects.count() == 1
        assert incident.timeline.filter(facts__code="handed_on").count() == 1


def test_r6_5_taking_it_while_the_page_goes_on_waits_for_nothing_and_ends_it(incident):
    with tenancy.as_staff():
        agent = Page.objects.get().agent
    at_once(
        *[partial(as_staff, paging.go_on, TEN_LATER) for _ in range(4)],
        partial(as_staff, lifecycle.take, incident, agent, TEN_LATER),
        *[partial(as_staff, paging.go_on, TEN_LATER) for _ in range(4)],
    )
    with tenancy.as_staff():
        running = Paging.objects.get()
        assert (running.ended_at, running.next_at) == (TEN_LATER, None)
        assert Page.objects.get(round=1).acknowledged_at == TEN_LATER
        assert Page.objects.count() <= 2


def test_r6_5_beat_calls_the_task_which_takes_on_the_staff_role_itself(incident):
    names = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert tasks.page.name in names
    with time_machine.travel(TEN_LATER, tick=False):
        tasks.page()
    with tenancy.as_staff():
        assert Page.objects.count() == 2


def test_r6_5_acknowledging_twenty_times_at_once_is_once(incident):
    with tenancy.as_staff():
        agent = Page.objects.get().agent
    at_once(*[partial(as_staff, paging.acknowledge, incident, agent, TEN_LATER) for _ in range(20)])
    with tenancy.as_staff():
        assert incident.timeline.filter(facts__code="page_acknowledged").count() == 1
