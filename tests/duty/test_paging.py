"""R6.5, R10.1 and LIFECYCLE.md, 4: a severity 1 finds somebody, and everything about it happens once."""

from datetime import date, time, timedelta

import pytest

from notifications import mails, outbox
from notifications.models import Notification
from subscriptions import tenancy
from tests import factories as make
from tests.duty.rosters import roster, team
from tests.tickets.moments import moment
from tickets import closing, correspondence, lifecycle, severity
from tickets.conversation import timeline
from tickets.duty import paging
from tickets.duty.models import DutyRules, Page, Paging
from tickets.duty.refusals import NothingToAcknowledge
from tickets.information import DUTY_TOLD, PAGED
from tickets.models import Escalation, Incident

pytestmark = pytest.mark.django_db

NIGHT = moment("2026-11-25 02:00 +01:00")  # Wednesday
DAY = moment("2026-11-25 10:00 +01:00")
MINUTE = timedelta(minutes=1)
REACHED = {"impact": "All", "phone": "+45 70 00 00 01"}


@pytest.fixture
def rota():
    agents = team("Jens", "Ida", "Ole", "Ane")
    roster(*agents)
    return agents


def critical(at=NIGHT, **fields):
    return make.incident(at=at, severity=1, **fields)


def paged():
    """Who was paged, round by round."""
    return list(Page.objects.order_by("pk").values_list("agent__name", flat=True))


def entries(incident):
    """The codes of what duty wrote on the timeline, all of it internal."""
    mine = [e for e in incident.timeline.order_by("pk") if e.facts.get("code") in PAGED]
    assert not any(entry.public for entry in mine)
    return [entry.facts["code"] for entry in mine]


def escalated():
    return list(Escalation.objects.order_by("pk").values_list("level", "at"))


def every_minute(start, minutes):
    for n in range(minutes + 1):
        while paging.go_on(start + n * MINUTE):
            pass


def test_r10_1_a_severity_1_at_night_pages_the_agent_on_duty_at_once(rota):
    incident = critical()
    assert [(p.agent.name, p.round, p.at) for p in Page.objects.all()] == [("Jens", 1, NIGHT)]
    assert entries(incident) == ["paged"]
    told = Notification.objects.filter(kind="page")
    assert {(n.recipient.name, n.channel) for n in told} == {("Jens", "email"), ("Jens", "in_app")}
    assert all(n.priority == Notification.Priority.URGENT for n in told)
    mail = mails.written(told.get(channel="email"))
    assert mail.subject.startswith(f"You are paged: severity 1, incident {incident.pk}")
    assert f"/desk/incidents/{incident.pk}/" in mail.text
    assert "Nobody can post invoices" in mail.text


def test_r10_1_friday_2359_pages_and_saturday_0000_waits_for_monday(rota):
    friday = critical(moment("2026-11-27 23:59 +01:00"))
    assert Page.objects.filter(incident=friday).count() == 1
    saturday = critical(moment("2026-11-28 00:00 +01:00"))
    assert Page.objects.filter(incident=saturday).count() == 0
    paging.go_on(moment("2026-11-29 23:59 +01:00"))
    assert Page.objects.filter(incident=saturday).count() == 0
    paging.go_on(moment("2026-11-30 00:00 +01:00"))
    assert Page.objects.get(incident=saturday).agent.name == "Jens"


def test_r14_1_a_premium_severity_1_pages_on_saturday(rota):
    critical(moment("2026-11-28 10:00 +01:00"), tier_code="XTP")
    assert paged() == ["Jens"]


def test_r10_1_in_office_hours_and_below_severity_1_nobody_is_paged(rota):
    critical(DAY)
    make.incident(at=NIGHT, severity=2)
    assert paged() == []
    assert Paging.objects.count() == 1


def test_r10_5_where_only_office_hours_count_the_night_pages_nobody(rota):
    incident = critical(product=make.product("OLD", after_hours_supported=False))
    assert Paging.objects.get().next_at == moment("2026-11-25 08:00 +01:00")
    every_minute(moment("2026-11-25 07:00 +01:00"), 65)
    assert entries(incident) == []


