"""The advisor hears of every severity 1, missed target and escalation of her customers; while she is out of office,
the deputy. Each once (R17.5)."""

from datetime import timedelta

import pytest

from notifications.models import Notification
from tests import factories as make
from tests.advisory.scene import AT, away, scene
from tickets import reminders, severity

pytestmark = pytest.mark.django_db


def heard(person, kind):
    """How often she was told in the app, where nothing is left out."""
    return Notification.objects.filter(recipient=person, kind=kind, channel="in_app").count()


@pytest.fixture(params=[False, True], ids=["the advisor", "the deputy while she is away"])
def told(request):
    """Who is to be told, who not, and their customer."""
    nordlys = scene()
    if request.param:
        away(nordlys.advisor, AT.date(), AT.date())
        return nordlys.deputy, nordlys.advisor, nordlys
    return nordlys.advisor, nordlys.deputy, nordlys


def test_r17_5_of_a_severity_1_that_is_logged(told):
    who, not_who, nordlys = told
    make.incident(nordlys.customer, at=AT, severity=1)
    make.incident(nordlys.customer, at=AT, severity=2)
    assert (heard(who, "logged"), heard(not_who, "logged")) == (1, 0)


def test_r17_5_of_one_that_is_raised_to_severity_1(told):
    who, not_who, nordlys = told
    incident = make.incident(nordlys.customer, at=AT, severity=3)
    agent, reason = make.staff("agent"), "It stands"
    severity.change_severity(incident, agent, 2, reason, AT)
    assert heard(who, "raised_to_one") == 0
    severity.change_severity(incident, agent, 1, reason, AT, impact="Nobody posts", phone="+45 1")
    assert (heard(who, "raised_to_one"), heard(not_who, "raised_to_one")) == (1, 0)


def test_r17_5_of_a_missed_target_once(told):
    who, not_who, nordlys = told
    make.incident(nordlys.customer, at=AT, severity=2, tier_code="XTE")
    for minutes in (59, 61, 62):
        reminders.remind(AT + timedelta(minutes=minutes))
        assert heard(who, "escalated") == (minutes > 60)
    assert heard(not_who, "escalated") == 0


def test_r17_5_of_each_escalation_once(told):
    who, not_who, nordlys = told
    incident = make.incident(nordlys.customer, at=AT, severity=3)
    for level, cause in ((1, "request:1"), (1, "request:1"), (2, "request:2"), (3, "milestone:7:150")):
        reminders.escalate(incident, level, cause, AT)
    assert (heard(who, "escalated"), heard(not_who, "escalated")) == (3, 0)
