"""LIFECYCLE.md, 3 at the desk: an incident is held open, with a reason that the customer reads."""

import pytest
from rest_framework.test import APIClient

from notifications.models import Notification
from subscriptions.models import ApiToken
from tests import factories as make
from tests.desk.pages import LATER, WEDNESDAY, get, post, signed_in, text
from tickets import correspondence

pytestmark = pytest.mark.django_db

WHY = "You are on leave until the 14th, as you told us."


@pytest.fixture
def agent():
    return make.staff(name="Anna Kjær")


@pytest.fixture
def incident(agent):
    made = make.incident(at=WEDNESDAY, severity=3)
    correspondence.reply(made, agent, "Which version?", asks=True, at=WEDNESDAY)
    return made


def hold(agent, incident):
    fields = {"until": "2026-12-15", "reason": WHY}
    assert post(signed_in(agent), f"/desk/incidents/{incident.pk}/hold/", LATER, **fields).status_code == 302


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The customer reads it on the incident's page; no mail is sent."),
        ("da", "Kunden læser den på hændelsens side; der sendes ingen mail."),
    ],
)
def test_the_form_says_who_reads_the_reason(agent, incident, language, sentence):
    agent.language = language
    agent.save()
    shown = text(get(signed_in(agent), f"/desk/incidents/{incident.pk}/hold/"))
    assert f'id="hold_reason_helptext">{sentence}</div>' in shown


def test_the_customer_reads_who_holds_it_until_when_and_why(agent, incident):
    """LIFECYCLE.md, 1: every change is on the timeline with who, when and why.

    Silence from 15 December: the second reminder falls on Sunday 27, closing two days after Monday 28.
    """
    portal = signed_in(incident.contact)
    before = text(get(portal, f"/incidents/{incident.pk}/"))
    assert "Without an answer the incident is closed on 9 December 2026." in before
    hold(agent, incident)
    shown = text(get(portal, f"/incidents/{incident.pk}/"))
    assert f"Anna Kjær holds the incident open until 15 December 2026 <q>{WHY}</q>" in shown
    assert "Without an answer the incident is closed on 30 December 2026." in shown
    assert f"<q>{WHY}</q>" in text(get(signed_in(agent), f"/desk/incidents/{incident.pk}/"))


def test_the_api_tells_the_contact_the_reason_too(agent, incident):
    hold(agent, incident)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {ApiToken.issue(incident.contact, 'test')}")
    last = client.get(f"/api/v1/incidents/{incident.pk}/").json()["timeline"][-1]
    assert (last["kind"], last["facts"]) == ("hold", {"reason": WHY, "until": "2026-12-15"})


def test_no_mail_is_sent_as_the_form_says(agent, incident):
    before = Notification.objects.count()
    hold(agent, incident)
    assert Notification.objects.count() == before
