"""R8.5, R9.3: a snoozed incident is silent and out of the order of work, moves no due time, and wakes in time."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from rest_framework.test import APIClient

from entitlements.models import TargetPolicy
from notifications.models import Notification
from subscriptions.models import ApiToken
from subscriptions.refusals import ReasonMissing
from tests import factories as make
from tests.desk.pages import get, numbers, signed_in, text
from tests.duty.rosters import roster, team
from tests.tickets.moments import moment
from tickets import (
    claiming,
    closing,
    correspondence,
    lifecycle,
    places,
    reminders,
    retargeting,
    severity,
    snoozing,
    tasks,
)
from tickets.desk.counts import counts, differences
from tickets.duty import paging
from tickets.duty.models import Page
from tickets.models import Incident, Reminder, TimelineEntry
from tickets.refusals import (
    NobodyHasIt,
    NotForWork,
    NothingToTake,
    NotSnoozed,
    PastWhatIsExpected,
    SnoozeOutOfRange,
)

pytestmark = pytest.mark.django_db

LOGGED = moment("2026-11-25 09:00 +01:00")  # Wednesday
ANSWERED = moment("2026-11-25 09:30 +01:00")
SNOOZED = moment("2026-11-25 10:00 +01:00")
TUESDAY = moment("2026-12-01 09:00 +01:00")
MINUTE = timedelta(minutes=1)
WHY = "The customer tests over the weekend."


@pytest.fixture
def agent():
    return make.staff(name="Anna Kjær")


@pytest.fixture
def answered(agent):
    """A severity 2 that Anna has answered: nothing is promised to the customer any more."""
    made = make.incident(at=LOGGED, severity=2, tier_code="XTE")
    correspondence.reply(made, agent, "We look at it.", at=ANSWERED)
    return made


@pytest.fixture
def snoozed(answered, agent):
    return snoozing.snooze(answered, agent, TUESDAY, WHY, SNOOZED)


def fresh(incident):
    return Incident.objects.get(pk=incident.pk)


def naps(incident):
    """What the timeline says of snoozing, all of it internal."""
    found = incident.timeline.filter(kind=TimelineEntry.Kind.SNOOZE).order_by("pk")
    assert not any(entry.public for entry in found)
    return [entry.facts.get("cause", "snoozed") for entry in found]


def remind(at):
    while reminders.remind(at):
        pass


def test_r9_3_a_snoozed_incident_leaves_the_order_of_work_and_stays_in_the_open_lists(snoozed, agent):
    desk = signed_in(agent)
    for name in ("", "unassigned", "at_risk"):
        assert numbers(get(desk, f"/desk/queue/?list={name}", SNOOZED)) == []
    for name in ("mine", "snoozed"):
        page = get(desk, f"/desk/queue/?list={name}", SNOOZED)
        assert numbers(page) == [snoozed.pk]
        assert "snoozed until Tue 09:00" in text(page)
    assert Incident.objects.open().filter(pk=snoozed.pk).exists()


def test_r9_3_what_is_snoozed_has_no_place_in_the_queue(agent):
    incident = make.incident(at=LOGGED, severity=4)
    assert places.place(incident) == 1
    snoozing.snooze(incident, agent, LOGGED + timedelta(hours=1), WHY, LOGGED)
    incident.refresh_from_db()
    assert places.place(incident) is None


def test_r9_3_take_next_passes_over_what_is_snoozed(agent):
    made = make.incident(at=LOGGED, severity=3)
    behind = make.incident(made.customer, at=LOGGED, severity=4)
    snoozing.snooze(made, agent, LOGGED + timedelta(hours=1), WHY, LOGGED)
    assert claiming.take_next(agent, at=LOGGED + MINUTE) == behind
    with pytest.raises(NothingToTake):
        claiming.take_next(agent, at=LOGGED + MINUTE)


def test_r9_3_the_numbers_of_the_lists_follow(answered, agent):
    assert (counts(agent)["queue"], counts(agent)["snoozed"]) == (1, 0)
    snoozing.snooze(answered, agent, TUESDAY, WHY, SNOOZED)
    assert (counts(agent)["queue"], counts(agent)["snoozed"], counts(agent)["mine"]) == (0, 1, 1)
    assert differences() == []
    snoozing.wake_due(TUESDAY)
    assert (counts(agent)["queue"], counts(agent)["snoozed"]) == (1, 0)
    assert differences() == []


def test_r9_3_a_bulk_change_is_counted_too(answered, agent):
    Incident.objects.update(snoozed_until=TUESDAY)
    assert differences() == []
    Incident.objects.filter(pk=answered.pk).update(owner=None)
    assert differences() == []


def test_r8_5_nobody_is_told_of_a_target_while_it_is_snoozed_and_the_last_threshold_once_it_wakes(
    snoozed, agent
):
    """An owner of an XTE severity 2: next reply and solution goal run on, and pass 50, 75 and 90 per cent."""
    make.staff("lead")
    before = Notification.objects.count()
    at = SNOOZED
    while at < TUESDAY:
        remind(at)
        at += timedelta(hours=1)
    assert Notification.objects.count() == before
    assert not Reminder.objects.exists()
    assert not fresh(snoozed).escalations.exists()
    assert snoozing.wake_due(TUESDAY - MINUTE) == 0
    assert snoozing.wake_due(TUESDAY) == 1
    assert snoozing.wake_due(TUESDAY) == 0
    remind(TUESDAY)
    reply = snoozed.milestones.get(kind="next_reply")
    assert set(Reminder.objects.filter(milestone=reply).values_list("percent", flat=True)) == {
        50,
        75,
        90,
        100,
    }
    told = Notification.objects.filter(channel="email", recipient=agent, context__milestone="next_reply")
    assert [each.kind for each in told] == ["missed"]
    remind(TUESDAY + MINUTE)
    assert told.count() == 1


def test_r8_5_thresholds_short_of_a_miss_are_told_as_one(agent):
    made = make.incident(at=LOGGED, severity=3)
    lifecycle.take(made, agent, at=LOGGED)
    first = made.milestones.get(kind="first_response")
    until = first.due_at - 5 * MINUTE
    snoozing.snooze(made, agent, until, WHY, LOGGED)
    remind(until)
    snoozing.wake_due(until)
    remind(until)
    told = Notification.objects.filter(kind="reminder", channel="email", context__milestone="first_response")
    assert [each.context["percent"] for each in told] == [90]
    assert fresh(made).at_risk
    assert differences() == []


def test_r8_5_no_due_time_and_no_clock_moves(answered, agent):
    before = list(answered.milestones.order_by("pk").values())
    snoozing.snooze(answered, agent, TUESDAY, WHY, SNOOZED)
    assert (fresh(answered).due_at, fresh(answered).due_milestone_id) == (
        answered.milestones.get(kind="next_reply").due_at,
        answered.milestones.get(kind="next_reply").pk,
    )
    snoozing.wake_due(TUESDAY)
    assert list(answered.milestones.order_by("pk").values()) == before
    out = StringIO()
    call_command("verify_clocks", stdout=out)
    call_command("verify_counts", stdout=out)
    assert "no difference" in out.getvalue()


def test_r8_1_it_is_never_snoozed_past_what_the_customer_expects(agent):
    """Logged Wednesday 09:00, XT severity 3: a first response is expected by Thursday 09:00."""
    made = make.incident(at=LOGGED, severity=3)
    due = made.milestones.get(kind="first_response").due_at
    for until in (due, due + MINUTE, TUESDAY):
        with pytest.raises(PastWhatIsExpected, match="the customer expects it by tomorrow"):
            snoozing.snooze(made, agent, until, WHY, LOGGED)
    assert snoozing.snooze(made, agent, due - MINUTE, WHY, LOGGED).snoozed_until == due - MINUTE


def test_r8_1_what_is_late_already_cannot_be_snoozed(agent):
    made = make.incident(at=LOGGED, severity=3)
    late = made.milestones.get(kind="first_response").due_at + MINUTE
    with pytest.raises(PastWhatIsExpected):
        snoozing.snooze(made, agent, late + MINUTE, WHY, late)


@pytest.mark.parametrize("until", [None, SNOOZED, SNOOZED - MINUTE, SNOOZED + timedelta(days=367)], ids=str)
def test_a_time_that_is_past_or_far_off_or_none_is_refused(answered, agent, until):
    with pytest.raises(SnoozeOutOfRange):
        snoozing.snooze(answered, agent, until, WHY, SNOOZED)


def test_a_snooze_needs_a_reason_and_work_to_put_aside(answered, agent):
    with pytest.raises(ReasonMissing):
        snoozing.snooze(answered, agent, TUESDAY, " \n", SNOOZED)
    with pytest.raises(NotSnoozed):
        snoozing.wake_now(answered, agent, SNOOZED)
    correspondence.reply(answered, agent, "Which version?", asks=True, at=SNOOZED)
    with pytest.raises(NotForWork, match="waiting for customer"):
        snoozing.snooze(answered, agent, TUESDAY, WHY, SNOOZED)


# Severity 1


NIGHT = moment("2026-11-25 02:00 +01:00")


def test_r6_5_a_severity_1_that_nobody_owns_is_not_snoozed(agent):
    made = make.incident(at=NIGHT, severity=1)
    with pytest.raises(NobodyHasIt, match="Nobody has this severity 1 yet"):
        snoozing.snooze(made, agent, NIGHT + MINUTE, WHY, NIGHT)
    lifecycle.take(made, agent, NIGHT)
    assert snoozing.snooze(made, agent, NIGHT + MINUTE, WHY, NIGHT).snoozed_until == NIGHT + MINUTE


def test_r6_5_nor_is_one_for_which_the_rota_is_called(agent):
    """Raised at night behind its owner's back: it looks for somebody until somebody answers."""
    roster(*team("Jens", "Ida"))
    made = make.incident(at=LOGGED - timedelta(days=2), severity=2)
    correspondence.reply(made, agent, "We look.", at=LOGGED - timedelta(days=2))
    severity.change_severity(
        made, make.staff("lead"), 1, "All users now.", NIGHT, impact="All", phone="+45 70"
    )
    with pytest.raises(NobodyHasIt):
        snoozing.snooze(made, agent, NIGHT + MINUTE, WHY, NIGHT)


