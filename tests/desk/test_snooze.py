"""R9.3 at the desk: an agent snoozes an incident and takes it up again; what cannot be is said at its field."""

import re
from datetime import timedelta

import pytest

from subscriptions.models import StaffMember
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


def test_r8_9_the_form_names_the_due_time_of_ours_of_which_nobody_will_be_reminded(desk, incident):
    page = text(get(desk, f"/desk/incidents/{incident.pk}/snooze/"))
    assert re.search(r"Next reply is due Mon \d\d:\d\d; nobody is reminded of it meanwhile\.", page)


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


def test_r9_3_a_time_and_a_reason_that_are_missing_are_said_at_once(desk, incident):
    refused = text(press(desk, incident, until="", reason=" "))
    for sentence in ("Choose a day and a time.", "Give a reason; it stays on record."):
        assert sentence in refused


def test_r6_5_a_severity_1_without_owner_is_refused_with_a_sentence(desk):
    made = make.incident(at=WEDNESDAY, severity=1)
    refused = press(desk, made, until="2026-11-25T10:30", reason=WHY)
    assert "Nobody has this severity 1 yet, so it cannot be snoozed." in text(refused)


def test_a_contact_is_shown_nothing_of_it_in_her_list(desk, incident):
    press(desk, incident, until=UNTIL, reason=WHY)
    for address in ("/incidents/", f"/incidents/{incident.pk}/"):
        assert "snooze" not in text(get(signed_in(incident.contact), address)).lower()


SOON = re.compile(r'name="soon" value="([^"]*)"')


def choices(page):
    return SOON.findall(page.content.decode())


def test_r9_3_near_times_are_offered_on_the_clock_of_the_reader_and_in_her_office_hours(
    desk, agent, incident
):
    page = get(desk, f"/desk/incidents/{incident.pk}/snooze/")
    for words in ("In an hour, 11:00", "This afternoon, 14:00", "Tomorrow, 09:00"):
        assert words in text(page)
    assert "Next week, Monday 09:00" in text(page)
    assert choices(page)[-1] == ""
    assert press(desk, incident, soon=choices(page)[2], reason=WHY).status_code == 302
    assert fresh(incident).snoozed_until == moment("2026-11-26 09:00 +01:00")


def test_r9_3_they_follow_the_region_and_the_zone_of_who_presses(incident):
    far = make.staff(time_zone="America/Chicago")
    StaffMember.objects.filter(user=far).update(
        region=make.region("americas", "America/Chicago", country="US")
    )
    page = text(get(signed_in(far), f"/desk/incidents/{incident.pk}/snooze/"))  # 03:00 there
    assert "In an hour, 04:00" in page
    assert "This afternoon, 14:00" in page


def test_r8_1_what_is_past_what_the_customer_expects_is_not_offered(desk):
    made = make.incident(at=WEDNESDAY, severity=3)
    page = get(desk, f"/desk/incidents/{made.pk}/snooze/")
    assert "In an hour" in text(page)
    assert "Tomorrow," not in text(page)
    assert "Next week" not in text(page)


def test_r9_3_what_a_page_offered_some_time_ago_is_what_she_gets(desk, incident):
    chosen = choices(get(desk, f"/desk/incidents/{incident.pk}/snooze/"))[0]
    later = LATER + timedelta(minutes=25)
    assert (
        post(desk, f"/desk/incidents/{incident.pk}/snooze/", later, soon=chosen, reason="").status_code == 422
    )
    assert (
        post(desk, f"/desk/incidents/{incident.pk}/snooze/", later, soon=chosen, reason=WHY).status_code
        == 302
    )
    assert fresh(incident).snoozed_until == LATER + timedelta(hours=1)


def test_r9_3_a_near_time_that_has_passed_or_is_none_is_refused_and_the_reason_kept(desk, incident):
    chosen = choices(get(desk, f"/desk/incidents/{incident.pk}/snooze/"))[0]
    passed = post(
        desk, f"/desk/incidents/{incident.pk}/snooze/", LATER + timedelta(hours=2), soon=chosen, reason=WHY
    )
    assert "Choose a time from now on, within a year." in text(passed)
    for nonsense in ("soon", "2026-11-25", "9999-12-31T23:59:59-18:00", "0001-01-01T00:00:00+00:00"):
        refused = press(desk, incident, soon=nonsense, reason=WHY)
        assert refused.status_code == 422
        assert WHY in text(refused)
    assert fresh(incident).snoozed_until is None


def test_r9_3_z_opens_the_snooze(desk, incident):
    assert 'data-key="z"' in get(desk, f"/desk/incidents/{incident.pk}/").content.decode()
