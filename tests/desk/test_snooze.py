"""R9.3 at the desk: an agent snoozes an incident and takes it up again; what cannot be is said at its field."""

import pytest

from tests import factories as make
from tests.desk.pages import LATER, WEDNESDAY, get, post, signed_in, text
from tests.tickets.moments import moment
from tickets import correspondence
from tickets.models import Incident

pytestmark = pytest.mark.django_db

WHY = "The customer tests over the weekend."
UNTIL = "2026-12-01T09:00"


@pytest.fixture
def incident(agent):
    made = make.incident(at=WEDNESDAY, severity=3)
    correspondence.reply(made, agent, "We look at it.", at=WEDNESDAY)
    return made


def press(desk, incident, step="snooze", **fields):
    return post(desk, f"/desk/incidents/{incident.pk}/{step}/", LATER, **fields)


def fresh(incident):
    return Incident.objects.get(pk=incident.pk)


def test_r9_3_a_snooze_is_typed_on_the_clock_of_the_reader_and_ended_by_hand(desk, incident):
    assert press(desk, incident, until=UNTIL, reason=WHY).status_code == 302
    assert fresh(incident).snoozed_until == moment("2026-12-01 09:00 +01:00")
    shown = text(get(desk, f"/desk/incidents/{incident.pk}/"))
    assert "snoozed until Tue 09:00" in shown
    assert "Only colleagues read it." in text(get(desk, f"/desk/incidents/{incident.pk}/snooze/"))
    assert press(desk, incident, "wake").status_code == 302
    assert fresh(incident).snoozed_until is None
    assert press(desk, incident, "wake").status_code == 409


def test_r8_1_the_form_says_before_when_and_the_refusal_names_the_due_time(desk):
    made = make.incident(at=WEDNESDAY, severity=3)
    page = text(get(desk, f"/desk/incidents/{made.pk}/snooze/"))
    assert "Before tomorrow 09:00, when the customer expects: first response." in page
    refused = press(desk, made, until="2026-11-26T09:00", reason=WHY)
    assert refused.status_code == 422
    assert 'id="snooze_until_error"' in refused.content.decode()
    assert "First response: the customer expects it by tomorrow 09:00. Choose a time before that." in text(
        refused
    )
    assert WHY in text(refused)
    assert 'value="2026-11-26T09:00"' in refused.content.decode()
    assert press(desk, made, until="2026-11-26T08:59", reason=WHY).status_code == 302


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("", "Choose a day and a time."),
        ("soon", "Choose a day and a time."),
        ("2026-11-25T10:00", "Choose a time from now on, within a year."),
        ("2027-11-27T10:00", "Choose a time from now on, within a year."),
        ("9999-12-31T23:59", "Choose a time from now on, within a year."),
        ("0001-01-01T00:00", "Choose a time from now on, within a year."),
        ("2027-03-28T02:30", "couldn’t be interpreted in time zone Europe/Copenhagen"),
    ],
)
def test_a_time_that_cannot_be_is_refused_at_its_field_and_the_reason_kept(desk, incident, until, sentence):
    refused = press(desk, incident, until=until, reason=WHY)
    assert refused.status_code == 422
    assert sentence in text(refused)
    assert WHY in text(refused)
    assert fresh(incident).snoozed_until is None


def test_r6_5_a_severity_1_without_owner_is_refused_with_a_sentence(desk):
    made = make.incident(at=WEDNESDAY, severity=1)
    refused = press(desk, made, until="2026-11-25T10:30", reason=WHY)
    assert "Nobody has this severity 1 yet, so it cannot be snoozed." in text(refused)


def test_a_contact_is_shown_nothing_of_it_in_her_list(desk, incident):
    press(desk, incident, until=UNTIL, reason=WHY)
    for address in ("/incidents/", f"/incidents/{incident.pk}/"):
        assert "snooze" not in text(get(signed_in(incident.contact), address)).lower()