def test_r6_5_a_snoozed_severity_1_pages_nobody_and_given_back_to_the_queue_it_wakes_and_pages(agent):
    roster(*team("Jens", "Ida"))
    made = make.incident(at=LOGGED, severity=1)
    correspondence.reply(made, agent, "We are on it.", at=LOGGED)
    night = NIGHT + timedelta(days=1)
    snoozing.snooze(made, agent, night + timedelta(hours=6), WHY, night - timedelta(hours=6))
    paging.go_on(night)
    assert not Page.objects.exists()
    lifecycle.assign(made, None, agent, night)
    assert fresh(made).snoozed_until is None
    assert naps(made) == ["snoozed", "released"]
    assert Page.objects.get().agent.name == "Jens"


# What wakes it at once


def asks(incident, agent):
    severity.ask_for_severity(incident, incident.contact, 1, "Month-end.", at=SNOOZED + MINUTE)


WAKES = {
    "contact": lambda i, a: correspondence.contact_reply(i, i.contact, "Well?", at=SNOOZED + MINUTE),
    "answer": lambda i, a: correspondence.reply(i, a, "A note for you.", at=SNOOZED + MINUTE),
    "answer, by phone": lambda i, a: correspondence.spoken(i, a, "Spoke.", at=SNOOZED + MINUTE),
    "severity": lambda i, a: severity.change_severity(i, a, 3, "Less.", at=SNOOZED + MINUTE),
    "contact, asking for a severity": asks,
    "status": lambda i, a: lifecycle.wait_for_development(i, a, at=SNOOZED + MINUTE),
    "escalation": lambda i, a: reminders.escalate(i, 1, "request", SNOOZED + MINUTE),
    "agent": lambda i, a: snoozing.wake_now(i, a, SNOOZED + MINUTE),
}


