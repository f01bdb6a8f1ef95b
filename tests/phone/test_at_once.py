"""Two people at once: the database decides, the loser reads a sentence."""

from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from subscriptions import tenancy
from subscriptions.models import CalendarVersion
from tests import factories as make
from tests.desk.pages import signed_in
from tests.notifications.telling import at_once
from tests.phone.scene import scene
from tickets.phone.models import CallBack

pytestmark = pytest.mark.django_db(transaction=True)

AROUND_THE_CLOCK = {str(day): [["00:00", "24:00"]] for day in range(7)}


@pytest.fixture
def made():
    with tenancy.as_staff():
        found = scene()
        CalendarVersion.objects.update(weekly=AROUND_THE_CLOCK)  # whenever the test runs
        return found


def test_of_two_agents_who_take_a_call_back_at_once_one_has_it(made):
    with tenancy.as_staff():
        asked = made.ask(timezone.now())
        agents = [made.agent, *(make.staff() for _number in range(5))]
    take = [partial(signed_in(each).post, f"/desk/calls/back/{asked.pk}/take/") for each in agents]
    answers = at_once(*take)
    assert sorted(answer.status_code for answer in answers) == [302, *[409] * 5]
    with tenancy.as_staff():
        owner = CallBack.objects.get().owner
    assert owner == agents[[answer.status_code for answer in answers].index(302)]


def test_ten_presses_of_asking_plan_one(made):
    fields = {"number": "+45 98 12 34 56", "about": "The printer.", "submission": str(uuid4())}
    answers = at_once(*[partial(signed_in(made.contact).post, "/phone/", fields) for _press in range(10)])
    assert {answer.status_code for answer in answers} == {302}
    with tenancy.as_staff():
        assert CallBack.objects.count() == 1
