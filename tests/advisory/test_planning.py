"""Action plans: tasks with owners on both sides and dates, until an issue is solved (R17.2, R17.4)."""

from datetime import timedelta

import pytest

from subscriptions.refusals import ReasonMissing
from tests import factories as make
from tests.advisory.scene import AT, DAY, DUE, fresh, scene, told
from tests.tickets.moments import moment
from tickets.advisory import identifying, planning, reminding, tasks
from tickets.advisory.models import ActionPlan, Task
from tickets.advisory.planning import NewTask
from tickets.advisory.refusals import (
    AnothersIncident,
    DueInPast,
    NoOwner,
    NoTasks,
    NotHerAdvisor,
    NotYourTask,
    PlanEnded,
    SubjectMissing,
    TaskMissing,
    TasksOpen,
)

pytestmark = pytest.mark.django_db


def test_r17_2_a_plan_covers_incidents_with_tasks_of_owners_on_both_sides():
    nordlys = scene()
    first, second = (make.incident(nordlys.customer, at=AT, contact=nordlys.contact) for _ in range(2))
    plan = nordlys.plan([first.pk, second.pk], owners=[nordlys.hers, nordlys.ours])
    assert [each.incident for each in plan.incidents.all()] == [first, second]
    assert {(task.owner, task.due_on) for task in plan.tasks.all()} == {
        (nordlys.hers, DUE),
        (nordlys.ours, DUE),
    }
    assert [row.context["task"] for row in told("task_given", nordlys.contact)] == ["Task 1"]
    assert [row.context["task"] for row in told("task_given_staff", nordlys.ours.person)] == ["Task 2"]


def test_a_plan_covers_no_incident_of_another_customer():
    nordlys, stranger = scene(), make.incident(at=AT)
    with pytest.raises(AnothersIncident) as refused:
        nordlys.plan([stranger.pk])
    assert str(refused.value) == f"Nordlys has no incident {stranger.pk}."
    assert not ActionPlan.objects.exists()


def test_r17_4_a_task_needs_an_owner_from_the_identified_resources():
    nordlys, havblik = scene(), scene(name="Havblik")
    plan = nordlys.plan()
    left = nordlys.identify(name="Bo")
    identifying.end(left, nordlys.advisor, AT)
    for owner in (None, havblik.hers, left):
        with pytest.raises(NoOwner):
            planning.add_task(plan, NewTask("Install", owner, DUE), nordlys.advisor, AT)
    assert not plan.tasks.exists()


@pytest.mark.parametrize(("text", "days", "refusal"), [(" ", 1, TaskMissing), ("Install", -1, DueInPast)])
def test_what_is_no_task_is_refused(text, days, refusal):
    nordlys = scene()
    with pytest.raises(refusal):
        planning.add_task(
            nordlys.plan(), NewTask(text, nordlys.hers, AT.date() + days * DAY), nordlys.advisor, AT
        )


def test_a_plan_needs_a_subject():
    nordlys = scene()
    with pytest.raises(SubjectMissing):
        planning.open_plan(nordlys.customer, " ", nordlys.advisor, at=AT)


def test_advisor_deputy_and_who_leads_keep_plans_of_any_tier():
    havblik = scene(tier="XT", name="Havblik")
    for by in (havblik.advisor, havblik.deputy, make.staff("lead"), make.staff("support_manager")):
        planning.open_plan(havblik.customer, "The lock", by, at=AT)
    with pytest.raises(NotHerAdvisor):
        planning.open_plan(havblik.customer, "The lock", make.staff("agent"), at=AT)
    assert ActionPlan.objects.count() == 4


def test_r17_2_the_owner_ticks_hers_and_nobody_elses():
    nordlys = scene()
    plan = nordlys.plan(owners=[nordlys.hers, nordlys.ours])
    hers, ours = plan.tasks.order_by("pk")
    assert planning.tick(hers, nordlys.contact, AT).done_by == nordlys.contact
    for task, person in ((ours, nordlys.contact), (hers, make.contact(nordlys.customer))):
        with pytest.raises(NotYourTask):
            planning.tick(task, person, AT)
    with pytest.raises(NotYourTask):
        planning.tick(ours, make.staff("agent"), AT)
    assert planning.tick(ours, nordlys.advisor, AT).is_done
    assert [row.recipient for row in told("plan_done_staff")] == [nordlys.advisor]
    assert not planning.tick(hers, nordlys.contact, AT, done=False).is_done