def test_r10_2_a_holiday_is_out_of_office_and_pages(rota):
    assert make.region().calendar_at(DAY).holidays.filter(date=date(2026, 12, 25)).exists()
    critical(moment("2026-12-25 10:00 +01:00"))
    assert len(paged()) == 1


def test_r6_5_a_page_not_acknowledged_goes_on_after_10_minutes_and_after_5_more_to_the_whole_rota(rota):
    incident = critical()
    every_minute(NIGHT, 60)
    assert [(p.agent.name, (p.at - NIGHT) // MINUTE) for p in Page.objects.order_by("pk")] == [
        ("Jens", 0),
        ("Ida", 10),
        ("Ole", 15),
        ("Ane", 15),
    ]
    assert entries(incident) == ["paged", "handed_on", "rota_called"]
    assert Notification.objects.filter(kind="page", channel="email").count() == 4


def said(incident, reader):
    return [event["words"] for event in timeline(incident, reader) if "words" in event]


def test_r10_1_the_customer_sees_that_somebody_is_called_and_not_who(rota):
    incident = critical()
    every_minute(NIGHT, 11)
    paging.acknowledge(incident, rota[1], NIGHT + 12 * MINUTE)
    called = [
        "The agent on duty was called",
        "Another agent was called as well",
        "The agent who was called has answered",
    ]
    hers = said(Incident.objects.get(), incident.contact)
    assert [words for words in hers if words in called] == called
    public = incident.timeline.filter(public=True)
    assert not any(agent.name in str(entry.facts) for entry in public for agent in rota)
    assert not any(entry.author in rota for entry in public)
    theirs = said(Incident.objects.get(), rota[0])
    assert not set(theirs) & set(called)
    assert "Jens, on duty, is paged" in theirs


def test_every_step_of_duty_has_words_for_the_customer():
    assert set(DUTY_TOLD) == set(PAGED)


def test_r6_5_one_second_early_nothing_goes_on(rota):
    critical()
    assert paging.go_on(NIGHT + 10 * MINUTE - timedelta(seconds=1)) == 0
    assert paging.go_on(NIGHT + 10 * MINUTE) == 1
    assert paging.go_on(NIGHT + 15 * MINUTE - timedelta(seconds=1)) == 0
    assert paging.go_on(NIGHT + 15 * MINUTE) == 1


def test_r6_5_the_minutes_are_data(rota):
    DutyRules.objects.create(pk=1, first_minutes=3, then_minutes=7)
    critical()
    every_minute(NIGHT, 20)
    assert [(p.at - NIGHT) // MINUTE for p in Page.objects.order_by("pk")] == [0, 3, 10, 10]


def test_lifecycle_4_without_owner_it_is_level_1_after_10_minutes_and_level_2_after_15(rota):
    lead, manager = make.staff("lead"), make.staff("support_manager")
    critical()
    every_minute(NIGHT, 30)
    assert escalated() == [(1, NIGHT + 10 * MINUTE), (2, NIGHT + 15 * MINUTE)]
    told = Notification.objects.filter(kind="escalated", channel="email", context__cause="without_owner")
    assert [n.recipient for n in told.order_by("pk")] == [lead, manager]


def test_lifecycle_4_in_office_hours_it_escalates_too_and_after_15_minutes_the_whole_rota_is_called(rota):
    critical(DAY)
    every_minute(DAY, 12)
    assert [level for level, _at in escalated()] == [1]
    assert paged() == []
    every_minute(DAY, 20)
    assert [level for level, _at in escalated()] == [1, 2]
    assert paged() == ["Jens", "Ida", "Ole", "Ane"]


def test_r10_1_where_the_office_closes_meanwhile_the_agent_on_duty_is_called(rota):
    """Logged at 16:55: nobody was paged in office hours, and at 17:05 nobody works the queue any more."""
    logged = moment("2026-11-25 16:55 +01:00")
    incident = critical(logged)
    every_minute(logged, 14)
    assert (paged(), entries(incident)) == (["Jens"], ["paged"])
    every_minute(logged + 15 * MINUTE, 1)
    assert sorted(paged()) == ["Ane", "Ida", "Jens", "Ole"]


def test_lifecycle_4_the_minutes_are_covered_time(rota):
    """Friday 23:55: five minutes are left of the week, the next five begin on Monday 00:00."""
    critical(moment("2026-11-27 23:55 +01:00"))
    every_minute(moment("2026-11-27 23:55 +01:00"), 30)
    assert paged() == ["Jens"]
    assert Paging.objects.get().next_at == moment("2026-11-30 00:05 +01:00")
    every_minute(moment("2026-11-30 00:00 +01:00"), 5)
    assert len(paged()) == 2


def test_r6_5_an_acknowledged_page_goes_on_to_nobody_and_the_levels_go_on_without_owner(rota):
    incident = critical()
    page = paging.acknowledge(incident, rota[0], NIGHT + 4 * MINUTE)
    assert page.acknowledged_at == NIGHT + 4 * MINUTE
    every_minute(NIGHT, 60)
    assert paged() == ["Jens"]
    assert [level for level, _at in escalated()] == [1, 2]
    entry = incident.timeline.get(facts__code="page_acknowledged")
    assert (entry.author, entry.at) == (rota[0], NIGHT + 4 * MINUTE)


def test_r6_5_acknowledging_twice_is_once(rota):
    incident = critical()
    for minute in (4, 6):
        paging.acknowledge(incident, rota[0], NIGHT + minute * MINUTE)
    assert Page.objects.get().acknowledged_at == NIGHT + 4 * MINUTE
    assert entries(incident) == ["paged", "page_acknowledged"]


def test_r6_5_who_was_not_paged_acknowledges_nothing(rota):
    incident = critical()
    with pytest.raises(NothingToAcknowledge, match="You were not paged"):
        paging.acknowledge(incident, rota[1], NIGHT + MINUTE)
    lifecycle.take(incident, rota[1], NIGHT + 2 * MINUTE)
    with pytest.raises(NothingToAcknowledge, match="somebody has it"):
        paging.acknowledge(incident, rota[0], NIGHT + 3 * MINUTE)


def test_r6_5_the_first_agent_may_still_acknowledge_after_it_went_on(rota):
    incident = critical()
    every_minute(NIGHT, 11)
    paging.acknowledge(incident, rota[0], NIGHT + 12 * MINUTE)
    every_minute(NIGHT + 12 * MINUTE, 10)
    assert paged() == ["Jens", "Ida"]


@pytest.mark.parametrize(
    "act",
    [
        lambda i, agent, at: lifecycle.take(i, agent, at),
        lambda i, agent, at: correspondence.reply(i, agent, "I am on it.", at=at),
        lambda i, agent, at: correspondence.spoken(i, agent, "Called back.", at=at),
        lambda i, agent, at: closing.propose_solution(i, agent, "Restart it.", at=at),
    ],
    ids=["taken", "answered", "spoken", "solved"],
)
def test_r6_5_taking_or_answering_acknowledges_and_nothing_goes_on(rota, act):
    incident = critical()
    act(incident, rota[0], NIGHT + 9 * MINUTE)
    every_minute(NIGHT, 60)
    assert paged() == ["Jens"]
    assert escalated() == []
    assert Page.objects.get().acknowledged_at == NIGHT + 9 * MINUTE
    assert Paging.objects.get().ended_at == NIGHT + 9 * MINUTE


@pytest.mark.parametrize(
    "act",
    [
        lambda i, agent, at: severity.change_severity(i, agent, 2, "One user only.", at),
        lambda i, agent, at: closing.withdraw(i, i.contact, at=at),
        lambda i, agent, at: closing.close_without_solution(i, agent, "not_covered", "No.", at=at),
        lambda i, agent, at: lifecycle.take(i, agent, at),
    ],
    ids=["lowered", "withdrawn", "closed", "taken by another"],
)
def test_r6_5_paging_stops_with_its_reason_and_the_page_stays_unacknowledged(rota, act):
    incident = critical()
    act(incident, rota[2], NIGHT + 9 * MINUTE)
    every_minute(NIGHT, 60)
    assert paged() == ["Jens"]
    assert escalated() == []
    assert Page.objects.get().acknowledged_at is None


def test_r6_5_a_note_or_a_call_not_answered_stops_nothing(rota):
    incident = critical()
    correspondence.note(incident, rota[0], "Looking.", at=NIGHT + MINUTE)
    correspondence.spoken(incident, rota[0], "Nobody there.", answered=False, at=NIGHT + 2 * MINUTE)
    every_minute(NIGHT, 10)
    assert paged() == ["Jens", "Ida"]


def test_r6_5_raised_to_1_at_night_it_pages(rota):
    incident = make.incident(at=DAY - timedelta(days=1), severity=2)
    severity.change_severity(incident, rota[3], 1, "All users now.", NIGHT, **REACHED)
    assert paged() == ["Jens"]
    assert Paging.objects.get().cause == Paging.Cause.RAISED


@pytest.fixture
def asleep(rota):
    """A severity 2 whose owner, Ane, took it by day."""
    incident = make.incident(at=DAY - timedelta(days=1), severity=2)
    lifecycle.take(incident, rota[3], DAY - timedelta(days=1))
    return incident


def test_r10_1_raised_at_night_by_another_than_its_owner_it_pages_all_the_same(rota, asleep):
    """Nobody is without owner, so no level is reached; a call to the contact by whoever is paged ends it."""
    severity.change_severity(asleep, make.staff("lead"), 1, "All users now.", NIGHT, **REACHED)
    every_minute(NIGHT, 10)
    assert paged() == ["Jens", "Ida"]
    correspondence.spoken(asleep, rota[1], "Talked to her.", at=NIGHT + 12 * MINUTE)
    every_minute(NIGHT + 12 * MINUTE, 30)
    assert paged() == ["Jens", "Ida"]
    assert Page.objects.get(agent=rota[1]).acknowledged_at == NIGHT + 12 * MINUTE
    assert not Escalation.objects.filter(cause__startswith="without_owner").exists()


def test_r10_1_what_its_owner_wrote_by_day_answers_no_page_of_the_night(rota, asleep):
    correspondence.reply(asleep, rota[3], "I look into it.", at=DAY - timedelta(days=1) + MINUTE)
    severity.change_severity(asleep, make.staff("lead"), 1, "All users now.", NIGHT, **REACHED)
    every_minute(NIGHT, 10)
    assert paged() == ["Jens", "Ida"]


def test_r10_1_raised_at_night_and_left_to_its_owner_the_whole_rota_is_called(rota, asleep):
    severity.change_severity(asleep, make.staff("lead"), 1, "All users now.", NIGHT, **REACHED)
    correspondence.spoken(asleep, rota[0], "Nobody there.", answered=False, at=NIGHT + MINUTE)
    every_minute(NIGHT, 30)
    assert paged() == ["Jens", "Ida", "Ole", "Ane"]
    assert not Escalation.objects.filter(cause__startswith="without_owner").exists()


@pytest.mark.parametrize("act", ["owner raises", "given to another", "owner answers", "by day"])
def test_r10_1_an_owner_who_is_awake_is_not_paged_for(rota, asleep, act):
    lead, owner = make.staff("lead"), rota[3]
    at = DAY if act == "by day" else NIGHT
    severity.change_severity(
        asleep, owner if act == "owner raises" else lead, 1, "All users now.", at, **REACHED
    )
    if act == "given to another":
        lifecycle.assign(asleep, rota[2], lead, at + MINUTE)
    if act == "owner answers":
        correspondence.reply(asleep, owner, "I am up.", at=at + MINUTE)
    every_minute(at + MINUTE, 30)
    assert paged() == (["Jens"] if act in ("given to another", "owner answers") else [])


def test_r10_1_raised_before_the_office_closes_its_owner_is_at_work_and_nobody_is_called_after_it(
    rota, asleep
):
    closing = moment("2026-11-25 17:00 +01:00")
    severity.change_severity(asleep, make.staff("lead"), 1, "All users now.", closing - 5 * MINUTE, **REACHED)
    every_minute(closing - 5 * MINUTE, 60)
    assert paged() == []


def test_r6_5_given_back_to_the_queue_at_night_it_pages_anew(rota):
    incident = critical()
    lifecycle.take(incident, rota[0], NIGHT + MINUTE)
    lifecycle.assign(incident, None, rota[0], NIGHT + 5 * MINUTE)
    every_minute(NIGHT + 5 * MINUTE, 10)
    assert [(p.agent.name, p.paging.cause) for p in Page.objects.order_by("pk")] == [
        ("Jens", "logged"),
        ("Jens", "released"),
        ("Ida", "released"),
    ]


def test_r6_5_running_it_100_times_pages_once(rota):
    critical()
    for _ in range(100):
        paging.go_on(NIGHT + 10 * MINUTE)
    assert paged() == ["Jens", "Ida"]
    assert Notification.objects.filter(kind="page", channel="email").count() == 2


def test_r6_5_beat_stopped_for_hours_loses_nothing_and_sends_no_storm(rota):
    """One step at once, the next five minutes after that."""
    critical()
    back = NIGHT + timedelta(hours=4)
    while paging.go_on(back):
        pass
    assert paged() == ["Jens", "Ida"]
    assert [level for level, _at in escalated()] == [1]
    assert paging.go_on(back + 5 * MINUTE - timedelta(seconds=1)) == 0
    every_minute(back, 30)
    assert paged() == ["Jens", "Ida", "Ole", "Ane"]
    assert escalated()[1] == (2, back + 5 * MINUTE)


def test_r6_5_a_page_of_the_night_that_beat_missed_is_sent_by_day(rota):
    critical(moment("2026-11-28 10:00 +01:00"))
    back = moment("2026-11-30 09:00 +01:00")
    while paging.go_on(back):
        pass
    assert paged() == ["Ida"]  # the week is hers since 08:00
    every_minute(back, 10)
    assert [level for level, _at in escalated()] == [1]


def test_r6_5_without_a_roster_the_lead_is_paged_and_the_timeline_says_why():
    make.staff("lead", name="Torben")
    incident = critical()
    assert paged() == ["Torben"]
    assert entries(incident) == ["stand_in_paged"]


def test_r6_5_a_beat_some_seconds_late_does_not_move_the_next_round(rota):
    critical()
    paging.go_on(NIGHT + 10 * MINUTE + timedelta(seconds=20))
    assert Paging.objects.get().next_at == NIGHT + 15 * MINUTE


def test_r6_5_the_page_follows_the_hand_over(rota):
    """Monday 07:55 pages Jens; ten minutes later Ida has the week and is the next to be called."""
    critical(moment("2026-11-30 07:55 +01:00"))
    every_minute(moment("2026-11-30 07:55 +01:00"), 10)
    assert paged() == ["Jens", "Ida"]


def test_r6_5_r14_1_at_the_weekend_its_own_rotation_is_called_to_the_last_and_nobody_of_the_weekdays():
    jens, *weekend = team("Jens", "Ole", "Ane", "Per")
    made = roster(jens)
    for position, agent in enumerate(weekend, 1):
        made.places.create(rotation=2, position=position, agent=agent)
    made.shifts.create(start_day=0, start_time=time(8), end_day=4, end_time=time(17))
    made.shifts.create(start_day=4, start_time=time(17), end_day=0, end_time=time(8), rotation=2)
    saturday = moment("2026-11-28 02:00 +01:00")
    critical(saturday, tier_code="XTP")
    every_minute(saturday, 30)
    assert paged() == ["Ole", "Ane", "Per"]


def test_r6_5_a_contact_who_logs_writes_the_page_and_sees_no_other_customers(rota):
    """The page is written in the role of the contact: the wall lets her write her own company's only."""
    customer, other = make.customer(), make.customer()
    for each in (customer, other):
        make.line(each, make.product())
        make.contact(each)
    for each in (customer, other):
        with tenancy.as_contact(each.pk):
            critical(customer=each, contact=each.memberships.get().user)
            assert Page.objects.count() == Paging.objects.count() == 1
    assert Page.objects.count() == 2


def test_r6_5_a_past_that_is_filled_in_mails_nobody(rota):
    with outbox.silence():
        critical()
    assert paged() == ["Jens"]
    assert not Notification.objects.filter(kind="page").exists()
