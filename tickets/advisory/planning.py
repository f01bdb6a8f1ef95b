"""Action plans and their tasks: opened, extended, ticked, ended (R17.2; LIFECYCLE.md, 4).

One transaction each, with the plan locked: of two at once the second finds it changed. The customer's side changes
nothing but the ticks of its own tasks.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from entitlements.refusals import listed
from subscriptions import tenancy, texts
from subscriptions.models import Customer, User
from tickets.advisory import access, plan_notes, plan_telling
from tickets.advisory.models import ActionPlan, IdentifiedResource, PlanIncident, Task
from tickets.advisory.refusals import (
    AnothersIncident,
    DueInPast,
    EmptyPlan,
    NoneEscalated,
    NoOwner,
    NoTasks,
    NotYourTask,
    PlanEnded,
    PlanNotDone,
    SubjectMissing,
    TaskMissing,
    TasksOpen,
)
from tickets.models import Incident
from tickets.parts import Escalation

SUBJECT, TASK, REASON = 160, 300, 2000  # characters
NAMED = 5  # open tasks that a refusal names


@dataclass(frozen=True)
class NewTask:
    """What is to be done by whom and when, the day in the customer's zone."""

    text: str
    owner: IdentifiedResource | None
    due_on: date


@contextmanager
def changing(plan: ActionPlan) -> Iterator[ActionPlan]:
    """The plan, locked and fresh; the block saves what it changes."""
    with transaction.atomic():
        rows = ActionPlan.objects.select_for_update(no_key=True, of=("self",)).select_related("customer")
        yield rows.get(pk=plan.pk)


def open_plan(
    customer: Customer,
    subject: str,
    by: User,
    incidents: Sequence[int] = (),
    tasks: Sequence[NewTask] = (),
    at: datetime | None = None,
    *,
    answers_escalation: bool = False,
) -> ActionPlan:
    """A plan over the incidents of these numbers, with its first tasks; as the result of an escalation where one of
    them is escalated (LIFECYCLE.md, 4).

    Raises NotHerAdvisor unless `by` coordinates for the customer (access.py); SubjectMissing, AnothersIncident,
    NoneEscalated, and what `add_task` raises.
    """
    at = at or timezone.now()
    access.require_coordinating(customer, by, at)
    subject = texts.line(subject)[:SUBJECT]
    if not subject:
        raise SubjectMissing
    with transaction.atomic():
        plan = ActionPlan.objects.create(
            customer=customer,
            subject=subject,
            opened_by=by,
            opened_at=at,
            answers_escalation=answers_escalation,
        )
        covered = _cover(plan, incidents, by, at)
        if answers_escalation and not any(incident.escalated for incident in covered):
            raise NoneEscalated
        for task in tasks:
            _add(plan, task, at)
        return plan


def cover(plan: ActionPlan, incidents: Sequence[int], by: User, at: datetime | None = None) -> ActionPlan:
    """Have the plan cover these incidents as well. Raises NotHerAdvisor, PlanEnded, AnothersIncident."""
    at = at or timezone.now()
    access.require_coordinating(plan.customer, by, at)
    with changing(plan) as row:
        _require_open(row)
        _cover(row, incidents, by, at)
        return row


def add_task(plan: ActionPlan, task: NewTask, by: User, at: datetime | None = None) -> Task:
    """One more task; its owner is told. Raises NotHerAdvisor, PlanEnded, TaskMissing, NoOwner, DueInPast."""
    at = at or timezone.now()
    access.require_coordinating(plan.customer, by, at)
    with changing(plan) as row:
        _require_open(row)
        made = _add(row, task, at)
        plan_notes.task_added(made, by, at)
        return made


def change_task(task: Task, wanted: NewTask, by: User, at: datetime | None = None) -> Task:
    """Another text, owner or day; a new owner is told. Raises as `add_task`."""
    at = at or timezone.now()
    access.require_coordinating(task.plan.customer, by, at)
    with changing(task.plan) as plan:
        _require_open(plan)
        row = Task.objects.select_related("plan__customer").get(pk=task.pk)
        before, was_due = row.owner_id, row.due_on
        for field, value in _facts(plan.customer, wanted, at, earlier=row.due_on).items():
            setattr(row, field, value)
        row.save()
        if row.owner_id != before:
            plan_telling.given(row, at)
        if row.due_on != was_due:
            plan_notes.task_moved(row, by, at)
        return row


