"""Twenty requests of the API at the same instant with one submission: one incident, told once."""

from functools import partial
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from notifications.models import Notification
from subscriptions import tenancy
from subscriptions.models import ApiToken
from tests import factories as make
from tests.notifications.telling import at_once
from tests.tickets.portal import company
from tickets.models import Incident, TimelineEntry

pytestmark = pytest.mark.django_db(transaction=True)

PRESSES = 20


def test_r1_3_twenty_posts_of_one_submission_log_one_incident_and_send_one_receipt():
    with tenancy.as_staff():
        key = ApiToken.issue(make.contact(company()), "test")
    body = {"product": "LGF", "title": "Posting stops", "description": "Error 4711.", "submission": uuid4()}
    post = partial(APIClient().post, "/api/v1/incidents/", body, headers={"Authorization": f"Token {key}"})
    answers = at_once(*[post] * PRESSES)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["number"] for answer in answers}) == 1
    with tenancy.as_staff():
        assert Incident.objects.count() == 1
        assert TimelineEntry.objects.filter(kind="logged").count() == 1
        assert Notification.objects.filter(kind="receipt", channel="email").count() == 1
