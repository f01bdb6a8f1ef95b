"""R8.5 and LIFECYCLE.md, 4: reminders in covered time, each once; escalation when a target is missed."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from notifications import digests, mails
from notifications.models import Notification
from subscriptions.models import AdvisorAssignment, StaffMember, Tier
from tests import factories as make
from tests.tickets.moments import moment
from tickets import closing, correspondence, lifecycle, reminders, severity
from tickets.models import Escalation, Reminder
from tickets.sentences import sentence

pytestmark = pytest.mark.django_db


def test_r8_5_reminders_fire_in_covered_time_only():
    """R8.5, W16, W28: D6 at 50 % Monday 08:30, 75 % 09:30, 90 % 10:06, missed 10:30. The loop runs every half hour
    over the weekend, and every minute on Monday."""
    make.incident(at=moment("2026-11-27 15:30 +01:00"), severity=2)
    weekend = [moment("2026-11-27 15:30 +01:00") + timedelta(minutes=30) * n for n in range(129)]
    monday = [weekend[-1] + timedelta(minutes=n) for n in range(1, 182)]
    assert monday[-1] == moment("2026-11-30 10:31 +01:00")
    for at in (*weekend, *monday):
        while reminders.remind(at):
            pass
    told = Reminder.objects.filter(milestone__kind="first_response")
    assert dict(told.values_list("percent", "at")) == {
        50: moment("2026-11-30 08:30 +01:00"),
        75: moment("2026-11-30 09:30 +01:00"),
        90: moment("2026-11-30 10:06 +01:00"),
        100: moment("2026-11-30 10:30 +01:00"),
    }


def test_w24_running_the_loop_100_times_tells_once():
    make.incident(at=moment("2026-11-27 15:30 +01:00"), severity=2)
    agent = make.staff()
    for _ in range(100):
        reminders.remind(moment("2026-11-30 10:31 +01:00"))
    assert Reminder.objects.filter(milestone__kind="first_response").count() == 4
    assert Notification.objects.filter(kind="reminder", recipient=agent).count() == 0


def test_a_day_without_the_loop_tells_the_miss_and_not_what_it_overtook():
    lead = make.staff("lead")
    incident = make.incident(at=moment("2026-11-27 15:30 +01:00"), severity=2)
    reminders.remind(moment("2026-11-30 10:40 +01:00"))
    assert Notification.objects.filter(kind="reminder").count() == 0
    escalation = Escalation.objects.get(incident=incident)
    assert escalation.level == 1
    assert Notification.objects.filter(kind="escalated", recipient=lead).exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Cause: a target was missed."), ("da", "Årsag: et svarmål blev ikke overholdt.")],
)
def test_r8_5_the_mail_of_an_escalation_and_the_timeline_say_its_cause_in_words(language, said):
    make.staff("lead", language=language)
    incident = make.incident(at=moment("2026-11-27 15:30 +01:00"), severity=2)
    reminders.remind(moment("2026-11-30 10:40 +01:00"))
    assert said in mails.written(Notification.objects.get(kind="escalated", channel="email")).text
    entry = incident.timeline.get(kind="escalation")
    with translation.override(language):
        assert said.partition(": ")[2].rstrip(".") in sentence(entry, contact=False)


def test_r8_11_the_customer_hears_of_a_missed_response_once():
    incident = make.incident(at=moment("2026-11-27 15:30 +01:00"), severity=2)
    for _ in range(3):
        reminders.remind(moment("2026-11-30 10:40 +01:00"))
    told = Notification.objects.filter(kind="missed_customer", channel="email")
    assert [n.recipient for n in told] == [incident.contact]
    text = mails.written(told[0]).text
    assert "by Monday 30 November 2026 at 10:30 (Europe/Copenhagen)" in text
    assert "now expect our answer by Monday 30 November 2026 at 14:30 (Europe/Copenhagen)" in text


@pytest.mark.parametrize("shown", [False, True])
def test_r8_9_the_customer_hears_of_a_missed_goal_where_she_is_shown_it(shown):
    """LIFECYCLE.md, 4: else staff only."""
    Tier.objects.update(shows_solution_goal=shown)
    logged, agent = moment("2026-11-02 09:00 +01:00"), make.staff()
    incident = make.incident(at=logged, severity=2)
    correspondence.reply(incident, agent, "We look at it.", at=logged)
    remind_until(logged + timedelta(days=8))
    told = Notification.objects.filter(kind="missed_customer", channel="email")
    assert {each.context["milestone"] for each in told} == ({"solution_goal"} if shown else set())
    if shown:
        mail = mails.written(told.get())
        assert mail.subject == f"The solution of incident {incident.pk} is late: Posting stops"
        assert "We meant to have a solution" in mail.text


def test_r8_5_the_levels_of_a_response_and_a_solution_that_do_not_come():
    """LIFECYCLE.md, 4: 1 at 100 and 2 at 200 per cent of the response; 2 at 100 and 3 at 150 of the solution."""
    people = {
        role: make.staff(role).pk
        for role in ("agent", "lead", "support_manager", "head_of_support", "head_of_development")
    }
    incident = make.incident(at=moment("2026-11-02 09:00 +01:00"), severity=2)
    remind_until(moment("2026-11-30 09:00 +01:00"))
    first, goal = (incident.milestones.get(kind=kind) for kind in ("first_response", "solution_goal"))
    assert set(Escalation.objects.values_list("level", "cause")) == {
        (1, f"milestone:{first.pk}:100"),
        (2, f"milestone:{first.pk}:200"),
        (2, f"milestone:{goal.pk}:100"),
        (3, f"milestone:{goal.pk}:150"),
    }
    told = Notification.objects.filter(kind="escalated").values_list("context__level", "recipient")
    assert set(told) == {
        (1, people["lead"]),
        (2, people["support_manager"]),
        (3, people["head_of_support"]),
        (3, people["head_of_development"]),
    }


def test_r8_5_the_owner_alone_is_reminded_and_of_what_nobody_owns_the_agents_of_the_region():
    """LIFECYCLE.md, 4: level 0."""
    owner, other = make.staff(), make.staff()
    began = moment("2026-11-23 09:00 +01:00")
    owned, free = (make.incident(at=began, severity=2) for _ in range(2))
    lifecycle.take(owned, owner, at=began)
    reminders.remind(began + timedelta(hours=2))
    told = Notification.objects.filter(kind="reminder", channel="in_app")
    assert sorted(told.values_list("context__number", "recipient")) == [
        (owned.pk, owner.pk),
        (free.pk, owner.pk),
        (free.pk, other.pk),
    ]


def test_r8_5_a_share_of_a_goal_leaves_the_pauses_out():
    """TARGETS.md, 5.8: half of 2 d, 9 h, after an hour, two hours with the customer, and eight hours more."""
    began = moment("2026-11-25 09:00 +01:00")
    incident = make.incident(at=began, severity=2, tier_code="XTE")
    correspondence.reply(incident, make.staff(), "Which?", asks=True, at=began + timedelta(hours=1))
    correspondence.contact_reply(incident, incident.contact, "This.", at=began + timedelta(hours=3))
    goal = incident.milestones.get(kind="solution_goal")
    assert (goal.next_reminder, goal.next_reminder_at) == (50, moment("2026-11-26 11:00 +01:00"))
    for early in (1, 0):
        remind_until(goal.next_reminder_at - timedelta(minutes=early))
        assert goal.reminders.exists() == (not early)


@pytest.mark.parametrize("here", [True, False])
def test_r8_5_level_1_is_told_to_the_leads_of_the_region_and_where_it_has_none_to_all(here):
    far, lead = make.staff("lead"), make.staff("lead")
    anz = make.region("anz", "Australia/Melbourne", country="AU")
    StaffMember.objects.filter(user__in=[far] if here else [far, lead]).update(region=anz)
    make.incident(at=moment("2026-11-27 15:30 +01:00"), severity=2)
    reminders.remind(moment("2026-11-30 10:31 +01:00"))
    told = Notification.objects.filter(kind="escalated", channel="in_app").values_list("recipient", flat=True)
    assert set(told) == ({lead.pk} if here else {lead.pk, far.pk})


@pytest.fixture
def advised():
    """A customer with an advisor, and the advisor."""
    advisor = make.staff("advisor")
    customer = make.customer()
    AdvisorAssignment.objects.create(customer=customer, advisor=advisor, starts_on=date(2026, 1, 1))
    return customer, advisor


def test_r17_5_the_advisor_hears_of_a_target_that_was_missed_before_the_timer_ran(advised):
    """R17.5, W38: it is answered a second late, and escalates to nobody (W9)."""
    customer, advisor = advised
    incident = make.incident(customer, at=moment("2026-11-27 15:30 +01:00"), severity=2, tier_code="XTE")
    late = incident.due_at + timedelta(seconds=1)
    correspondence.reply(incident, make.staff(), "Here we are.", at=late)
    remind_until(late + timedelta(minutes=1))
    told = Notification.objects.filter(kind="missed", channel="email")
    assert [each.recipient for each in told] == [advisor]
    assert not Escalation.objects.exists()


def test_r17_5_what_is_over_before_the_timer_saw_that_it_was_missed_escalates_to_nobody(advised):
    """L12: she withdrew it a second too late; the advisor alone hears of the target."""
    customer, advisor = advised
    make.staff("lead")
    incident = make.incident(customer, at=moment("2026-11-27 15:30 +01:00"), severity=2, tier_code="XTE")
    late = incident.due_at + timedelta(seconds=1)
    closing.withdraw(incident, incident.contact, at=late)
    remind_until(late + timedelta(days=9))
    told = Notification.objects.filter(kind="missed", channel="email")
    assert [each.recipient for each in told] == [advisor]
    assert not Escalation.objects.exists()


def test_r8_5_a_miss_that_the_timer_had_not_seen_escalates_when_another_target_takes_its_place():
    """T6: told once; the customer still waits."""
    lead = make.staff("lead")
    incident = make.incident(at=moment("2026-11-27 15:30 +01:00"), severity=2)
    old, late = incident.due_milestone, incident.due_at + timedelta(seconds=1)
    severity.change_severity(incident, make.staff(), 3, "It is only one shop.", late)
    remind_until(late + timedelta(minutes=1))
    assert list(Escalation.objects.values_list("level", "cause")) == [(1, f"milestone:{old.pk}:100")]
    assert Notification.objects.filter(kind="escalated", recipient=lead, channel="email").count() == 1


def test_w9_an_answered_incident_escalates_no_more():
    incident = make.incident(at=moment("2026-11-27 15:30 +01:00"), severity=2)
    correspondence.reply(incident, make.staff(), "Here we are.", at=moment("2026-11-30 10:27 +01:00"))
    reminders.remind(moment("2026-11-30 10:40 +01:00"))
    assert not Escalation.objects.exists()


def test_w30_a_paused_incident_is_not_missed_as_time_passes():
    """W30, W37: paused over the old due time; the remaining minutes are left afterwards."""
    agent = make.staff()
    incident = make.incident(at=moment("2026-11-02 09:00 +01:00"), severity=2, tier_code="XTE")
    correspondence.reply(incident, agent, "Which version?", asks=True, at=moment("2026-11-02 10:00 +01:00"))
    reminders.remind(moment("2027-01-05 10:00 +01:00"))
    goal = incident.milestones.get(kind="solution_goal")
    assert not goal.is_missed(moment("2027-01-05 10:00 +01:00"))
    assert not Escalation.objects.exists()


def test_w27_nothing_is_at_level_1_at_logging():
    for grade in (1, 2, 3, 4):
        incident = make.incident(at=moment("2026-11-28 10:00 +01:00"), severity=grade)
        reminders.remind(incident.logged_at)
    assert not Escalation.objects.exists()


@pytest.mark.parametrize(("tier", "hours"), [("XTE", 8), ("XT", 24)])
def test_r8_5_the_heads_hear_of_a_severity_1_that_is_open_for_long_without_a_workaround(tier, hours):
    """LIFECYCLE.md, 4, level 3: 24 covered hours, Elite 8; once, with its cause."""
    logged = moment("2026-11-23 09:00 +01:00")
    incident = make.incident(at=logged, severity=1, tier_code=tier)
    head = make.staff("head_of_support")
    remind_until(logged + timedelta(hours=hours, minutes=-1))
    assert not Escalation.objects.filter(level=3).exists()
    for _twice in range(2):
        remind_until(logged + timedelta(hours=hours))
    goal = incident.milestones.get(kind="solution_goal")
    assert list(Escalation.objects.filter(level=3).values_list("cause", flat=True)) == [f"open:{goal.pk}"]
    (told,) = Notification.objects.filter(kind="escalated", recipient=head, channel="email")
    assert "severity 1 is open for long, without a workaround" in mails.written(told).text


@pytest.mark.parametrize(("hours", "percent"), [(4, 50), (9, 113), (6, 75)])
def test_r8_5_how_long_that_is_can_be_changed_apart_from_the_target(hours, percent):
    """Of Elite's 8 hours; the owner is reminded at the shares of old, and at no other."""
    Tier.objects.filter(code="XTE").update(heads_after_hours=hours)
    logged = moment("2026-11-23 09:00 +01:00")
    agent = make.staff()
    incident = make.incident(at=logged, severity=1, tier_code="XTE")
    lifecycle.take(incident, agent, at=logged)
    correspondence.reply(incident, agent, "We look into it.", at=logged)
    remind_until(logged + timedelta(hours=hours, minutes=5))
    goal = incident.milestones.get(kind="solution_goal")
    found = Escalation.objects.filter(level=3, cause=f"open:{goal.pk}")
    assert found.count() == 1
    told = Notification.objects.filter(kind="reminder", recipient=agent, context__milestone="solution_goal")
    assert percent in Reminder.objects.filter(milestone=goal).values_list("percent", flat=True)
    assert {each.context["percent"] for each in told} <= {50, 75, 90}


