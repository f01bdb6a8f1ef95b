"""What the timeline of an incident says of the action plans that cover it (R17.2): made, a task done or moved,
ended. Both sides read it."""

from datetime import datetime
from typing import Any

from subscriptions.models import User
from tickets import lifecycle
from tickets.advisory.models import ActionPlan, Task
from tickets.models import Incident, TimelineEntry
from tickets.timeline import write


def opened(plan: ActionPlan, incidents: list[Incident], by: User, at: datetime) -> None:
    """The plan covers these from now on."""
    _write(plan, incidents, "opened", by, at)


def task_added(task: Task, by: User, at: datetime) -> None:
    _of_task(task, "task_added", by, at)


def task_done(task: Task, by: User, at: datetime) -> None:
    """It is done, or not after all."""
    _of_task(task, "task_done" if task.is_done else "task_not_done", by, at)


def task_moved(task: Task, by: User, at: datetime) -> None:
    """It is due on another day."""
    _of_task(task, "task_moved", by, at)


def ended(plan: ActionPlan, by: User, at: datetime) -> None:
    """It is done, or cannot be fulfilled, with the reason."""
    _write(plan, _covered(plan), str(plan.state), by, at, reason=plan.end_reason)


def _of_task(task: Task, step: str, by: User, at: datetime) -> None:
    facts = {"task": task.text, "to": task.owner.name, "due_on": task.due_on.isoformat()}
    _write(task.plan, _covered(task.plan), step, by, at, **facts)


def _covered(plan: ActionPlan) -> list[Incident]:
    """In the order in which every verb of a plan locks them."""
    return list(Incident.objects.filter(pk__in=plan.incidents.values("incident")).order_by("pk"))


def _write(
    plan: ActionPlan, incidents: list[Incident], step: str, by: User, at: datetime, **facts: Any
) -> None:
    for incident in incidents:
        with lifecycle.changing(incident, at) as row:
            code, subject = f"plan_{step}", plan.subject
            kind = TimelineEntry.Kind.INFORMATION
            write(row, kind, at, author=by, code=code, plan=plan.pk, subject=subject, **facts)
