"""Sessions as the vendor plans them: what cannot be, changes and cancellations told with a calendar's entry,
and the recording (R16.1, R16.2)."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import pytest
from icalendar import Calendar

from entitlements.briefings import attending, planning, recording, seats
from entitlements.briefings.models import Session, SignUp
from entitlements.briefings.refusals import (
    FewerThanTaken,
    NoProducts,
    NoSeat,
    NotAHost,
    NotALink,
    NotBegun,
    SessionBegun,
    SessionCancelled,
    SessionInPast,
    SessionOver,
    SessionTooFar,
    TitleMissing,
    TooManyCame,
    TooManySeats,
    WrongLength,
)
from notifications import mails
from notifications.models import Notification
from subscriptions.refusals import Forbidden, ReasonMissing
from tests import factories as make
from tests.briefings.scene import AT, LINK, STARTS, fresh, host, publisher, recorded, seated, session, wanted

pytestmark = pytest.mark.django_db
LATER = STARTS + timedelta(hours=3)


def mail_of(kind, person):
    row = Notification.objects.filter(kind=kind, recipient=person, channel="email").latest("pk")
    return message_from_bytes(mails.octets(row, mails.written(row)))


def calendar_of(mail):
    part = next(each for each in mail.walk() if each.get_content_type() == "text/calendar")
    return part.get_param("method"), Calendar.from_ical(part.get_payload(decode=True)), part


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"starts_at": AT}, SessionInPast),
        ({"starts_at": AT - timedelta(days=1)}, SessionInPast),
        ({"capacity": 0}, NoSeat),
        ({"capacity": -3}, NoSeat),
        ({"capacity": 10**9}, TooManySeats),
        ({"starts_at": datetime.max.replace(tzinfo=UTC)}, SessionTooFar),
        ({"minutes": 4}, WrongLength),
        ({"minutes": 481}, WrongLength),
        ({"title": " \n "}, TitleMissing),
        ({"link": "javascript:alert(1)"}, NotALink),
        ({"link": "http://meet.example/x"}, NotALink),
        ({"link": "https://"}, NotALink),
        ({"link": "https://[meet"}, NotALink),
        ({"link": "https://meet.example/a b"}, NotALink),
        ({"link": "data:text/html,x"}, NotALink),
        ({"needs_cover": True}, NoProducts),
    ],
)
def test_what_cannot_be_planned_is_refused_with_a_sentence_at_its_field(changes, refusal):
    with pytest.raises(refusal) as refused:
        session(**changes)
    assert str(refused.value)
    assert refused.value.field
    assert not Session.objects.exists()


def test_a_host_is_somebody_of_the_vendor_who_may_host():
    for person in (None, make.contact(make.customer()), make.staff("auditor")):
        with pytest.raises(NotAHost):
            session(host=person)


@pytest.mark.parametrize("link", [LINK, "HTTPS://teams.example/l/meetup?x=1#y", "https://8x8.example", ""])
def test_r16_2_the_meeting_is_any_https_address_and_may_come_later(link):
    made = session(link=link)
    assert made.link.lower() == link.lower()
    assert planning.give_link(made, made.host, "https://zoom.example/9", AT).link == "https://zoom.example/9"


def test_who_may_not_plan_is_told_whom_to_ask():
    with pytest.raises(Forbidden):
        session(by=make.staff("agent"))
    made = session()
    with pytest.raises(Forbidden):
        planning.cancel(made, make.staff("agent", name="Another"), "Because.", AT)
    assert planning.change(made, wanted(title="The host changes hers"), made.host, AT)


def test_fewer_seats_than_are_taken_cannot_be_offered():
    made = session()
    seated(made, number=2)
    with pytest.raises(FewerThanTaken):
        planning.change(made, wanted(capacity=1), publisher(), AT)
    assert fresh(made).capacity == 3


def test_r16_1_a_seat_comes_with_an_entry_for_the_calendar_that_has_no_join_link():
    made = seated(session())
    mail = mail_of("session_seat", made.user)
    method, calendar, part = calendar_of(mail)
    event = calendar.walk("VEVENT")[0]
    assert (method, calendar["METHOD"]) == ("REQUEST", "REQUEST")
    assert event["UID"] == f"briefing-{made.session.uid}@xtreme-support"
    assert event.decoded("dtstart") == STARTS
    assert event.decoded("dtend") == STARTS + timedelta(hours=1)
    assert made.user.email in str(event["ATTENDEE"])
    assert LINK not in part.get_payload(decode=True).decode()
    assert LINK not in mail.as_string()


def test_r16_1_another_time_is_told_to_all_and_moves_the_entry_in_their_calendars():
    made = session(capacity=1)
    has, waits = seated(made), seated(made)
    planning.change(made, wanted(starts_at=LATER, capacity=1), publisher(), AT)
    method, calendar, _part = calendar_of(mail_of("session_changed", has.user))
    event = calendar.walk("VEVENT")[0]
    assert method == "REQUEST"
    assert (int(event["SEQUENCE"]), event.decoded("dtstart")) == (1, LATER)
    assert event["UID"] == f"briefing-{made.uid}@xtreme-support"
    told = mail_of("session_changed", waits.user)
    assert all(part.get_content_type() != "text/calendar" for part in told.walk())
    planning.change(fresh(made), wanted(starts_at=LATER, capacity=1), publisher(), AT)
    assert Notification.objects.filter(kind="session_changed", channel="email").count() == 2


def test_r16_1_a_cancellation_is_told_to_all_with_its_reason_and_leaves_their_calendars():
    made = session(capacity=1)
    has, waits = seated(made), seated(made)
    planning.cancel(made, publisher(), "The host is ill.", AT)
    method, calendar, _part = calendar_of(mail_of("session_cancelled", has.user))
    event = calendar.walk("VEVENT")[0]
    assert (method, event["STATUS"], int(event["SEQUENCE"])) == ("CANCEL", "CANCELLED", 1)
    assert "The host is ill." in mail_of("session_cancelled", waits.user).as_string()
    with pytest.raises(SessionCancelled):
        planning.cancel(made, publisher(), "Again.", AT)


def test_cancelling_needs_a_reason_and_a_session_that_is_not_over():
    made = session()
    with pytest.raises(ReasonMissing):
        planning.cancel(made, publisher(), " ", AT)
    with pytest.raises(SessionOver):
        planning.cancel(made, publisher(), "Too late.", LATER)


def test_what_has_begun_is_changed_no_more():
    with pytest.raises(SessionBegun):
        planning.change(session(), wanted(starts_at=LATER), publisher(), STARTS)


def test_the_host_is_told_and_the_next_one_too():
    made = session()
    assert Notification.objects.filter(kind="session_hosting", recipient=made.host).exists()
    next_host = host(name="Signe Holm")
    planning.change(made, wanted(host=next_host), publisher(), AT)
    assert Notification.objects.filter(kind="session_hosting", recipient=next_host).exists()


def test_r16_1_the_session_leaves_the_calendar_of_who_hosts_it_no_more_and_returns_to_it():
    made = session()
    first, second = made.host, host(name="Signe Holm")
    planning.change(made, wanted(host=second, starts_at=LATER), publisher(), AT)
    mail = mail_of("session_hosting", first)
    method, calendar, _part = calendar_of(mail)
    event = calendar.walk("VEVENT")[0]
    assert (method, event["STATUS"], int(event["SEQUENCE"])) == ("CANCEL", "CANCELLED", 1)
    assert event["UID"] == f"briefing-{made.uid}@xtreme-support"
    assert "Signe Holm hosts in your place" in mail["Subject"]
    assert "5 December 2026" in mail.get_payload(0).as_string()
    planning.change(fresh(made), wanted(host=first, starts_at=LATER), publisher(), AT)
    method, calendar, _part = calendar_of(mail_of("session_hosting", first))
    assert (method, int(calendar.walk("VEVENT")[0]["SEQUENCE"])) == ("REQUEST", 2)


def test_r16_1_who_came_is_noted_and_no_more_than_had_seats():
    made = session()
    row = seated(made, number=2)
    with pytest.raises(NotBegun):
        attending.note(made, made.host, {row.pk: 1}, AT)
    with pytest.raises(TooManyCame):
        attending.note(made, made.host, {row.pk: 3}, LATER)
    attending.note(made, made.host, {row.pk: 2}, LATER)
    assert SignUp.objects.get().attended == 2


def test_r16_1_the_recording_joins_the_library_and_who_signed_up_is_told_once():
    made = session(capacity=1)
    has, waits, gone = seated(made), seated(made), seated(made)
    seats.withdraw(made, gone.user, AT)
    draft = recorded(published=False)
    planning.link_recording(made, made.host, draft)
    assert not Notification.objects.filter(kind="session_recorded").exists()
    by = publisher()
    recording.publish(draft, by, LATER)
    recording.withdraw(draft, by)
    recording.publish(draft, by, LATER)
    told = Notification.objects.filter(kind="session_recorded", channel="email")
    assert {row.recipient_id for row in told} == {has.user_id, waits.user_id}
    assert told.count() == 2
    assert fresh(made).recording == draft