@pytest.mark.parametrize(("hours", "first"), [(4, 5), (5, 4.5), (7, 6.5)])
def test_r8_5_what_runs_follows_when_the_heads_are_to_hear_sooner(hours, first):
    """LIFECYCLE.md, 4: at once where so much has passed, else then; once."""
    logged = moment("2026-11-23 09:00 +01:00")
    incident = make.incident(at=logged, severity=1, tier_code="XTE")
    goal = incident.milestones.get(kind="solution_goal")
    changed = logged + timedelta(hours=first)
    remind_until(changed)
    Tier.objects.filter(code="XTE").update(heads_after_hours=hours)
    follow_until(changed)
    assert Escalation.objects.filter(level=3).exists() == (hours <= first)
    remind_until(logged + timedelta(hours=hours, minutes=5))
    for _twice in range(2):
        follow_until(logged + timedelta(hours=hours, minutes=6))
    assert [each.cause for each in Escalation.objects.filter(level=3)] == [f"open:{goal.pk}"]
    remind_until(logged + timedelta(hours=13))
    told = Reminder.objects.filter(milestone=goal).order_by("percent").values_list("percent", flat=True)
    assert {50, 75, 90, 100, 150} <= set(told)


def follow_until(at):
    beyond = reminders.heads_sooner(at=at)
    while beyond:
        beyond = reminders.heads_sooner(beyond, at)


