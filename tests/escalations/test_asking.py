"""Escalation at the customer's request (LIFECYCLE.md, 4): who is told, by when it is answered, what is refused."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from notifications import mails
from notifications.models import Notification
from subscriptions.models import User
from subscriptions.refusals import Refusal
from tests.escalations.scene import AT, LATER, scene
from tests.tickets.moments import moment
from tickets import closing, reminders, severity, verification
from tickets.escalations import levels
from tickets.escalations.models import EscalationRequest, EscalationRules, Outcome
from tickets.escalations.refusals import EscalatedAlready, IncidentNotOpen
from tickets.models import Escalation

pytestmark = pytest.mark.django_db


def told(kind):
    rows = Notification.objects.filter(kind=kind, channel="in_app").order_by("recipient__name")
    return list(rows.values_list("recipient__name", flat=True))


@pytest.mark.parametrize(
    ("severity", "asked_before", "level"), [(3, 0, 1), (2, 0, 1), (2, 1, 2), (4, 5, 2), (1, 0, 2), (1, 3, 2)]
)
def test_lifecycle_4_the_first_request_is_level_1_a_second_or_severity_1_level_2(
    severity, asked_before, level
):
    assert levels.level_of(severity, asked_before) == level


def test_lifecycle_4_r17_5_the_lead_and_the_advisor_are_told_of_the_first():
    found = scene()
    made = found.ask()
    assert (made.level, made.number) == (1, 1)
    assert told("escalated") == ["Harriet", "Torben"]
    assert Escalation.objects.get().cause == "request:1"


def test_lifecycle_4_the_second_reaches_the_support_manager_and_takes_the_place_of_the_first():
    found = scene()
    found.ask()
    second = found.ask(at=LATER)
    assert (second.level, second.number) == (2, 2)
    assert EscalationRequest.objects.get(number=1).outcome == Outcome.RAISED
    assert told("escalated") == ["Harriet", "Harriet", "Joanne", "Torben"]


def test_lifecycle_4_any_at_severity_1_is_level_2():
    found = scene(severity=1)
    assert found.ask().level == 2
    assert told("escalated") == ["Harriet", "Joanne"]


def test_a_third_while_the_second_lasts_is_refused_naming_who_answers():
    found = scene()
    found.ask()
    found.ask(at=LATER)
    with pytest.raises(EscalatedAlready) as refused:
        found.ask(at=LATER)
    assert "The support manager answers it" in str(refused.value)
    assert EscalationRequest.objects.count() == 2


@pytest.mark.parametrize(
    ("severity", "tier", "due"),
    [
        (1, "XTE", "2026-11-23 11:00 +01:00"),
        (2, "XT", "2026-11-23 14:00 +01:00"),
        (3, "XT", "2026-11-24 10:00 +01:00"),
    ],
)
def test_lifecycle_4_answered_in_1_h_at_severity_1_4_h_at_2_and_1_day_else(severity, tier, due):
    assert scene(tier, severity).ask().due_at == moment(due)


def test_lifecycle_4_the_answer_time_runs_on_the_incidents_clock():
    friday = moment("2026-11-27 16:00 +01:00")
    assert scene("XT").ask(at=friday, critical_on=None).due_at == moment("2026-11-30 11:00 +01:00")


def test_lifecycle_4_at_severity_1_it_runs_at_the_weekend_too():
    saturday = moment("2026-11-28 10:00 +01:00")
    assert scene("XTE", 1).ask(at=saturday, critical_on=None).due_at == moment("2026-11-28 11:00 +01:00")


def test_the_answer_times_are_data():
    EscalationRules.objects.create(pk=1, high_minutes=120)
    assert scene("XT").ask().due_at == moment("2026-11-23 12:00 +01:00")


def test_lifecycle_4_escalation_changes_no_severity_and_no_clock():
    found = scene()
    before = found.fresh()
    found.ask()
    after = found.fresh()
    assert (after.severity, after.status, after.due_at) == (before.severity, before.status, before.due_at)
    assert not list(verification.differences())


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"reason": " "}, "escalation_reason", "reason"),
        ({"impact": ""}, "escalation_impact", "impact"),
        ({"critical_on": date(2026, 11, 22)}, "critical_date_past", "critical_on"),
        ({"critical_on": date(2029, 1, 1)}, "critical_date_far", "critical_on"),
        ({"workaround_ok": None}, "workaround_not_said", "workaround_ok"),
        ({"name": ""}, "escalation_name", "name"),
        ({"phone": "\n"}, "escalation_phone", "phone"),
    ],
)
def test_what_is_missing_is_said_at_its_field(change, code, field):
    with pytest.raises(Refusal) as refused:
        scene().ask(**change)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert not EscalationRequest.objects.exists()


def test_today_is_no_past_critical_date_in_the_customers_own_zone():
    found = scene()
    found.incident.customer.__class__.objects.update(time_zone="America/Chicago")
    night = moment("2026-11-26 03:00 +01:00")  # still the 25th in Omaha
    assert found.ask(at=night).critical_on == date(2026, 11, 25)


def test_a_closed_incident_is_not_escalated():
    found = scene()
    closing.withdraw(found.incident, found.contact, at=AT)
    with pytest.raises(IncidentNotOpen):
        found.ask()


def test_pressing_twice_asks_once():
    found, once = scene(), uuid4()
    assert found.ask(submission=once) == found.ask(submission=once, at=LATER)
    assert EscalationRequest.objects.count() == 1


def test_an_escalation_ends_with_its_incident():
    found = scene()
    found.ask()
    closing.withdraw(found.fresh(), found.contact, at=LATER)
    assert EscalationRequest.objects.get().outcome == Outcome.CLOSED


def test_a_snoozed_incident_wakes():
    from tickets import snoozing

    found = scene("XT", 3)
    snoozing.snooze(found.incident, found.agent, AT + timedelta(hours=2), "Later.", at=AT)
    found.ask(at=AT + timedelta(minutes=10))
    assert found.fresh().snoozed_until is None


def test_lifecycle_4_raised_to_severity_1_a_request_is_of_level_2_and_answered_in_its_time():
    found = scene(severity=3)
    request = found.ask()
    assert request.level == 1
    severity.change_severity(
        found.fresh(),
        found.agent,
        1,
        "The line stands.",
        LATER,
        impact="Nobody ships.",
        phone="+1 402 555 0111",
    )
    request.refresh_from_db()
    assert (request.level, request.due_at) == (2, LATER + timedelta(hours=1))
    told = Notification.objects.filter(kind="escalated", channel="email", recipient=found.manager)
    assert [row.context["level"] for row in told] == [2]


def test_lifecycle_4_what_was_due_sooner_stays_due_then():
    found = scene(severity=2)
    request = found.ask()
    just_before = request.due_at - timedelta(minutes=10)
    severity.change_severity(
        found.fresh(),
        found.agent,
        1,
        "The line stands.",
        just_before,
        impact="Nobody ships.",
        phone="+1 402 5",
    )
    kept = found.fresh().escalation_requests.get()
    assert (kept.level, kept.due_at) == (2, request.due_at)


@pytest.mark.parametrize(
    ("language", "due", "writes"),
    [
        ("en", "An answer to the customer is due by", "Marisol Vega, +1 402 555 0111, writes:"),
        ("da", "Kunden skal have svar senest", "Marisol Vega, +1 402 555 0111, skriver:"),
    ],
)
def test_lifecycle_4_who_is_to_answer_reads_what_is_asked_whom_to_call_and_by_when(language, due, writes):
    found = scene(severity=1)
    User.objects.filter(pk=found.manager.pk).update(language=language)
    request = found.ask()
    row = Notification.objects.get(kind="escalated", channel="email", recipient=found.manager)
    text = mails.written(row).text
    assert due in text
    assert writes in text
    assert f"> {request.reason}" in text
    assert f"> {request.impact}" in text
    assert "(first response)" not in text, "it is no target of the incident"
    assert "(første svar)" not in text


def test_lifecycle_4_what_escalates_by_itself_has_no_words_of_the_customers():
    found = scene(severity=2)
    reminders.escalate(found.incident, 2, "milestone:1:100", LATER)
    row = Notification.objects.get(kind="escalated", channel="email", recipient=found.manager)
    assert "writes:" not in mails.written(row).text
