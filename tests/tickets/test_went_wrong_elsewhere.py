"""What went wrong elsewhere (TARGETS.md, 9) and does not here: the rows that no other test shows."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from entitlements.models import TargetRule
from notifications import mails
from notifications.models import Notification
from subscriptions.models import ApiToken
from tests import factories as make
from tests.tickets.moments import moment
from tickets import closing, correspondence, intake, lifecycle, reminders, severity, targets
from tickets.models import DueTime, Escalation, Milestone, Pause, Reminder, TimelineEntry
from tickets.promises import shown_targets
from tickets.rows import rows
from tickets.verification import differences

pytestmark = pytest.mark.django_db

WEDNESDAY = moment("2026-11-25 09:00 +01:00")
FRIDAY = moment("2026-11-27 15:30 +01:00")
MONDAY = moment("2026-11-30 10:30 +01:00")  # when FRIDAY's severity 2 under Support is due (D6)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def agent():
    return make.staff()


def of(incident, kind="first_response"):
    return incident.milestones.filter(kind=kind).latest("pk")


def ledger(incident):
    """Everything that was promised on it so far."""
    kept = incident.milestones.order_by("pk")
    return list(kept.values()), list(DueTime.objects.filter(milestone__in=kept).order_by("pk").values())


def without(kind, from_):
    """A version of the targets that has none of `kind`."""
    policy = targets.promised.policy_at(from_)
    rules = list(policy.rules.exclude(milestone=kind))
    policy.pk, policy.in_force_from, policy.name = None, from_, "without"
    policy.save()
    for rule in rules:
        rule.pk, rule.policy = None, policy
    TargetRule.objects.bulk_create(rules)
    return policy


def test_w7_a_target_that_is_no_more_starts_nothing_and_what_runs_ends_as_promised(agent):
    """R27.3: what runs was promised, so that it is kept until it is answered or moved by a person."""
    before = make.incident(at=WEDNESDAY, severity=2)
    without("solution_goal", WEDNESDAY + timedelta(hours=1))
    after = make.incident(at=WEDNESDAY + timedelta(hours=2), severity=2)
    assert before.milestones.filter(kind="solution_goal", result="").exists()
    assert not after.milestones.filter(kind="solution_goal").exists()
    severity.change_severity(before, agent, 3, "It is only one shop.", WEDNESDAY + timedelta(hours=3))
    assert of(before, "solution_goal").result == "superseded"
    for hours in range(0, 24 * 40, 8):
        reminders.remind(WEDNESDAY + timedelta(hours=hours))
    assert not Reminder.objects.filter(milestone__kind="solution_goal", at__gt=WEDNESDAY + timedelta(hours=3))


def test_w18_list_page_mail_and_api_carry_one_instant(agent):
    incident = make.incident(at=FRIDAY, severity=2)
    (row,) = rows(type(incident).objects.filter(pk=incident.pk), agent, FRIDAY)
    (shown,) = shown_targets(incident, FRIDAY)
    receipt = Notification.objects.get(kind="receipt", channel="email")
    with time_machine.travel(FRIDAY, tick=False):
        token = f"Token {ApiToken.issue(incident.contact, 'w18')}"
        read = APIClient().get(f"/api/v1/incidents/{incident.pk}/", HTTP_AUTHORIZATION=token).json()
    texts = [row["due_at"], receipt.context["due_at"], read["due_at"], read["expected_response"]["due_at"]]
    assert {shown["due_at"], *map(datetime.fromisoformat, texts)} == {MONDAY}
    assert "Monday 30 November 2026 at 10:30 (Europe/Copenhagen)" in mails.written(receipt).text


def test_w21_a_pause_stays_on_record_when_the_severity_changes(agent):
    """The new target runs from the change."""
    incident = make.incident(at=WEDNESDAY, severity=3)
    asked, answered = WEDNESDAY + timedelta(hours=1), WEDNESDAY + timedelta(hours=2)
    correspondence.reply(incident, agent, "Which version?", asks=True, at=asked)
    correspondence.contact_reply(incident, incident.contact, "13.0", at=answered)
    changed = WEDNESDAY + timedelta(hours=3)
    severity.change_severity(incident, agent, 2, "Month end.", changed)
    old, new = incident.milestones.filter(kind="solution_goal").order_by("pk")
    assert [(p.started_at, p.ended_at) for p in old.pauses.all()] == [(asked, answered)]
    assert (new.started_at, new.pauses.count()) == (changed, 0)


def test_w22_a_weekends_pause_costs_a_target_in_days_its_office_time_only(agent):
    incident = make.incident(at=moment("2026-11-26 09:00 +01:00"), tier_code="XTE", severity=2)
    before = of(incident, "solution_goal").due_at  # 2 d
    correspondence.reply(incident, agent, "Which?", asks=True, at=moment("2026-11-27 16:00 +01:00"))
    answered = moment("2026-11-30 09:00 +01:00")
    correspondence.contact_reply(incident, incident.contact, "This.", at=answered)
    goal = of(incident, "solution_goal")
    covered = goal.calendar.calendar(goal.clock).covered_between(before, goal.due_at)
    assert covered == timedelta(hours=2)  # Friday's last hour and Monday's first


def test_w23_each_milestone_names_its_calendar_whoever_works_on_it(agent):
    elsewhere = make.region("anz", "Australia/Melbourne", country="AU")
    here = make.incident(at=WEDNESDAY, severity=2)
    there = make.incident(make.customer(region=elsewhere), at=WEDNESDAY, severity=2)
    for incident in (here, there):
        lifecycle.take(incident, agent, at=WEDNESDAY)
    assert of(here).calendar.region.code == "nordic"
    assert of(there).calendar.region == elsewhere
    assert of(here).due_at != of(there).due_at


def test_w25_a_reminder_is_that_of_its_own_target(agent):
    """The old target's 50 per cent is not the new one's."""
    incident = make.incident(at=WEDNESDAY, severity=3)
    half = targets.threshold_at(of(incident), 50)
    reminders.remind(half)
    severity.change_severity(incident, agent, 2, "Month end.", half)
    new = of(incident)
    reminders.remind(targets.threshold_at(new, 50))
    told = Reminder.objects.filter(milestone__kind="first_response").order_by("pk")
    assert [(row.milestone.severity, row.percent) for row in told] == [(3, 50), (2, 50)]


@pytest.mark.parametrize(
    "at", ["2026-11-25 09:00 +01:00", "2026-11-28 03:00 +01:00", "2026-12-25 12:00 +01:00"]
)
def test_w27_nothing_is_told_or_escalates_at_logging(at):
    for tier in ("XT", "XTP", "XTE"):
        for grade in (1, 2, 3, 4):
            make.incident(at=moment(at), tier_code=tier, severity=grade)
    assert reminders.remind(moment(at)) == 0
    assert not Escalation.objects.exists()


def test_w32_a_pause_that_ends_with_the_solution_is_left_out(agent):
    incident = make.incident(at=WEDNESDAY, tier_code="XTE", severity=1)
    asked, proposed = WEDNESDAY + timedelta(hours=1), WEDNESDAY + timedelta(hours=20)
    correspondence.reply(incident, agent, "Which?", asks=True, at=asked)
    closing.propose_solution(incident, agent, "Set this option.", at=proposed)
    closing.accept(incident, incident.contact, at=proposed + MINUTE)
    goal = of(incident, "solution_goal")  # 8 h; one was used when it was asked
    assert goal.result == "met"
    assert goal.pauses.earliest("started_at").started_at == asked


def test_w34_the_page_and_the_due_time_know_the_same_holidays():
    """R8.4: what closed in between is named."""
    make.region(holidays=[date(2026, 11, 30)])
    new = make.calendar_version(moment("2026-11-01 00:00 +01:00"))
    new.holidays.create(date=date(2026, 11, 30), name="Moving house")
    incident = make.incident(at=FRIDAY, severity=2)
    assert of(incident).calendar == new
    assert of(incident).due_at == moment("2026-12-01 10:30 +01:00")
    (shown,) = shown_targets(incident, FRIDAY)
    assert "Closed: 30 Nov." in shown["sentences"]


def test_w35_missed_stays_missed_after_closing(agent):
    incident = make.incident(at=FRIDAY, severity=2)
    closing.propose_solution(incident, agent, "Here.", at=MONDAY + timedelta(hours=1))
    closing.accept(incident, incident.contact, at=MONDAY + timedelta(hours=2))
    first = of(incident)
    assert (first.result, first.missed_at) == ("missed", MONDAY)
    assert first.is_missed(MONDAY + timedelta(days=365))


def test_w39_a_late_first_response_is_shown_to_both(agent):
    incident = make.incident(at=FRIDAY, severity=2)
    late = MONDAY + timedelta(minutes=15)
    (shown,) = shown_targets(incident, late)
    assert "We have not answered in the time we aimed for." in shown["missed"]
    (row,) = rows(type(incident).objects.filter(pk=incident.pk), agent, late)
    assert (row["due"], row["level"]) == ("15 min late", "late")


def test_w40_what_is_due_on_monday_is_not_missed_on_saturday(agent):
    incident = make.incident(at=FRIDAY, severity=2)
    saturday = FRIDAY + timedelta(days=1)
    assert not of(incident).is_missed(saturday)
    assert reminders.remind(saturday) == 0


def test_w44_w45_a_new_calendar_is_enough_and_changes_nothing_that_was_promised(agent):
    ended, running = (make.incident(at=WEDNESDAY, severity=2) for _ in range(2))
    closing.propose_solution(ended, agent, "Here.", at=WEDNESDAY + MINUTE)
    before = ledger(ended), ledger(running)
    new = make.calendar_version(WEDNESDAY + timedelta(minutes=2), **{"2": [["09:00", "10:00"]]})
    assert (ledger(ended), ledger(running)) == before
    assert of(make.incident(at=WEDNESDAY + timedelta(minutes=5), severity=2)).calendar == new
    assert list(differences()) == []


def test_w13_what_begins_on_an_old_incident_counts_by_the_calendar_of_its_day(agent):
    incident = make.incident(at=WEDNESDAY, severity=2)
    old = of(incident).calendar
    new = make.calendar_version(WEDNESDAY + timedelta(hours=1), **{"2": [["08:00", "11:00"]]})
    correspondence.reply(incident, agent, "We look at it.", at=WEDNESDAY + timedelta(hours=1))
    assert (of(incident).calendar, of(incident, "solution_goal").calendar) == (old, old)
    reply = of(incident, "next_reply")  # 1 d is 9 h: one of Wednesday's, eight of Thursday's
    assert (reply.calendar, reply.due_at) == (new, moment("2026-11-26 16:00 +01:00"))


def test_w49_an_incident_by_phone_counts_from_the_call(agent):
    customer = make.customer()
    line = make.line(customer, make.product())
    call = intake.NewIncident(
        customer=customer,
        product=line.product,
        title="Posting stops",
        description="She says that it stops.",
        contact=make.contact(customer),
        logged_by=agent,
        channel="phone",
        severity=2,
    )
    incident = intake.log_incident(call, at=WEDNESDAY)  # when it began, whenever it is saved
    assert of(incident).started_at == WEDNESDAY


def test_w50_a_second_message_late_against_the_next_reply_is_missed(agent):
    incident = make.incident(at=WEDNESDAY, severity=2)
    correspondence.reply(incident, agent, "I look at it.", at=WEDNESDAY + timedelta(minutes=30))
    due = of(incident, "next_reply").due_at
    correspondence.reply(incident, agent, "Still looking.", at=due + MINUTE)
    assert of(incident).result == "met"
    assert incident.milestones.filter(kind="next_reply").earliest("pk").result == "missed"


def test_w51_recomputing_reports_and_changes_nothing(agent, capsys):
    incident = make.incident(at=WEDNESDAY, severity=2)
    Milestone.objects.filter(pk=of(incident).pk).update(due_at=WEDNESDAY)
    before = ledger(incident)
    with pytest.raises(CommandError):
        call_command("verify_clocks")
    assert f"incident {incident.pk}" in capsys.readouterr().out
    assert ledger(incident) == before


def test_w53_touching_an_incident_changes_no_due_time(agent):
    incident = make.incident(at=WEDNESDAY, severity=2)
    before = of(incident).due_at
    make.calendar_version(WEDNESDAY + MINUTE, **{"2": [["12:00", "13:00"]]})
    lifecycle.take(incident, agent, at=WEDNESDAY + timedelta(minutes=2))
    correspondence.note(incident, agent, "Same as 10391.", at=WEDNESDAY + timedelta(minutes=3))
    correspondence.contact_reply(incident, incident.contact, "Hello?", at=WEDNESDAY + timedelta(minutes=4))
    assert of(incident).due_at == before


def test_w54_what_is_promised_is_covered_time_with_its_instant():
    (shown,) = shown_targets(make.incident(at=FRIDAY, severity=2), FRIDAY)
    assert "within 4 covered hours" in shown["sentences"][0]
    assert shown["due_at"] == MONDAY


@pytest.mark.parametrize("channel", ["portal", "mail", "phone", "api"])
def test_w55_every_channel_has_the_same_milestones_and_a_message_meets_them(agent, channel):
    incident = make.incident(at=WEDNESDAY, severity=2, channel=channel)
    assert set(incident.milestones.values_list("kind", flat=True)) == {"first_response", "solution_goal"}
    correspondence.reply(incident, agent, "Here.", at=WEDNESDAY + MINUTE)
    assert of(incident).result == "met"


def test_w56_a_miss_is_on_record_with_its_instant_once():
    incident = make.incident(at=FRIDAY, severity=2)
    for minutes in (1, 2, 600):
        reminders.remind(MONDAY + timedelta(minutes=minutes))
    missed = [entry.at for entry in incident.timeline.filter(kind=TimelineEntry.Kind.TARGET)]
    assert missed == [MONDAY]


def test_w57_no_row_of_the_ledger_is_ever_deleted(agent):
    incident = make.incident(at=WEDNESDAY, severity=3)
    kept = set()

    def now_kept():
        rows = [
            (model, pk) for model in (Milestone, DueTime, Pause) for pk in model.objects.values_list("pk")
        ]
        assert kept <= set(rows)
        kept.update(rows)

    at = WEDNESDAY
    for step in (
        lambda at: correspondence.reply(incident, agent, "Which?", asks=True, at=at),
        lambda at: correspondence.contact_reply(incident, incident.contact, "This.", at=at),
        lambda at: severity.change_severity(incident, agent, 2, "Month end.", at),
        lambda at: severity.change_severity(incident, agent, 4, "It is a question.", at),
        lambda at: closing.propose_solution(incident, agent, "Here.", at=at),
        lambda at: closing.reject(incident, incident.contact, "No.", at=at),
        lambda at: closing.propose_solution(incident, agent, "Here then.", at=at),
        lambda at: closing.accept(incident, incident.contact, at=at),
        lambda at: closing.reopen(incident, incident.contact, "Again.", at=at),
        lambda at: closing.withdraw(incident, incident.contact, at=at),
    ):
        at += timedelta(hours=1)
        step(at)
        incident.refresh_from_db()
        now_kept()


def test_w59_a_reopened_incident_escalates_too(agent):
    incident = make.incident(at=WEDNESDAY, severity=2)
    closing.propose_solution(incident, agent, "Here.", at=WEDNESDAY + MINUTE)
    closing.accept(incident, incident.contact, at=WEDNESDAY + 2 * MINUTE)
    closing.reopen(incident, incident.contact, "It is back.", at=FRIDAY)
    due = of(incident, "next_reply").due_at
    reminders.remind(due + MINUTE)
    assert Escalation.objects.filter(incident=incident, level=1).exists()


def test_w60_the_receipt_states_the_expected_time():
    make.incident(at=FRIDAY, severity=2)
    receipt = Notification.objects.get(kind="receipt", channel="email")
    assert datetime.fromisoformat(receipt.context["due_at"]) == MONDAY


def in_hours(weekly, start):
    """When a first response of 4 h is due in these hours of the Nordic region, without holidays."""
    make.region()
    closed = {str(day): [] for day in range(7)}
    make.calendar_version(moment(start) - timedelta(days=1), **closed | weekly)
    return of(make.incident(at=moment(start), severity=2)).due_at


def test_w1_a_week_without_monday_and_thursday_is_worked_on_the_other_days():
    """D24, D40: and a week without any hour promises no instant, instead of looking for one for ever."""
    office = [["08:00", "17:00"]]
    due = in_hours(dict.fromkeys("124", office), "2026-11-25 16:00 +01:00")
    assert due == moment("2026-11-27 11:00 +01:00")
    assert in_hours({}, "2026-11-26 16:00 +01:00") is None


def test_w2_nights_and_weekends_never_count():
    """D6, D7, D17."""
    assert of(make.incident(at=FRIDAY, severity=2)).due_at == MONDAY
    night = make.incident(at=moment("2026-11-25 16:30 +01:00"), severity=2)
    assert of(night).due_at == moment("2026-11-26 11:30 +01:00")
    for hour in range(17, 24 * 3 + 8, 7):  # from Friday's closing to Monday's opening
        at = moment("2026-11-27 00:00 +01:00") + timedelta(hours=hour)
        assert of(make.incident(at=at, severity=2)).due_at == moment("2026-11-30 12:00 +01:00")


@pytest.mark.parametrize(
    ("weekly", "start", "expected"),
    [
        ([["08:00", "12:00"], ["13:00", "17:00"]], "2026-11-25 12:20 +01:00", "2026-11-25 17:00 +01:00"),
        ([["13:00", "17:00"], ["08:00", "12:00"]], "2026-11-25 12:20 +01:00", "2026-11-25 17:00 +01:00"),
        ([["00:00", "06:00"], ["22:00", "24:00"]], "2026-11-25 23:30 +01:00", "2026-11-26 03:30 +01:00"),
    ],
    ids=["D22", "D22 in another order", "D29"],
)
def test_w4_a_second_shift_of_the_day_counts(weekly, start, expected):
    assert in_hours({str(day): weekly for day in range(7)}, start) == moment(expected)


def test_w6_after_the_targets_and_the_severity_changed_no_row_of_the_old_target_is_open(agent):
    """T1; the next reply is that of the new target, and of the version in force at the change."""
    incident = make.incident(at=WEDNESDAY, severity=3)
    correspondence.reply(incident, agent, "I look at it.", at=WEDNESDAY + MINUTE)
    make.calendar_version(WEDNESDAY + timedelta(hours=1))
    severity.change_severity(incident, agent, 2, "Month end.", WEDNESDAY + timedelta(hours=2))
    kept = incident.milestones.filter(kind="next_reply").order_by("pk")
    assert [(row.severity, row.result) for row in kept] == [(3, "superseded"), (2, "")]


@pytest.mark.parametrize(
    ("asked", "answered", "lost"),
    [
        ("2027-03-26 10:00 +01:00", "2027-03-28 12:00 +02:00", 0),
        ("2027-03-26 10:00 +01:00", "2027-03-30 08:30 +02:00", 30),
    ],
    ids=["P2", "P3"],
)
def test_w43_a_hold_that_begins_on_a_holiday_pauses(agent, asked, answered, lost):
    """Good Friday to Easter Sunday costs nothing, to Tuesday 08:30 half an hour."""
    make.region(holidays=[date(2027, 3, day) for day in (25, 26, 29)])
    incident = make.incident(at=moment("2027-03-24 14:00 +01:00"), tier_code="XTE", severity=2)
    before = of(incident, "solution_goal").due_at
    correspondence.reply(incident, agent, "Which version?", asks=True, at=moment(asked))
    goal = of(incident, "solution_goal")
    assert goal.paused_at == moment(asked)
    correspondence.contact_reply(incident, incident.contact, "13.0", at=moment(answered))
    goal = of(incident, "solution_goal")
    assert goal.due_at - before == timedelta(minutes=lost)
    assert [(pause.started_at, pause.ended_at) for pause in goal.pauses.all()] == [
        (moment(asked), moment(answered))
    ]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2027-03-28 01:30 +01:00", "2027-03-28 03:30 +02:00"),
        ("2027-10-31 02:30 +02:00", "2027-10-31 02:30 +01:00"),
        ("2027-10-31 02:30 +01:00", "2027-10-31 03:30 +01:00"),
    ],
    ids=["D10", "D11", "D12"],
)
def test_w47_a_due_time_is_right_across_a_clock_change(start, expected):
    incident = make.incident(at=moment(start), tier_code="XTP", severity=1)
    assert of(incident).due_at == moment(expected)
    assert list(differences()) == []


@pytest.mark.parametrize(
    ("asked", "answered", "expected"),
    [
        ("2027-03-28 01:30 +01:00", "2027-03-28 04:00 +02:00", "2027-03-28 15:30 +02:00"),
        ("2027-10-31 01:30 +02:00", "2027-10-31 04:00 +01:00", "2027-10-31 15:30 +01:00"),
    ],
    ids=["P7", "P8"],
)
def test_w47_a_pause_over_a_clock_change_is_as_long_as_it_was(agent, asked, answered, expected):
    """P7: 90 minutes; P8: 210. Of a goal of 12 h that begins at 01:00."""
    begun = moment(asked) - timedelta(minutes=30)
    incident = make.incident(at=begun, tier_code="XTP", severity=1)
    correspondence.reply(incident, agent, "Which version?", asks=True, at=moment(asked))
    correspondence.contact_reply(incident, incident.contact, "13.0", at=moment(answered))
    goal = of(incident, "solution_goal")
    assert goal.due_at == begun + timedelta(hours=12) + (moment(answered) - moment(asked))
    assert goal.due_at == moment(expected)


def test_w48_holidays_never_count_and_a_miss_is_at_the_covered_instant():
    """D8, D18, D36: and the miss is on record at the due time, whenever it is seen."""
    make.region(holidays=[date(2026, 12, day) for day in (24, 25)])
    incident = make.incident(at=moment("2026-12-23 15:00 +01:00"), severity=2)
    due = moment("2026-12-28 10:00 +01:00")
    for at in ("2026-12-24 12:00 +01:00", "2026-12-25 12:00 +01:00", "2026-12-28 09:59 +01:00"):
        assert not of(incident).is_missed(moment(at))
        reminders.remind(moment(at))
    assert not incident.timeline.filter(kind=TimelineEntry.Kind.TARGET).exists()
    reminders.remind(due + timedelta(days=3))
    assert (of(incident).due_at, of(incident).missed_at) == (due, due)
    assert [entry.at for entry in incident.timeline.filter(kind=TimelineEntry.Kind.TARGET)] == [due]