def test_r8_5_a_workaround_keeps_the_heads_out_of_it():
    logged = moment("2026-11-23 09:00 +01:00")
    incident = make.incident(at=logged, severity=1, tier_code="XTE")
    closing.propose_solution(incident, make.staff(), "Post by hand.", "workaround", at=logged)
    remind_until(logged + timedelta(hours=9))
    assert not Escalation.objects.filter(level=3).exists()


def test_r8_5_a_goal_that_is_paused_before_its_miss_was_seen_is_told_when_it_goes_on():
    """L3: no run of the timer lies between the miss and the question."""
    logged, agent = moment("2026-11-23 09:00 +01:00"), make.staff()
    incident = make.incident(at=logged, severity=1, tier_code="XTE")
    remind_until(logged + timedelta(hours=7, minutes=59))
    late = logged + timedelta(hours=8, seconds=30)
    correspondence.reply(incident, agent, "Which version?", asks=True, at=late)
    missed = incident.timeline.filter(kind="target", facts__milestone="solution_goal")
    assert [entry.at for entry in missed] == [logged + timedelta(hours=8)]  # W56: on record, whoever looks
    correspondence.contact_reply(incident, incident.contact, "13.0", at=late + timedelta(days=1))
    remind_until(late + timedelta(days=1, minutes=1))
    goal = incident.milestones.get(kind="solution_goal")
    assert Escalation.objects.filter(level=2, cause=f"milestone:{goal.pk}:100").count() == 1
    assert Notification.objects.filter(kind="missed", channel="email", recipient=agent).count() == 1
    assert missed.count() == 1


