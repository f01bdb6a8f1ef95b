"""L6: while an incident waits for development another day may be expected, and the customer is told again."""

import json
from datetime import date, timedelta

import pytest
import time_machine
from rest_framework.test import APIClient

from notifications import mails
from notifications.models import Notification
from subscriptions.models import ApiToken
from subscriptions.refusals import TextTooLong
from tests import factories as make
from tests.tickets.moments import moment
from tests.tickets.portal import get, signed_in, text
from tickets import correspondence, lifecycle
from tickets.models import Incident, Milestone, TimelineEntry
from tickets.refusals import DayOutOfRange, NotInDevelopment, SameDay

pytestmark = pytest.mark.django_db

LOGGED = moment("2026-11-25 09:00 +01:00")
LATER = moment("2026-11-25 10:00 +01:00")
FIRST, SECOND = date(2026, 12, 1), date(2026, 12, 15)


@pytest.fixture
def agent():
    return make.staff(name="Anna Kjær")


@pytest.fixture
def incident(agent):
    made = make.incident(at=LOGGED, severity=3)
    correspondence.reply(made, agent, "We have found the defect.", at=LOGGED)
    return lifecycle.wait_for_development(
        made, agent, defect_link="https://bugs.example/9", release_expected_on=FIRST, at=LOGGED
    )


def fresh(incident):
    return Incident.objects.get(pk=incident.pk)


def told(incident):
    """The mails about a new date, oldest first."""
    return list(Notification.objects.filter(kind="expected_date", channel="email").order_by("pk"))


def clocks(incident):
    return list(Milestone.objects.filter(incident=incident).order_by("pk").values())


def test_l6_a_new_day_is_kept_and_the_contact_is_told_each_time(incident, agent):
    lifecycle.set_expected_date(incident, agent, SECOND, at=LATER)
    lifecycle.set_expected_date(incident, agent, FIRST, at=LATER)
    assert fresh(incident).release_expected_on == FIRST
    assert fresh(incident).defect_link == "https://bugs.example/9"
    assert [row.recipient for row in told(incident)] == [incident.contact] * 2
    assert [row.context["expected"] for row in told(incident)] == ["2026-12-15", "2026-12-01"]


def test_l6_no_clock_and_no_status_moves(incident, agent):
    """R8.7: a new date is no response."""
    before = clocks(incident)
    lifecycle.set_expected_date(incident, agent, SECOND, at=LATER)
    assert clocks(incident) == before
    assert fresh(incident).status == "waiting_development"
    assert fresh(incident).status_since == LOGGED


def test_the_same_day_changes_nothing_and_tells_nobody(incident, agent):
    entries = TimelineEntry.objects.count()
    with pytest.raises(SameDay):
        lifecycle.set_expected_date(incident, agent, FIRST, at=LATER)
    assert told(incident) == []
    assert TimelineEntry.objects.count() == entries


@pytest.mark.parametrize("day", [None, date(2026, 11, 24), date(2027, 11, 27), date(9999, 12, 31)])
def test_a_day_that_is_past_far_off_or_none_is_refused(incident, agent, day):
    with pytest.raises(DayOutOfRange):
        lifecycle.set_expected_date(incident, agent, day, at=LATER)
    assert fresh(incident).release_expected_on == FIRST
    assert told(incident) == []


def test_today_is_the_customers(agent):
    """Thursday has begun in Melbourne when it is Wednesday afternoon in Copenhagen."""
    far = make.customer(time_zone="Australia/Melbourne")
    incident = lifecycle.take(make.incident(far, at=LOGGED), agent, at=LOGGED)
    lifecycle.wait_for_development(incident, agent, at=LOGGED)
    evening = moment("2026-11-25 16:00 +01:00")
    with pytest.raises(DayOutOfRange):
        lifecycle.set_expected_date(incident, agent, date(2026, 11, 25), at=evening)
    lifecycle.set_expected_date(incident, agent, date(2026, 11, 26), at=evening)


def test_only_what_waits_for_development_has_an_expected_date(incident, agent):
    lifecycle.resume(incident, agent, at=LATER)
    with pytest.raises(NotInDevelopment) as refused:
        lifecycle.set_expected_date(fresh(incident), agent, SECOND, at=LATER)
    assert "The incident is in progress;" in str(refused.value)
    assert told(incident) == []


