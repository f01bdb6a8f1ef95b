"""Meetings: who arranges them, what cannot be, and the entries by which they stand in people's calendars (R20)."""

from datetime import timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import ProgrammingError, transaction
from icalendar import Calendar

from subscriptions import tenancy
from subscriptions.models import AdvisorAssignment
from tests import factories as make
from tests.advisory.scene import AT, DAY, LINK, STARTS, fresh, mail_of, scene, told
from tickets.advisory import arranging, holding
from tickets.advisory.holding import Minutes
from tickets.advisory.models import Meeting
from tickets.advisory.planning import NewTask
from tickets.advisory.refusals import (
    AnothersParticipant,
    ChangedMeanwhile,
    MeetingCancelled,
    MeetingHeld,
    MeetingInPast,
    MeetingOver,
    NobodyOfOurs,
    NotAPlace,
    NotBegun,
    NotHerAdvisor,
    NotInvited,
    SubjectMissing,
    ViaAdvisor,
    WrongLength,
)

pytestmark = pytest.mark.django_db


def calendar_in(row):
    """Of a mail the method its part says, the calendar and the mail itself."""
    mail = mail_of(row)
    part = next(each for each in mail.walk() if each.get_content_type() == "text/calendar")
    return part.get_param("method"), Calendar.from_ical(part.get_payload(decode=True)), mail


def entry_in(row):
    return calendar_in(row)[1].walk("VEVENT")[0]


def test_r20_1_only_advisor_and_deputy_arrange_a_contact_never_does():
    nordlys = scene()
    with pytest.raises(ViaAdvisor) as refused:
        arranging.arrange(nordlys.customer, "senior", nordlys.wanted(), nordlys.contact, AT)
    assert str(refused.value) == (
        "Meetings are arranged by your dedicated customer advisor, Line. Your request has been sent."
    )
    for by in (make.staff("agent"), make.staff("support_manager"), make.staff("advisor")):
        with pytest.raises(NotHerAdvisor):
            arranging.arrange(nordlys.customer, "senior", nordlys.wanted(), by, AT)
    arranging.arrange(nordlys.customer, "senior", nordlys.wanted(), nordlys.deputy, AT)
    assert Meeting.objects.count() == 1


def test_r20_1_the_database_takes_no_meeting_from_a_contacts_transaction():
    nordlys = scene()
    found = nordlys.meeting()
    with tenancy.as_contact(nordlys.customer.pk):
        assert list(Meeting.objects.all()) == [found]
        with pytest.raises(ProgrammingError), transaction.atomic():
            Meeting.objects.filter(pk=found.pk).update(subject="Mine")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"subject": " \n"}, SubjectMissing),
        ({"starts_at": AT}, MeetingInPast),
        ({"starts_at": AT - DAY}, MeetingInPast),
        ({"minutes": 0}, WrongLength),
        ({"minutes": 540}, WrongLength),
        ({"place": ""}, NotAPlace),
        ({"place": "javascript:alert(1)"}, NotAPlace),
        ({"place": "http://meet.example/"}, NotAPlace),
        ({"place": "call me"}, NotAPlace),
    ],
)
def test_what_cannot_be_a_meeting_is_refused_and_nobody_is_told(changes, refusal):
    nordlys = scene()
    with pytest.raises(refusal):
        nordlys.meeting(**changes)
    assert not Meeting.objects.exists()
    assert not told("meeting")


def test_a_meeting_needs_a_person_of_the_vendor_and_nobody_of_another_customer():
    nordlys, havblik = scene(), scene(name="Havblik")
    with pytest.raises(NobodyOfOurs):
        nordlys.meeting(participants=[nordlys.hers])
    with pytest.raises(AnothersParticipant):
        nordlys.meeting(participants=[nordlys.hers, nordlys.ours, havblik.hers])


def test_the_vendor_calls_a_number_as_it_is_dialled_from_anywhere():
    nordlys = scene()
    assert nordlys.meeting(place="20 00 00 01").place == "+45 20 00 00 01"
    assert nordlys.meeting(place="HTTPS://meet.example/x").place == "https://meet.example/x"