def tick(task: Task, person: User, at: datetime | None = None, *, done: bool = True) -> Task:
    """The owner, or the vendor for her, says that it is done, or not after all. Raises NotYourTask, PlanEnded."""
    at = at or timezone.now()
    with tenancy.as_staff(), changing(task.plan) as plan:
        row = Task.objects.select_related("owner__person").get(pk=task.pk)
        if not (row.owner.person == person or access.coordinates(plan.customer, person, at)):
            raise NotYourTask(name=row.owner.name)
        _require_open(plan)
        if row.is_done != done:
            row.done_at, row.done_by = (at, person) if done else (None, None)
            row.save(update_fields=["done_at", "done_by"])
            row.plan = plan
            plan_notes.task_done(row, person, at)
            if done and not plan.tasks.filter(done_at=None).exists():
                plan_telling.all_done(plan, at)
        return row


def finish(plan: ActionPlan, by: User, at: datetime | None = None) -> ActionPlan:
    """The plan is done. Raises NotHerAdvisor, PlanEnded, NoTasks, TasksOpen."""
    at = at or timezone.now()
    access.require_coordinating(plan.customer, by, at)
    with changing(plan) as row:
        _require_open(row)
        if not row.tasks.exists():
            raise NoTasks
        if number := row.tasks.filter(done_at=None).count():
            raise TasksOpen(number=number)
        return _end(row, ActionPlan.State.DONE, "", by, at)


def require_done(escalation: Escalation) -> None:
    """Raise EmptyPlan where a plan that is the result of the escalation lasts and has no task, PlanNotDone where
    tasks of it are open (LIFECYCLE.md, 4)."""
    plans = ActionPlan.objects.of_escalation(escalation.incident, escalation.since, escalation.until).open()
    for plan in plans.prefetch_related("tasks"):
        tasks = list(plan.tasks.all())
        if not tasks:
            raise EmptyPlan(subject=plan.subject)
        if waiting := [task.text for task in tasks if not task.is_done]:
            raise PlanNotDone(subject=plan.subject, tasks=listed(f"“{text}”" for text in waiting[:NAMED]))


def give_up(plan: ActionPlan, by: User, reason: str, at: datetime | None = None) -> ActionPlan:
    """The plan cannot be fulfilled. Raises NotHerAdvisor, PlanEnded, ReasonMissing, TextTooLong."""
    at = at or timezone.now()
    access.require_coordinating(plan.customer, by, at)
    reason = texts.reason(reason, REASON)
    with changing(plan) as row:
        _require_open(row)
        return _end(row, ActionPlan.State.UNFULFILLED, reason, by, at)


def _end(row: ActionPlan, state: str, reason: str, by: User, at: datetime) -> ActionPlan:
    row.state, row.end_reason, row.ended_by, row.ended_at = state, reason, by, at
    row.save()
    plan_notes.ended(row, by, at)
    plan_telling.ended(row)
    return row


def _add(plan: ActionPlan, task: NewTask, at: datetime) -> Task:
    row = Task.objects.create(plan=plan, customer_id=plan.customer_id, **_facts(plan.customer, task, at))
    plan_telling.given(row, at)
    return row


def _facts(customer: Customer, task: NewTask, at: datetime, earlier: date | None = None) -> dict[str, object]:
    """`earlier` is the day it had, which may be past and stay."""
    text = texts.line(task.text)[:TASK]
    if not text:
        raise TaskMissing
    owners = IdentifiedResource.objects.current().filter(customer=customer)
    owner = owners.filter(pk=task.owner.pk).first() if task.owner else None
    if owner is None:
        raise NoOwner(customer=customer)
    if task.due_on < at.astimezone(customer.zone).date() and task.due_on != earlier:
        raise DueInPast
    return {"text": text, "owner": owner, "due_on": task.due_on}


def _cover(plan: ActionPlan, numbers: Sequence[int], by: User, at: datetime) -> list[Incident]:
    """Have it cover these as well; the timeline of each that is new says so."""
    hers = Incident.objects.filter(customer=plan.customer_id, pk__in=numbers).order_by("pk")
    found = {incident.pk: incident for incident in hers}
    if missing := [number for number in numbers if number not in found]:
        raise AnothersIncident(customer=plan.customer, number=missing[0])
    before = set(plan.incidents.values_list("incident", flat=True))
    new = [incident for number, incident in found.items() if number not in before]
    PlanIncident.objects.bulk_create(
        [PlanIncident(plan=plan, customer_id=plan.customer_id, incident=incident) for incident in new],
        ignore_conflicts=True,
    )
    plan_notes.opened(plan, new, by, at)
    return new


def _require_open(plan: ActionPlan) -> None:
    if not plan.is_open:
        raise PlanEnded(state=plan.get_state_display())