def test_r8_5_a_goal_that_was_told_before_its_pause_is_not_told_again_when_it_goes_on():
    logged, agent = moment("2026-11-23 09:00 +01:00"), make.staff()
    incident = make.incident(at=logged, severity=1, tier_code="XTE")
    lifecycle.take(incident, agent, at=logged)
    late = logged + timedelta(hours=8, seconds=30)
    remind_until(late)
    told = Notification.objects.filter(kind="missed", context__milestone="solution_goal", recipient=agent)
    before = told.count()
    correspondence.reply(incident, agent, "Which version?", asks=True, at=late)
    correspondence.contact_reply(incident, incident.contact, "13.0", at=late + timedelta(days=1))
    remind_until(late + timedelta(days=2))
    assert before == told.count() > 0


def remind_until(at):
    while reminders.remind(at):
        pass


def test_w31_minutes_over_do_not_grow_during_a_pause():
    agent = make.staff()
    incident = make.incident(at=moment("2026-11-02 09:00 +01:00"), severity=2, tier_code="XTE")
    late = moment("2026-11-05 10:00 +01:00")
    correspondence.reply(incident, agent, "Which version?", asks=True, at=late)
    goal = incident.milestones.get(kind="solution_goal")
    assert reminders.overdue_by(goal, late) == reminders.overdue_by(goal, moment("2026-11-09 10:00 +01:00"))


