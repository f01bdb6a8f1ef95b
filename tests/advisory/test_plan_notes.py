"""What the timeline of an incident says of action plans (R17.2), and plans that are the result of an escalation
(LIFECYCLE.md, 4)."""

from datetime import date, timedelta

import pytest

from subscriptions.refusals import Refusal
from tests import factories as make
from tests.advisory.scene import AT, DAY, DUE, scene
from tests.desk.pages import get, post, signed_in, text
from tickets.advisory import planning, showing
from tickets.advisory.models import ActionPlan
from tickets.advisory.planning import NewTask
from tickets.advisory.refusals import EmptyPlan
from tickets.escalations import answering, asking, ending
from tickets.escalations.asking import Wish
from tickets.information import INFORMATION
from tickets.models import Incident

pytestmark = pytest.mark.django_db


def incident_of(made, **fields):
    line = made.customer.lines.get()
    return make.incident(made.customer, line.product, at=AT - DAY, contact=made.contact, **fields)


def codes(incident):
    entries = incident.timeline.filter(facts__code__startswith="plan_").order_by("pk")
    return [entry.facts["code"] for entry in entries]


def escalated(made, at=AT):
    incident = incident_of(made)
    wish = Wish(
        reason="Nobody has an idea.",
        impact="A recall.",
        workaround_ok=True,
        name="Mette",
        phone="+45 20 00 00 01",
    )
    return asking.ask(incident, made.contact, wish, at)


def test_r17_2_where_the_timeline_names_no_plan_none_is_asked_for(django_assert_num_queries):
    """A page of an incident has its timeline read."""
    made = scene()
    number, plan = incident_of(made).pk, made.plan([incident_of(made).pk], owners=[made.hers])
    incident = Incident.objects.prefetch_related("timeline").get(pk=number)
    with django_assert_num_queries(0):
        assert showing.of_incident(incident, made.advisor, AT) is None
    planning.cover(plan, [number], made.advisor, AT)
    incident = Incident.objects.prefetch_related("timeline").get(pk=number)
    assert showing.of_incident(incident, made.advisor, AT).shown["plans"] == [plan]


def test_r17_2_the_incident_says_when_a_plan_is_made_and_ended():
    made = scene()
    incident = incident_of(made)
    plan = made.plan([incident.pk], owners=[made.hers])
    assert codes(incident) == ["plan_opened"]
    planning.tick(plan.tasks.get(), made.contact, AT)
    planning.finish(plan, made.advisor, AT)
    assert codes(incident) == ["plan_opened", "plan_task_done", "plan_done"]


def test_r17_2_the_incident_says_when_a_task_is_added_done_or_due_on_another_day():
    made = scene()
    incident = incident_of(made)
    plan = made.plan([incident.pk])
    task = planning.add_task(plan, NewTask("Install the fix", made.hers, DUE), made.advisor, AT)
    later = NewTask("Install the fix", made.hers, DUE + DAY)
    planning.change_task(task, later, made.advisor, AT)
    planning.change_task(task, later, made.advisor, AT)  # the same again moves nothing
    planning.tick(task, made.contact, AT)
    planning.tick(task, made.contact, AT, done=False)
    assert codes(incident)[1:] == [
        "plan_task_added",
        "plan_task_moved",
        "plan_task_done",
        "plan_task_not_done",
    ]


def test_r17_2_both_sides_read_it_in_words():
    made = scene()
    incident = incident_of(made)
    plan = made.plan([incident.pk])
    task = planning.add_task(plan, NewTask("Install the fix", made.hers, DUE), made.advisor, AT)
    planning.change_task(task, NewTask("Install the fix", made.hers, date(2026, 12, 8)), made.advisor, AT)
    made.contact.language = "en"
    made.contact.save()
    for person, address in ((made.contact, "/incidents/"), (made.advisor, "/desk/incidents/")):
        page = text(get(signed_in(person), f"{address}{incident.pk}/", AT))
        assert "makes an action plan: The lock" in page
        assert "moves a task of the action plan to 8 December 2026: Install the fix" in page


def test_r17_2_every_step_of_a_plan_has_its_sentence():
    from tickets.advisory import steps_told

    assert set(steps_told.WORDS) <= set(INFORMATION)


def test_an_incident_that_is_covered_again_says_so_once():
    made = scene()
    incident = incident_of(made)
    plan = made.plan([incident.pk])
    planning.cover(plan, [incident.pk], made.advisor, AT)
    assert codes(incident) == ["plan_opened"]


