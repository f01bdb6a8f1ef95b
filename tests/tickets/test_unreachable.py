"""R10.6: severity 1 needs a phone reachable throughout; who cannot be reached is told, and raises it again."""

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from notifications import mails
from notifications.models import Notification
from subscriptions.models import ApiToken
from tests import factories as make
from tests.desk.pages import get, post, signed_in, text
from tests.duty.rosters import roster, team
from tests.tickets.moments import moment
from tickets import correspondence, lifecycle, severity, unreachable
from tickets.duty.models import Page
from tickets.models import Incident, LifecycleRules, Status
from tickets.refusals import NotLowered, NotSeverityOne, PhoneMissing, TooFewTries

pytestmark = pytest.mark.django_db

LOGGED = moment("2026-11-25 09:00 +01:00")
TEN = moment("2026-11-25 10:00 +01:00")
ELEVEN = moment("2026-11-25 11:00 +01:00")
NIGHT = moment("2026-11-26 02:00 +01:00")
MINUTE = timedelta(minutes=1)
NUMBER = "+45 70 00 00 01"


@pytest.fixture
def agent():
    return make.staff(name="Anna Kjær")


@pytest.fixture
def incident():
    return make.incident(at=LOGGED, severity=1, tier_code="XTP")


@pytest.fixture
def lowered(incident, agent):
    tried(incident, agent, 0, 30, 60)
    return unreachable.lower(incident, agent, "We keep the workaround running.", ELEVEN)


def fresh(incident):
    return Incident.objects.get(pk=incident.pk)


def tried(incident, agent, *minutes):
    """Calls that nobody answered, so many minutes after ten."""
    for after in minutes:
        correspondence.spoken(incident, agent, "", answered=False, phone=NUMBER, at=TEN + after * MINUTE)


def refused(incident, agent, at):
    with pytest.raises(TooFewTries) as caught:
        unreachable.lower(incident, agent, at=at)
    assert fresh(incident).severity == 1
    return str(caught.value)


# The tries


def test_r10_6_a_try_is_on_the_timeline_with_who_when_and_the_number_and_is_no_response(incident, agent):
    desk = signed_in(agent)
    page = f"/desk/incidents/{incident.pk}/"
    assert f'value="{NUMBER}"' in text(get(desk, f"{page}call/", TEN))
    pressed = post(desk, f"{page}call/", TEN, answered="no", phone=NUMBER, body="It rings out.")
    assert pressed.status_code == 302
    said = f"Anna Kjær called {NUMBER}; nobody answered <q>It rings out.</q>"
    for person, address in ((agent, page), (incident.contact, f"/incidents/{incident.pk}/")):
        assert said in text(get(signed_in(person), address, TEN))
    assert incident.milestones.get(kind="first_response").result == ""
    assert fresh(incident).owner is None


def test_r10_6_the_note_of_a_try_may_be_empty_that_of_a_talk_may_not(incident, agent):
    desk = signed_in(agent)
    page = f"/desk/incidents/{incident.pk}/"
    assert post(desk, f"{page}call/", TEN, answered="no", phone="", body=" ").status_code == 302
    assert "Anna Kjær called; nobody answered" in text(get(desk, page, TEN))
    again = post(desk, f"{page}call/", TEN, answered="yes", phone=NUMBER, body=" ")
    assert "Write a text first." in text(again)


def test_l3_a_call_spoken_meets_the_first_response_and_then_the_next_reply_and_one_not_answered_neither(
    incident, agent
):
    correspondence.spoken(incident, agent, "", answered=False, at=TEN)
    assert [m.kind for m in incident.milestones.running().exclude(kind="solution_goal")] == ["first_response"]
    correspondence.spoken(incident, agent, "She sends the log.", at=TEN + MINUTE)
    assert incident.milestones.get(kind="first_response").result == "missed"  # 60 minutes for Premium
    running = incident.milestones.running().get(kind="next_reply")
    assert running.started_at == TEN + MINUTE
    correspondence.spoken(incident, agent, "", answered=False, at=TEN + 2 * MINUTE)
    assert incident.milestones.running().get(kind="next_reply") == running
    correspondence.spoken(incident, agent, "Still there.", at=TEN + 3 * MINUTE)
    running.refresh_from_db()
    assert (running.result, running.ended_at) == ("met", TEN + 3 * MINUTE)


# Not before


def test_r10_6_it_is_refused_with_how_many_tries_are_missing_and_from_when_the_last_counts(incident, agent):
    rule = "Severity 1 is lowered for this after 3 tries to phone that nobody answered, over at least 60 minutes. "
    assert refused(incident, agent, TEN) == f"{rule}None is recorded yet."
    tried(incident, agent, 0)
    assert refused(incident, agent, TEN + MINUTE).startswith(f"{rule}2 more are missing. The last one counts")
    tried(incident, agent, 20, 40, 59)
    assert refused(incident, agent, ELEVEN - MINUTE).startswith(
        f"{rule}1 more is missing. The last one counts"
    )
    assert refused(incident, agent, ELEVEN) == f"{rule}1 more is missing."
    tried(incident, agent, 60)
    assert unreachable.lower(incident, agent, at=ELEVEN).severity == 2