def mails_due(person):
    """What would be sent to the person now, once digests are made."""
    later = timezone.now() + timedelta(minutes=2)
    digests.gather(later)
    return list(Notification.objects.due(later).filter(recipient=person, channel="email"))


def test_r8_5_after_an_outage_each_person_gets_one_mail_and_no_storm():
    """A day without the loop: 30 incidents are late."""
    customer, owner, lead = make.customer(), make.staff(), make.staff("lead")
    contact = make.contact(customer)
    began, now = moment("2026-11-26 15:30 +01:00"), moment("2026-11-27 12:31 +01:00")
    late = [make.incident(customer, at=began, severity=2, contact=contact) for _ in range(30)]
    for incident in late[:5]:
        lifecycle.take(incident, owner, at=began)
    while reminders.remind(now):
        pass
    (digest,) = mails_due(lead)
    assert digest.kind == "digest"
    assert {line["number"] for line in digest.context["lines"]} == {incident.pk for incident in late}
    assert [mail.context["count"] for mail in mails_due(owner)] == [5]
    told = Notification.objects.filter(kind="missed_customer", channel="email")
    assert set(told.values_list("link", flat=True)) == {each.get_absolute_url() for each in late}
    assert len(mails_due(lead)) == 1
    told = [mail for mail in mails_due(contact) if mail.kind in ("missed_customer", "digest_customer")]
    assert [mail.kind for mail in told] == ["digest_customer"]
    written = mails.written(told[0])
    assert "We missed 30 response targets" in written.subject
    assert f"{late[0].pk}, Posting stops – first response was due " in written.text
    written = mails.written(digest)
    assert "30 reminders and escalations" in written.subject
    assert f"{late[0].pk}, severity 2, " in written.text
    assert "escalated to level 1" in written.text