def test_invitations_have_the_shape_that_outlook_and_google_read():
    """RFC 6047 as both read it: an alternative with its method, the same as a file, one organizer, all attendees,
    the zone described."""
    nordlys = scene(time_zone="Australia/Melbourne")
    found = nordlys.meeting()
    method, calendar, mail = calendar_in(told("meeting", nordlys.contact)[0])
    assert mail.get_content_type() == "multipart/mixed"
    alternative, attached = mail.get_payload()
    assert [part.get_content_type() for part in alternative.get_payload()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert (attached.get_content_type(), attached.get_filename()) == ("application/ics", "invite.ics")
    assert Calendar.from_ical(attached.get_payload(decode=True)) == calendar
    assert (method, calendar["METHOD"], calendar["VERSION"]) == ("REQUEST", "REQUEST", "2.0")
    event = calendar.walk("VEVENT")[0]
    assert (event["UID"], event["SEQUENCE"]) == (f"meeting-{found.uid}@xtreme-support", 0)
    assert event["ORGANIZER"] == "mailto:support@xtreme.example"
    assert event["ORGANIZER"].params["CN"] == "Line"
    people = {each.removeprefix("mailto:"): each.params["PARTSTAT"] for each in event["ATTENDEE"]}
    assert {each.params["RSVP"] for each in event["ATTENDEE"]} == {"TRUE"}
    assert people == {
        nordlys.contact.email: "NEEDS-ACTION",
        nordlys.ours.person.email: "NEEDS-ACTION",
    }
    assert event["DTSTART"].dt == STARTS
    assert event["DTSTART"].params["TZID"] == "Australia/Melbourne"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Australia/Melbourne"]
    assert calendar.walk("DAYLIGHT")
    assert event["LOCATION"] == LINK


@pytest.mark.parametrize(
    "zone",
    ["Europe/Copenhagen", "Australia/Melbourne", "Australia/Lord_Howe", "America/Chicago", "Asia/Tokyo"],
)
def test_r20_the_file_changes_the_clock_when_the_zone_does(zone):
    """RFC 5545, 3.6.5: each change is said by the clock as it goes before it."""
    nordlys = scene(time_zone=zone)
    nordlys.meeting()
    calendar = calendar_in(told("meeting", nordlys.contact)[0])[1]
    changes = 0
    for part in calendar.walk("VTIMEZONE")[0].subcomponents:
        before, after = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
        further = [day.dt for each in [part.get("RDATE")] if each for day in each.dts]
        for local in [part["DTSTART"].dt, *further] if before != after else []:
            instant = local.replace(tzinfo=timezone(before))
            minute = timedelta(minutes=1)
            assert (instant - minute).astimezone(ZoneInfo(zone)).utcoffset() == before
            assert instant.astimezone(ZoneInfo(zone)).utcoffset() == after
            changes += 1
    assert changes >= 5 or zone == "Asia/Tokyo"


def test_a_moved_meeting_keeps_its_uid_and_counts_its_sequence_up():
    nordlys = scene()
    found = nordlys.meeting()
    moved = arranging.change(found, nordlys.wanted(starts_at=STARTS + DAY), nordlys.deputy, AT)
    first, second = (entry_in(row) for row in told("meeting", nordlys.contact))
    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)
    assert second["DTSTART"].dt == moved.starts_at == STARTS + DAY
    assert second["STATUS"] == "CONFIRMED"


def test_r20_1_when_it_was_to_begin_is_said_only_where_it_moved():
    nordlys = scene()
    found = nordlys.meeting()
    same = STARTS.astimezone(ZoneInfo("Asia/Tokyo"))  # as a form of another zone sends it
    arranging.change(found, nordlys.wanted(starts_at=same, minutes=45), nordlys.advisor, AT)
    assert told("meeting", nordlys.contact)[-1].context["was_at"] is None
    arranging.change(found, nordlys.wanted(starts_at=STARTS + DAY), nordlys.advisor, AT)
    assert told("meeting", nordlys.contact)[-1].context["was_at"] is not None