@pytest.mark.parametrize("cause", WAKES)
def test_r9_3_it_wakes_at_once(snoozed, agent, cause):
    WAKES[cause](fresh(snoozed), agent)
    assert fresh(snoozed).snoozed_until is None
    assert naps(snoozed) == ["snoozed", cause.partition(",")[0]]
    assert snoozed in Incident.objects.in_work_order()
    assert differences() == []


def test_r9_3_moved_to_new_targets_it_wakes(snoozed, agent):
    policy = TargetPolicy.objects.latest("in_force_from")
    for rule in policy.rules.filter(milestone="solution_goal"):
        type(rule).objects.filter(pk=rule.pk).update(amount=1)
    retargeting.begin(policy, make.staff("administrator"), "Faster.", stops=False, at=SNOOZED + MINUTE)
    while retargeting.go_on(SNOOZED + MINUTE):
        pass
    assert fresh(snoozed).snoozed_until is None
    assert naps(snoozed) == ["snoozed", "targets"]


@pytest.mark.parametrize(
    "act",
    [
        lambda i, a: correspondence.note(i, a, "Like 7.", at=SNOOZED + MINUTE),
        lambda i, a: correspondence.spoken(i, a, "Nobody.", answered=False, at=SNOOZED + MINUTE),
        lambda i, a: lifecycle.assign(i, make.staff(), a, at=SNOOZED + MINUTE),
        lambda i, a: lifecycle.assign(i, None, a, at=SNOOZED + MINUTE),
    ],
    ids=["a note", "a call not answered", "another owner", "back to the queue"],
)
def test_r9_3_it_sleeps_on_where_nobody_answers(snoozed, agent, act):
    act(fresh(snoozed), agent)
    assert fresh(snoozed).snoozed_until == TUESDAY