def test_a_single_late_reminder_is_sent_as_it_is():
    lead = make.staff("lead")
    make.incident(at=moment("2026-11-26 15:30 +01:00"), severity=2)
    reminders.remind(moment("2026-11-27 12:31 +01:00"))
    assert [mail.kind for mail in mails_due(lead)] == ["escalated"]


def test_r8_5_misses_that_an_outage_left_untold_are_one_digest_when_another_target_takes_their_place():
    """T6, W27: beat was away, and the first that looks at the incidents is who changes their severity."""
    lead = make.staff("lead")
    late = [make.incident(at=moment("2026-11-27 15:30 +01:00"), severity=2) for _each in range(3)]
    then = moment("2026-11-30 14:00 +01:00")
    for incident in late:
        severity.change_severity(incident, make.staff(), 3, "It is only one shop.", then)
    assert Escalation.objects.count() == 3
    (digest,) = mails_due(lead)
    assert digest.kind == "digest"
    assert {line["number"] for line in digest.context["lines"]} == {incident.pk for incident in late}


def test_r17_5_misses_that_an_outage_left_untold_come_to_the_advisor_in_one_digest(advised):
    customer, advisor = advised
    for _each in range(3):
        incident = make.incident(customer, at=moment("2026-11-27 15:30 +01:00"), severity=2, tier_code="XTE")
        correspondence.reply(incident, make.staff(), "Here we are.", at=moment("2026-11-30 14:00 +01:00"))
    (digest,) = mails_due(advisor)
    assert (digest.kind, [line["kind"] for line in digest.context["lines"]]) == ("digest", ["missed"] * 3)


def test_what_is_told_in_time_is_in_no_digest():
    agent = make.staff()
    for _ in range(2):
        make.incident(at=moment("2026-11-27 11:30 +01:00"), severity=2)
    reminders.remind(moment("2026-11-27 13:31 +01:00"))
    assert [mail.kind for mail in mails_due(agent)] == ["reminder"] * 2


def test_a_digest_waits_until_no_more_has_come_for_a_while():
    make.staff("lead")
    for _ in range(2):
        make.incident(at=moment("2026-11-26 15:30 +01:00"), severity=2)
    reminders.remind(moment("2026-11-27 12:31 +01:00"))
    assert digests.gather(timezone.now() + timedelta(seconds=30)) == 0
    assert digests.gather(timezone.now() + timedelta(minutes=2)) > 0
    assert digests.gather(timezone.now() + timedelta(minutes=2)) == 0


def test_r8_5_what_was_told_before_closing_is_not_told_again_on_reopening():
    """R8.5, L11; LIFECYCLE.md, 4: each level acts once per cause."""
    agent = make.staff()
    incident = make.incident(at=moment("2026-11-23 09:00 +01:00"), severity=1)
    correspondence.reply(incident, agent, "We look.", at=moment("2026-11-23 09:10 +01:00"))
    while reminders.remind(moment("2026-11-25 12:00 +01:00")):
        pass
    closing.propose_solution(incident, agent, "Like so.", at=moment("2026-11-25 13:00 +01:00"))
    closing.accept(incident, incident.contact, at=moment("2026-11-25 14:00 +01:00"))
    levels = incident.escalations.values_list("level", flat=True)
    before = sorted(levels.all())
    assert 3 in before
    closing.reopen(incident, incident.contact, "It is back.", at=moment("2026-11-26 13:00 +01:00"))
    while reminders.remind(moment("2026-11-26 13:01 +01:00")):
        pass
    assert sorted(levels.all()) == before


def test_r8_5_reminders_that_an_outage_held_up_come_in_one_mail_too():
    """Half of each target has passed since the loop stopped; none is missed."""
    customer, owner = make.customer(), make.staff()
    began, now = moment("2026-11-25 08:00 +01:00"), moment("2026-11-25 10:30 +01:00")
    for _number in range(4):
        lifecycle.take(make.incident(customer, at=began, severity=2), owner, at=began)
    while reminders.remind(now):
        pass
    (digest,) = mails_due(owner)
    assert (digest.kind, [line["kind"] for line in digest.context["lines"]]) == ("digest", ["reminder"] * 4)