def test_a_reason_that_is_too_long_is_refused_and_nothing_is_changed(incident, agent):
    with pytest.raises(TextTooLong):
        lifecycle.set_expected_date(incident, agent, SECOND, reason="ø" * 200_000, at=LATER)
    assert fresh(incident).release_expected_on == FIRST


def test_the_customer_reads_the_new_day_who_set_it_and_why(incident, agent):
    lifecycle.set_expected_date(incident, agent, SECOND, reason="A test failed.\x07", at=LATER)
    shown = text(get(signed_in(incident.contact), f"/incidents/{incident.pk}/", LATER))
    said = "Anna Kjær changed the expected date of the release from 1 December 2026 to 15 December 2026"
    assert said in shown
    assert "<q>A test failed.</q>" in shown
    assert "<dt>Release expected</dt><dd>15 December 2026</dd>" in shown


def test_the_first_day_is_told_too(agent):
    incident = lifecycle.take(make.incident(at=LOGGED), agent, at=LOGGED)
    lifecycle.wait_for_development(incident, agent, at=LOGGED)
    lifecycle.set_expected_date(incident, agent, SECOND, at=LATER)
    shown = text(get(signed_in(incident.contact), f"/incidents/{incident.pk}/", LATER))
    assert "Anna Kjær set the expected date of the release to 15 December 2026" in shown
    mail = mails.written(told(incident)[0])
    assert "We now expect it on Tuesday 15 December 2026." in mail.text
    assert "reason" not in mail.text


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            (
                "New expected date for incident",
                "We expected it on Tuesday 1 December 2026; now we expect it on Tuesday 15 December 2026.",
                "The reason given:",
            ),
        ),
        (
            "da",
            (
                "Ny forventet dato for hændelse",
                "Vi forventede den tirsdag 1. december 2026; nu forventer vi den tirsdag 15. december 2026.",
                "Begrundelsen:",
            ),
        ),
    ],
)
def test_the_mail_says_both_days_and_why_in_the_readers_language(incident, agent, language, sentences):
    incident.contact.language = language
    incident.contact.save()
    lifecycle.set_expected_date(incident, agent, SECOND, reason="A test failed.", at=LATER)
    mail = mails.written(told(incident)[0])
    for sentence in sentences:
        assert sentence in f"{mail.subject}\n{mail.text}"
    assert "> A test failed." in mail.text


def test_the_api_sets_it_for_staff_and_shows_it_to_the_contact(incident, agent):
    path, key = f"/api/v1/incidents/{incident.pk}/", {}
    for person in (agent, incident.contact):
        key[person] = APIClient()
        key[person].credentials(HTTP_AUTHORIZATION=f"Token {ApiToken.issue(person, 'test')}")
    change = {"change": "set_expected_date", "release_expected_on": "2026-12-15", "reason": "A test failed."}
    with time_machine.travel(LATER, tick=False):
        assert key[incident.contact].post(path + "changes/", change).status_code == 403
        done = key[agent].post(path + "changes/", change)
        again = key[agent].post(path + "changes/", change)
        none = key[agent].post(path + "changes/", {"change": "set_expected_date"})
        seen = key[incident.contact].get(path).json()
        lifecycle.resume(incident, agent)
        moved_on = key[agent].post(path + "changes/", change)
        assert key[incident.contact].get(path).json()["release_expected_on"] is None
    assert (done.status_code, done.json()["release_expected_on"]) == (200, "2026-12-15")
    assert (again.status_code, again.json()["code"]) == (422, "same_day")
    assert (none.status_code, none.json()["code"]) == (422, "day_out_of_range")
    assert (moved_on.status_code, moved_on.json()["code"]) == (409, "not_in_development")
    assert seen["release_expected_on"] == "2026-12-15"
    assert "bugs.example" not in json.dumps(seen)  # the vendor's own system
    assert seen["timeline"][-1]["facts"] == {
        "code": "expected_date",
        "from": "2026-12-01",
        "to": "2026-12-15",
        "reason": "A test failed.",
    }
    assert len(told(incident)) == 1


def test_after_it_waits_again_without_a_day_none_is_expected(incident, agent):
    lifecycle.resume(incident, agent, at=LATER)
    lifecycle.wait_for_development(fresh(incident), agent, at=LATER)
    assert fresh(incident).release_expected_on is None
    lifecycle.set_expected_date(fresh(incident), agent, FIRST, at=LATER + timedelta(minutes=1))
    assert len(told(incident)) == 1