def test_r10_6_the_time_is_said_on_the_clock_of_the_reader_and_the_form_says_it_beforehand(incident, agent):
    tried(incident, agent, 0)
    desk, page = signed_in(agent), f"/desk/incidents/{incident.pk}/"
    shown = text(get(desk, f"{page}unreachable/", TEN + MINUTE))
    assert (
        "1 of 3 tries to phone are recorded. 2 more are missing. The last one counts from today 11:00 on."
        in shown
    )
    again = post(desk, f"{page}unreachable/", TEN + MINUTE, reason="We go on.")
    assert again.status_code == 409
    assert "The last one counts from today 11:00 on." in text(again)
    assert "We go on." in text(again)


def test_r10_6_two_tries_are_too_few_however_far_apart(incident, agent):
    tried(incident, agent, 0, 90)
    assert refused(incident, agent, TEN + 91 * MINUTE).endswith("1 more is missing.")


@pytest.mark.parametrize(
    "heard",
    [
        lambda i, a, at: correspondence.contact_reply(i, i.contact, "I was in a meeting.", at=at),
        lambda i, a, at: correspondence.spoken(i, a, "She is back.", at=at),
        lambda i, a, at: severity.ask_for_severity(i, i.contact, 2, "Works again.", at=at),
    ],
    ids=["she writes", "she is spoken with", "she asks for a severity"],
)
def test_r10_6_who_was_heard_is_reachable_and_the_tries_count_anew(incident, agent, heard):
    tried(incident, agent, 0, 30)
    heard(incident, agent, TEN + 40 * MINUTE)
    tried(incident, agent, 60)
    assert "2 more are missing." in refused(incident, agent, ELEVEN)


def test_r10_6_a_message_of_ours_and_a_note_change_nothing(incident, agent):
    tried(incident, agent, 0, 30)
    correspondence.reply(incident, agent, "Please pick up.", at=TEN + 40 * MINUTE)
    correspondence.note(incident, agent, "Try the switchboard.", at=TEN + 41 * MINUTE)
    tried(incident, agent, 60)
    assert unreachable.lower(incident, agent, at=ELEVEN).severity == 2


def test_r10_6_tries_from_before_it_was_severity_1_do_not_count(agent):
    made = make.incident(at=LOGGED, severity=2)
    tried(made, agent, 0, 30, 60)
    severity.change_severity(made, agent, 1, "All users.", ELEVEN, impact="All", phone="+45 70")
    assert refused(made, agent, ELEVEN).endswith("None is recorded yet.")


def test_r10_6_the_numbers_are_the_administrators(incident, agent):
    LifecycleRules.objects.create(pk=1, phone_tries=2, phone_minutes=10)
    tried(incident, agent, 0)
    assert "after 2 tries to phone that nobody answered, over at least 10 minutes" in refused(
        incident, agent, TEN
    )
    tried(incident, agent, 10)
    assert unreachable.lower(incident, agent, at=TEN + 10 * MINUTE).severity == 2


def test_r10_6_only_an_open_severity_1_is_lowered_for_it(incident, agent):
    tried(incident, agent, 0, 30, 60)
    severity.change_severity(incident, agent, 3, "One user.", ELEVEN)
    with pytest.raises(NotSeverityOne):
        unreachable.lower(incident, agent, at=ELEVEN)


# Lowered


def test_r10_6_the_customer_is_told_by_mail_in_words(lowered):
    told = Notification.objects.filter(kind="unreachable", recipient=lowered.contact)
    assert {each.channel for each in told} == {"email", "in_app"}
    mail = mails.written(told.get(channel="email"))
    assert mail.subject.startswith(f"We could not reach you: incident {lowered.pk} is now severity 2")
    assert f"We called {NUMBER} 3 times, first on Wednesday 25 November 2026 at 10:00" in mail.text
    assert "raise it to severity 1 again yourself" in mail.text
    assert "We keep the workaround running." in mail.text
    assert not Notification.objects.filter(kind="severity_changed").exists()


def test_r10_6_the_number_told_is_the_one_that_was_called(incident, agent):
    for minutes in (0, 30, 60):
        at = TEN + minutes * MINUTE
        correspondence.spoken(incident, agent, "", answered=False, phone="+45 11 22 33 44", at=at)
    unreachable.lower(incident, agent, at=ELEVEN)
    assert Notification.objects.filter(kind="unreachable").first().context["phone"] == "+45 11 22 33 44"


def test_r10_6_the_portal_says_why_and_offers_to_raise_it_again(lowered):
    page = text(get(signed_in(lowered.contact), f"/incidents/{lowered.pk}/", ELEVEN))
    assert (
        "Anna Kjær lowered the severity from 1 Critical to 2 High: nobody answered 3 calls, the first today 10:00,"
        " the last today 11:00."
    ) in page
    assert "We could not reach you by phone" in page
    assert "Raise to severity 1 again" in page