def test_a_cancelled_meeting_leaves_the_calendars_of_all():
    nordlys = scene()
    found = arranging.cancel(nordlys.meeting(), nordlys.advisor, "Solved yesterday", AT)
    assert (found.state, found.cancel_reason) == ("cancelled", "Solved yesterday")
    for row in (told("meeting", nordlys.contact)[-1], told("meeting_staff", nordlys.ours.person)[-1]):
        method, calendar, _mail = calendar_in(row)
        event = calendar.walk("VEVENT")[0]
        assert (method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
        assert "Solved yesterday" in mail_of(row).as_string()
    with pytest.raises(MeetingCancelled):
        arranging.change(found, nordlys.wanted(), nordlys.advisor, AT)


def test_who_is_left_out_has_it_taken_out_and_who_is_new_is_invited():
    nordlys = scene()
    anders = nordlys.identify(person=make.contact(nordlys.customer, name="Anders"))
    found = nordlys.meeting()
    arranging.change(found, nordlys.wanted(participants=[nordlys.ours, anders]), nordlys.advisor, AT)
    assert calendar_in(told("meeting", nordlys.contact)[-1])[0] == "CANCEL"
    assert calendar_in(told("meeting", anders.person)[-1])[0] == "REQUEST"
    assert [row.context["step"] for row in told("meeting_staff", nordlys.ours.person)] == [
        "invited",
        "changed",
    ]


def test_a_meeting_that_was_held_is_moved_and_cancelled_no_more():
    nordlys = scene()
    found = holding.hold(nordlys.meeting(), Minutes(), nordlys.advisor, STARTS)
    for verb in (
        lambda: arranging.change(found, nordlys.wanted(starts_at=STARTS + DAY), nordlys.advisor, STARTS),
        lambda: arranging.cancel(found, nordlys.advisor, "No", STARTS),
    ):
        with pytest.raises(MeetingHeld) as refused:
            verb()
        assert str(refused.value) == (
            "The meeting was held on 2 December 2026; it cannot be moved or cancelled any more."
        )
    assert fresh(found).starts_at == STARTS


def test_a_meeting_that_is_over_is_not_moved():
    nordlys = scene()
    found, over = nordlys.meeting(), STARTS + timedelta(hours=1)
    with pytest.raises(MeetingOver):
        arranging.change(found, nordlys.wanted(starts_at=over + DAY), nordlys.advisor, over)


def test_of_two_who_change_it_the_second_is_told_that_somebody_was_quicker():
    nordlys = scene()
    found = nordlys.meeting()
    arranging.change(found, nordlys.wanted(subject="By Line"), nordlys.advisor, AT, seen=0)
    with pytest.raises(ChangedMeanwhile):
        arranging.change(found, nordlys.wanted(subject="By Tim"), nordlys.deputy, AT, seen=0)
    assert fresh(found).subject == "By Line"


def test_what_came_of_it_is_noted_and_its_actions_become_tasks_of_a_plan():
    nordlys = scene()
    found = nordlys.meeting()
    with pytest.raises(NotBegun):
        holding.hold(found, Minutes(), nordlys.advisor, STARTS - timedelta(minutes=1))
    minutes = Minutes(
        notes="We looked at the lock.",
        decisions="The fix comes on Friday.",
        results={1: "Found", 2: "Install"},
        actions=[NewTask("Install the fix", nordlys.hers, STARTS.date() + 2 * DAY)],
    )
    held = holding.hold(found, minutes, nordlys.advisor, STARTS)
    assert [point.result for point in held.agenda.all()] == ["Found", "Install"]
    assert held.plan.subject == "From the meeting: Posting and the period lock"
    assert [(task.text, task.owner) for task in held.plan.tasks.all()] == [("Install the fix", nordlys.hers)]
    assert told("task_given", nordlys.contact)


def test_who_is_invited_says_whether_she_comes_and_answers_again_for_another_time():
    nordlys = scene()
    found = nordlys.meeting()
    holding.respond(found, nordlys.contact, "accepted", AT)
    with pytest.raises(NotInvited):
        holding.respond(found, make.contact(nordlys.customer), "accepted", AT)
    assert answer_after(found, nordlys, subject="Renamed") == "ACCEPTED"
    assert answer_after(found, nordlys, starts_at=STARTS + DAY) == "NEEDS-ACTION"


def answer_after(found, nordlys, **changes):
    """What stands beside the contact in her calendar, after the meeting was changed."""
    arranging.change(found, nordlys.wanted(**changes), nordlys.advisor, AT)
    attendees = entry_in(told("meeting", nordlys.contact)[-1])["ATTENDEE"]
    return next(each.params["PARTSTAT"] for each in attendees if nordlys.contact.email in each)


def test_r20_who_does_not_come_is_told_to_the_advisor_and_so_is_who_comes_after_all():
    nordlys = scene()
    found = nordlys.meeting()
    holding.respond(found, nordlys.contact, "accepted", AT)
    assert told("meeting_answered_staff", nordlys.advisor) == []
    for number, response in enumerate(("declined", "declined", "accepted"), 1):
        holding.respond(found, nordlys.contact, response, AT + number * DAY / 24)
    rows = told("meeting_answered_staff", nordlys.advisor)
    assert [(row.context["person"], row.context["response"]) for row in rows] == [
        ("Mette", "declined"),
        ("Mette", "accepted"),
    ]


def test_r20_1_without_an_advisor_who_leads_cancels_a_meeting_and_nobody_else(client):
    nordlys = scene()
    found, lead = nordlys.meeting(), make.staff("lead")
    with pytest.raises(NotHerAdvisor):
        arranging.cancel(found, lead, "Ill.", AT)
    AdvisorAssignment.objects.all().delete()
    with pytest.raises(NotHerAdvisor):
        arranging.cancel(found, make.staff("agent"), "Ill.", AT)
    client.force_login(lead)
    with time_machine.travel(AT, tick=False):
        page = client.get(f"/desk/advisor/meetings/{found.pk}/").content.decode()
    assert "Cancel the meeting" in page
    assert "Move or change it" not in page
    arranging.cancel(found, lead, "Her advisor has left.", AT)
    assert Meeting.objects.get().state == Meeting.State.CANCELLED