@pytest.mark.parametrize(
    "act",
    [
        lambda i, a: correspondence.reply(i, a, "Which version?", asks=True, at=SNOOZED + MINUTE),
        lambda i, a: closing.propose_solution(i, a, "Restart.", at=SNOOZED + MINUTE),
        lambda i, a: closing.close_without_solution(i, a, "not_covered", "No.", at=SNOOZED + MINUTE),
        lambda i, a: closing.withdraw(i, i.contact, at=SNOOZED + MINUTE),
    ],
    ids=["asked", "proposed", "closed", "withdrawn"],
)
def test_r9_3_what_leaves_the_order_of_work_for_good_is_not_snoozed_any_more(snoozed, agent, act):
    act(fresh(snoozed), agent)
    assert fresh(snoozed).snoozed_until is None
    assert differences() == []
    assert snoozing.wake_due(TUESDAY) == 0


def test_it_is_snoozed_again_to_another_time(snoozed, agent):
    later = TUESDAY + timedelta(days=1)
    snoozing.snooze(snoozed, agent, later, "They need a day more.", SNOOZED + MINUTE)
    assert snoozing.wake_due(TUESDAY) == 0
    assert fresh(snoozed).snoozed_until == later


def test_r9_3_beat_wakes_before_it_reminds(snoozed, agent):
    with time_machine.travel(TUESDAY - MINUTE, tick=False):
        tasks.remind()
    assert fresh(snoozed).snoozed_until == TUESDAY
    with time_machine.travel(TUESDAY, tick=False):
        tasks.remind()
    assert fresh(snoozed).snoozed_until is None
    assert Reminder.objects.exists()


def test_its_owner_sees_in_the_app_that_it_woke_by_itself(snoozed, agent):
    snoozing.wake_due(TUESDAY)
    told = Notification.objects.filter(kind="woken")
    assert [(each.recipient, each.channel) for each in told] == [(agent, "in_app")]


def test_who_snoozed_it_sees_it_where_nobody_owns_it(agent):
    made = make.incident(at=LOGGED, severity=3)
    snoozing.snooze(made, agent, LOGGED + MINUTE, WHY, LOGGED)
    snoozing.wake_due(LOGGED + MINUTE)
    assert Notification.objects.get(kind="woken").recipient == agent


# Who reads what


def test_the_timeline_says_who_until_when_and_why_to_colleagues_alone(snoozed, agent):
    desk = text(get(signed_in(agent), f"/desk/incidents/{snoozed.pk}/", SNOOZED))
    assert f"Anna Kjær snoozed the incident until Tue 09:00 <q>{WHY}</q>" in desk
    assert "its due times stay as they are" in desk
    portal = text(get(signed_in(snoozed.contact), f"/incidents/{snoozed.pk}/", SNOOZED))
    assert "snooze" not in portal.lower()
    snoozing.wake_due(TUESDAY)
    assert "The snooze is over" in text(get(signed_in(agent), f"/desk/incidents/{snoozed.pk}/", TUESDAY))


def api(person):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {ApiToken.issue(person, 'test')}")
    return client


def test_the_api_says_until_when_to_staff_alone_and_staff_snooze_and_wake_by_it(answered, agent):
    address = f"/api/v1/incidents/{answered.pk}/"
    staff, contact = api(agent), api(answered.contact)
    until = answered.logged_at.astimezone().replace(year=2035).isoformat()
    refused = staff.post(f"{address}changes/", {"change": "snooze", "until": until, "reason": WHY}, "json")
    assert (refused.status_code, refused.json()["code"]) == (422, "snooze_out_of_range")
    assert staff.post(f"{address}changes/", {"change": "wake"}, "json").json()["code"] == "not_snoozed"
    assert contact.post(f"{address}changes/", {"change": "wake"}, "json").status_code == 403
    Incident.objects.update(snoozed_until=TUESDAY)
    assert staff.get(address).json()["snoozed_until"] == "2026-12-01T08:00:00Z"
    assert contact.get(address).json()["snoozed_until"] is None
    assert staff.post(f"{address}changes/", {"change": "wake"}, "json").json()["snoozed_until"] is None
