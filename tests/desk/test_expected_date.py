"""L6 at the desk: another day on which the release is expected."""

from uuid import uuid4

import pytest

from notifications.models import Notification
from tests import factories as make
from tests.desk.pages import LATER, WEDNESDAY, get, post, signed_in, text
from tickets import lifecycle
from tickets.models import Incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(agent):
    made = lifecycle.take(make.incident(at=WEDNESDAY), agent, at=WEDNESDAY)
    return lifecycle.wait_for_development(
        made, agent, release_expected_on=WEDNESDAY.date().replace(day=30), at=WEDNESDAY
    )


def press(desk, incident, **fields):
    return post(desk, f"/desk/incidents/{incident.pk}/expected/", LATER, **fields)


def page(desk, incident):
    return text(get(desk, f"/desk/incidents/{incident.pk}/"))


def day(incident):
    return str(Incident.objects.get(pk=incident.pk).release_expected_on)


def told():
    return Notification.objects.filter(kind="expected_date", channel="email").count()


def test_l6_an_agent_sets_another_day_and_the_page_says_so(desk, incident):
    assert "Set the expected date" in page(desk, incident)
    asked = text(get(desk, f"/desk/incidents/{incident.pk}/expected/"))
    assert 'value="2026-11-30"' in asked
    answer = press(desk, incident, release_expected_on="2026-12-15", reason="A test failed.")
    assert answer.status_code == 302
    assert day(incident) == "2026-12-15"
    shown = page(desk, incident)
    said = "Anna Kjær changed the expected date of the release from 30 November 2026 to 15 December 2026"
    assert said in shown
    assert "<q>A test failed.</q>" in shown
    assert "<dt>Release expected</dt><dd>15 December 2026</dd>" in shown
    assert told() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Choose a day."),
        ("soon", "Enter a valid date."),
        ("2026-11-24", "Choose a day from today on, within a year."),
        ("2030-01-01", "Choose a day from today on, within a year."),
        ("2026-11-30", "That day is expected already. Choose another."),
    ],
)
def test_a_day_that_cannot_be_taken_is_refused_at_its_field_and_the_reason_is_kept(
    desk, incident, typed, sentence
):
    refused = press(desk, incident, release_expected_on=typed, reason="A test failed.")
    assert refused.status_code == 422
    assert sentence in text(refused)
    assert 'id="expected_release_expected_on_error"' in refused.content.decode()
    assert "A test failed." in text(refused)
    assert (day(incident), told()) == ("2026-11-30", 0)


def test_pressing_twice_tells_once(desk, incident):
    fields = {"release_expected_on": "2026-12-15", "submission": str(uuid4())}
    for _ in range(2):
        assert press(desk, incident, **fields).status_code == 302
    assert told() == 1


def test_it_is_offered_only_while_the_incident_waits_for_development(desk, agent, incident):
    lifecycle.resume(incident, agent, at=WEDNESDAY)
    assert "Set the expected date" not in page(desk, incident)
    refused = press(desk, incident, release_expected_on="2026-12-15")
    assert refused.status_code == 409
    assert told() == 0


def test_who_only_reads_incidents_cannot_set_it(incident):
    reader = signed_in(make.staff("consultant"))
    assert press(reader, incident, release_expected_on="2026-12-15").status_code == 403
    assert told() == 0


def test_it_is_asked_for_in_danish_too(desk, agent, incident):
    agent.language = "da"
    agent.save()
    shown = page(desk, incident)
    assert "Angiv den forventede dato" in shown
    press(desk, incident, release_expected_on="2026-12-15")
    said = "Anna Kjær ændrede den forventede dato for udgivelsen fra 30. november 2026 til 15. december 2026"
    assert said in page(desk, incident)