def test_r10_7_what_remains_moves_to_the_office_clock(incident, agent):
    """Premium, Wednesday 09:00: the solution goal of severity 1 ran around the clock."""
    tried(incident, agent, 0, 30, 60)
    unreachable.lower(incident, agent, at=ELEVEN)
    clocks = set(incident.milestones.running().values_list("clock", flat=True))
    assert clocks == {"office"}


# Raised again


def test_r10_6_she_raises_it_again_herself_at_once_with_a_phone(lowered):
    portal = signed_in(lowered.contact)
    lifecycle.take(lowered, make.staff(name="Ida"), ELEVEN)
    pressed = post(portal, f"/incidents/{lowered.pk}/raise/", ELEVEN + MINUTE, phone=" +45 21 00 00 07 ")
    assert pressed.status_code == 302
    again = fresh(lowered)
    assert (again.severity, again.phone) == (1, "+45 21 00 00 07")
    assert set(again.milestones.running().values_list("clock", flat=True)) == {"24x7"}
    page = text(get(portal, f"/incidents/{lowered.pk}/", ELEVEN + MINUTE))
    assert "raised the severity from 2 High to 1 Critical again, and is reached by phone." in page
    assert "Raise to severity 1 again" not in page
    told = Notification.objects.filter(kind="raised_again", channel="email").get()
    assert (told.recipient.name, told.context["phone"]) == ("Ida", "+45 21 00 00 07")


def test_r8_10_raising_it_again_never_moves_a_due_time_later(lowered):
    before = {m.kind: m.due_at for m in lowered.milestones.running()}
    again = unreachable.raise_again(lowered, lowered.contact, NUMBER, ELEVEN + MINUTE)
    assert all(m.due_at <= before[m.kind] for m in again.milestones.running())


def test_r6_5_raised_again_at_night_it_pages_and_the_owner_is_let_sleep(lowered):
    roster(*team("Jens", "Ida"))
    lifecycle.take(lowered, make.staff(name="Ane"), ELEVEN)
    unreachable.raise_again(lowered, lowered.contact, NUMBER, NIGHT)
    assert Page.objects.get().agent.name == "Jens"


def test_l5_where_it_waits_for_her_it_is_in_progress_again(lowered, agent):
    correspondence.reply(lowered, agent, "Which version?", asks=True, at=ELEVEN)
    unreachable.raise_again(lowered, lowered.contact, NUMBER, ELEVEN + MINUTE)
    assert fresh(lowered).status == Status.IN_PROGRESS


@pytest.mark.parametrize("phone", ["", "  ", "\x00\x07"])
def test_r10_6_without_a_phone_it_is_refused_at_its_field(lowered, phone):
    with pytest.raises(PhoneMissing):
        unreachable.raise_again(lowered, lowered.contact, phone, ELEVEN)
    address = f"/incidents/{lowered.pk}/raise/"
    again = post(signed_in(lowered.contact), address, ELEVEN, phone=phone.strip())
    assert again.status_code == 422
    assert "Give a phone number that is answered now, and throughout." in text(again)
    assert fresh(lowered).severity == 2


def test_r10_6_lowered_for_another_reason_a_person_decides(incident, agent, lowered):
    severity.change_severity(lowered, agent, 3, "One user.", ELEVEN)
    severity.change_severity(lowered, agent, 2, "More.", ELEVEN)
    with pytest.raises(NotLowered):
        unreachable.raise_again(lowered, lowered.contact, NUMBER, ELEVEN)
    page = text(get(signed_in(lowered.contact), f"/incidents/{lowered.pk}/", ELEVEN))
    assert "Raise to severity 1 again" not in page


def test_r10_6_raised_twice_at_once_the_second_is_told(lowered):
    unreachable.raise_again(lowered, lowered.contact, NUMBER, ELEVEN)
    address = f"/incidents/{lowered.pk}/raise/"
    again = post(signed_in(lowered.contact), address, ELEVEN, phone=NUMBER)
    assert again.status_code == 409
    assert "The severity cannot be raised here any more." in text(again)


def test_r10_6_nobody_of_another_company_raises_it(lowered):
    stranger = make.contact(make.customer())
    assert post(signed_in(stranger), f"/incidents/{lowered.pk}/raise/", ELEVEN, phone="1").status_code == 404


def api(person):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {ApiToken.issue(person, 'test')}")
    return client


def test_r10_6_both_by_the_api_too(incident, agent):
    address = f"/api/v1/incidents/{incident.pk}/changes/"
    early = api(agent).post(address, {"change": "lower_unreachable"}, "json")
    assert (early.status_code, early.json()["code"]) == (409, "too_few_tries")
    tried(incident, agent, 0, 30, 60)
    assert api(agent).post(address, {"change": "lower_unreachable"}, "json").json()["severity"] == 2
    assert api(agent).post(address, {"change": "raise_again"}, "json").status_code == 403
    missing = api(incident.contact).post(address, {"change": "raise_again"}, "json")
    assert missing.json()["code"] == "phone_missing"
    raised = api(incident.contact).post(address, {"change": "raise_again", "phone": NUMBER}, "json")
    assert raised.json()["severity"] == 1
