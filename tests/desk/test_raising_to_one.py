"""R10.6: an agent who raises to severity 1 is asked for the business impact and a phone that is answered now."""

import pytest

from tests import factories as make
from tests.desk.pages import WEDNESDAY, get, post, text
from tickets import severity
from tickets.models import Incident
from tickets.refusals import ImpactMissing, PhoneMissing

pytestmark = pytest.mark.django_db

WHY = "Nobody can post."
IMPACT = "The month cannot be closed"
PHONE = "+45 70 00 00 01"


def press(desk, incident, **fields):
    return post(desk, f"/desk/incidents/{incident.pk}/severity/", severity="1", reason=WHY, **fields)


def fresh(incident):
    return Incident.objects.get(pk=incident.pk)


@pytest.mark.parametrize(
    ("known", "given", "missing"),
    [
        ({}, {}, {"impact", "phone"}),
        ({}, {"impact": IMPACT}, {"phone"}),
        ({}, {"phone": PHONE}, {"impact"}),
        ({"phone": PHONE}, {}, {"impact"}),
        ({"impact": IMPACT}, {"phone": "  \t"}, {"phone"}),
        ({}, {"impact": "\x00", "phone": PHONE}, {"impact"}),
    ],
)
def test_r10_6_what_is_missing_is_said_at_its_field_and_nothing_is_done(desk, known, given, missing):
    incident = make.incident(at=WEDNESDAY, severity=2, **known)
    refused = press(desk, incident, **given)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert {name for name in ("impact", "phone") if f'id="severity_{name}_error"' in page} == missing
    assert WHY in text(refused)
    assert fresh(incident).severity == 2


def test_r10_6_with_both_it_is_raised_and_they_stay_on_the_incident(desk):
    incident = make.incident(at=WEDNESDAY, severity=2)
    assert press(desk, incident, impact=IMPACT, phone=PHONE).status_code == 302
    row = fresh(incident)
    assert (row.severity, row.impact, row.phone) == (1, IMPACT, PHONE)


def test_r10_6_what_the_incident_has_is_not_asked_for_again(desk):
    incident = make.incident(at=WEDNESDAY, severity=2, impact=IMPACT, phone=PHONE)
    shown = text(get(desk, f"/desk/incidents/{incident.pk}/severity/"))
    assert f'value="{PHONE}"' in shown
    assert press(desk, incident).status_code == 302
    assert (fresh(incident).severity, fresh(incident).phone) == (1, PHONE)


def test_other_severities_need_neither(desk):
    incident = make.incident(at=WEDNESDAY, severity=3)
    fields = {"severity": "2", "reason": WHY}
    assert post(desk, f"/desk/incidents/{incident.pk}/severity/", **fields).status_code == 302


def test_r10_6_the_verb_refuses_whoever_calls_it(agent):
    incident = make.incident(at=WEDNESDAY, severity=2)
    with pytest.raises(ImpactMissing):
        severity.change_severity(incident, agent, 1, WHY, WEDNESDAY, phone=PHONE)
    with pytest.raises(PhoneMissing):
        severity.change_severity(incident, agent, 1, WHY, WEDNESDAY, impact=IMPACT)


def test_what_a_severity_does_is_previewed_without_them(desk):
    incident = make.incident(at=WEDNESDAY, severity=2)
    shown = text(get(desk, f"/desk/incidents/{incident.pk}/severity/preview/?severity=1"))
    assert "First response" in shown
    assert fresh(incident).impact == ""
