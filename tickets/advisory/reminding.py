"""Reminders of tasks: due soon and late, each once for each day a task is due on (R17.2).

Beat calls `due` and `remind`; each task is one transaction, taken by who is first (SKIP LOCKED). What was
passed while nobody looked is told once: that a task is late takes the place of that it was due soon. A day is
over in the customer's own zone.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from tickets.advisory import plan_telling
from tickets.advisory.models import AdvisoryRules, Task, TaskReminder
from tickets.advisory.models.plans import ActionPlan

Kind = TaskReminder.Kind


def due(at: datetime) -> list[int]:
    """The tasks, by key, of which a reminder may be due, the earliest day first."""
    farthest = at.date() + timedelta(days=AdvisoryRules.current().task_days + 1)  # of any zone
    late = TaskReminder.objects.filter(task=OuterRef("pk"), kind=Kind.LATE, due_on=OuterRef("due_on"))
    tasks = Task.objects.due_by(farthest).exclude(Exists(late))
    return list(tasks.values_list("pk", flat=True))


def remind(number: int, at: datetime) -> bool:
    """Tell its owner, and of a late one whoever coordinates; says whether anything was told."""
    with transaction.atomic():
        rows = Task.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
        rows = rows.select_related("plan__customer", "plan__opened_by", "owner__person")
        task = rows.filter(pk=number, done_at=None, plan__state=ActionPlan.State.OPEN).first()
        kind = _due(task, at) if task else None
        if task is None or kind is None or not _first(task, kind, at):
            return False
        plan_telling.due(task, kind)
        if kind == Kind.LATE:
            plan_telling.late(task, at)
        return True


def _due(task: Task, at: datetime) -> Kind | None:
    today: date = at.astimezone(task.plan.customer.zone).date()
    if task.due_on < today:
        return Kind.LATE
    soon = task.due_on - timedelta(days=AdvisoryRules.current().task_days)
    return Kind.SOON if soon <= today else None


def _first(task: Task, kind: Kind, at: datetime) -> bool:
    """Whether it is told for the first time; it is on record from now on."""
    facts = {"task": task, "kind": kind, "due_on": task.due_on}
    _row, first = TaskReminder.objects.get_or_create(
        **facts, defaults={"customer_id": task.customer_id, "at": at}
    )
    return first