def test_r17_2_the_plan_ends_when_it_is_done():
    nordlys = scene()
    plan = nordlys.plan(owners=[nordlys.hers])
    with pytest.raises(TasksOpen) as refused:
        planning.finish(plan, nordlys.advisor, AT)
    assert "still open: 1." in str(refused.value)
    planning.tick(plan.tasks.get(), nordlys.contact, AT)
    planning.finish(plan, nordlys.advisor, AT)
    assert fresh(plan).state == "done"
    assert [row.context["outcome"] for row in told("plan_ended", nordlys.contact)] == ["done"]
    with pytest.raises(PlanEnded):
        planning.tick(plan.tasks.get(), nordlys.contact, AT, done=False)
    with pytest.raises(NoTasks):
        planning.finish(nordlys.plan(), nordlys.advisor, AT)


def test_r17_2_or_when_it_cannot_be_fulfilled_with_a_reason():
    nordlys = scene()
    plan = nordlys.plan(owners=[nordlys.hers])
    with pytest.raises(ReasonMissing):
        planning.give_up(plan, nordlys.advisor, "", AT)
    planning.give_up(plan, nordlys.advisor, "The part is no longer made.", AT)
    (row,) = told("plan_ended", nordlys.contact)
    assert (row.context["outcome"], row.context["reason"]) == (
        "unfulfilled",
        "The part is no longer made.",
    )


def test_a_new_owner_is_told_and_a_day_that_is_past_may_stay():
    nordlys = scene()
    task = nordlys.plan(owners=[nordlys.ours]).tasks.get()
    later = AT + 30 * DAY
    planning.change_task(task, NewTask("Install", nordlys.hers, DUE), nordlys.advisor, later)
    assert [row.context["task"] for row in told("task_given", nordlys.contact)] == ["Install"]
    with pytest.raises(DueInPast):
        planning.change_task(task, NewTask("Install", nordlys.hers, DUE - DAY), nordlys.advisor, later)


def remind(at):
    """As beat does."""
    for number in reminding.due(at):
        reminding.remind(number, at)


def kinds(person):
    return [row.context["reminder"] for row in told("task_due", person)]


def test_r17_2_owners_are_reminded_once_before_and_once_after():
    nordlys = scene()
    nordlys.plan(owners=[nordlys.hers])
    eve = moment("2026-11-29 00:00 +01:00")  # two days before
    remind(eve - timedelta(minutes=1))
    assert kinds(nordlys.contact) == []
    for hours in range(0, 72, 6):
        remind(eve + timedelta(hours=hours))
    assert kinds(nordlys.contact) == ["soon"]
    for hours in range(72, 144, 6):
        remind(eve + timedelta(hours=hours))
    assert kinds(nordlys.contact) == ["soon", "late"]
    assert [row.recipient for row in told("task_late_staff")] == [nordlys.advisor]


def test_r17_2_after_a_standstill_she_hears_once_that_it_is_late():
    nordlys = scene()
    nordlys.plan(owners=[nordlys.hers])
    remind(AT + 30 * DAY)
    remind(AT + 31 * DAY)
    assert kinds(nordlys.contact) == ["late"]


def test_another_day_is_reminded_of_anew_and_a_done_task_never():
    nordlys = scene()
    plan = nordlys.plan(owners=[nordlys.hers])
    task = plan.tasks.get()
    late = AT + 10 * DAY
    remind(late)
    planning.change_task(task, NewTask("Install", nordlys.hers, late.date()), nordlys.advisor, late)
    remind(late)
    assert kinds(nordlys.contact) == ["late", "soon"]
    planning.tick(task, nordlys.contact, late)
    remind(late + 9 * DAY)
    assert kinds(nordlys.contact) == ["late", "soon"]


def test_the_task_of_beat_reminds():
    nordlys = scene()
    plan = nordlys.plan(owners=[nordlys.hers])
    Task.objects.filter(plan=plan).update(due_on=AT.date() - 400 * DAY)
    tasks.remind()
    assert kinds(nordlys.contact) == ["late"]