def test_a_plan_of_an_escalation_stands_on_its_page_for_both_sides():
    made = scene()
    request = escalated(made)
    address = f"/desk/advisor/customers/{made.customer.number}/plans/new/"
    client = signed_in(made.advisor)
    offered = get(client, f"/desk/escalations/{request.pk}/", AT).content.decode()
    assert f"{address}?incident={request.incident_id}&amp;escalation=1" in offered
    typed = {"subject": "The recall", "incidents": str(request.incident_id), "answers_escalation": "on"}
    post(client, address, AT + timedelta(minutes=1), **typed)
    plan = ActionPlan.objects.get()
    assert plan.answers_escalation
    assert "The recall" in text(get(client, f"/desk/escalations/{request.pk}/", AT + DAY))
    hers = f"/incidents/{request.incident_id}/escalation/"
    assert "The recall" in text(get(signed_in(made.contact), hers, AT + DAY))


def test_a_plan_that_is_no_result_of_the_escalation_is_not_on_its_page():
    made = scene()
    request = escalated(made)
    made.plan([request.incident_id], at=AT + timedelta(minutes=1))
    page = text(get(signed_in(made.advisor), f"/desk/escalations/{request.pk}/", AT + DAY))
    assert "The lock" not in page


def test_where_nothing_is_escalated_no_plan_is_the_result_of_it():
    made = scene()
    request = escalated(made)
    ending.end(request, made.contact, AT)
    with pytest.raises(Refusal) as refused:
        planning.open_plan(
            made.customer, "The recall", made.advisor, [request.incident_id], at=AT, answers_escalation=True
        )
    assert refused.value.code == "none_escalated"
    assert not ActionPlan.objects.exists()


def test_a_plan_without_an_escalated_incident_is_refused_at_its_field():
    made = scene()
    incident = incident_of(made)
    address = f"/desk/advisor/customers/{made.customer.number}/plans/new/"
    typed = {"subject": "The recall", "incidents": str(incident.pk), "answers_escalation": "on"}
    page = post(signed_in(made.advisor), address, AT, **typed)
    assert page.status_code in (409, 422)
    assert "None of these incidents is escalated now." in text(page)
    assert codes(Incident.objects.get()) == []


def test_lifecycle_4_an_empty_plan_is_not_done_and_the_page_says_it_at_its_field():
    made = scene()
    request = escalated(made)
    of = [request.incident_id]
    plan = planning.open_plan(made.customer, "The lock", made.advisor, of, at=AT, answers_escalation=True)
    lead = make.staff("lead")
    answering.answer(request, lead, "We have a plan.", AT)
    propose = {"outcome": "done", "reason": "All is found."}
    page = post(signed_in(lead), f"{request.get_absolute_url()}propose/", AT, **propose)
    assert page.status_code == 422
    assert f"The action plan “{plan.subject}” has no task yet" in text(page)
    assert "All is found." in text(page)
    with pytest.raises(EmptyPlan):
        ending.propose(request, lead, "done", "All is found.", AT)
    ending.propose(request, lead, "cannot", "It needs 8.0.", AT)
    task = planning.add_task(plan, NewTask("Install the fix", made.hers, DUE), made.advisor, AT)
    planning.tick(task, made.advisor, AT)
    ending.propose(request, lead, "done", "All is found.", AT)


def test_lifecycle_4_a_plan_with_open_tasks_is_not_done_and_the_page_names_them():
    made = scene()
    request = escalated(made)
    plan = planning.open_plan(
        made.customer, "The lock", made.advisor, [request.incident_id], at=AT, answers_escalation=True
    )
    first, second = (
        planning.add_task(plan, NewTask(text, made.hers, DUE), made.advisor, AT)
        for text in ("Install the fix", "Start a run")
    )
    lead = make.staff("lead")
    answering.answer(request, lead, "We have a plan.", AT)
    planning.tick(first, made.advisor, AT)
    propose = {"outcome": "done", "reason": "All is found."}
    page = post(signed_in(lead), f"{request.get_absolute_url()}propose/", AT, **propose)
    assert page.status_code == 422
    assert "Not done yet in the action plan “The lock”: “Start a run”." in text(page)
    assert "All is found." in text(page)
    planning.tick(second, made.advisor, AT)
    assert ending.propose(request, lead, "done", "All is found.", AT).is_proposed
