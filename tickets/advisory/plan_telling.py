"""Who is told what about action plans. Writing and sending is notifications'.

Each is called inside the verb's transaction; the event of the outbox names the step, so that it is told once.
Owners without an account are told by whoever coordinates.
"""

from datetime import datetime
from typing import Any

from notifications.outbox import tell
from subscriptions import advisors
from subscriptions.models import Customer, User
from tickets.advisory.models import ActionPlan, Task


def given(task: Task, at: datetime) -> None:
    """The owner has a task."""
    _owner("task_given", task, f"given:{task.owner_id}:{at.isoformat()}")


def due(task: Task, reminder: str) -> None:
    """The owner: it is due soon, or late."""
    _owner("task_due", task, f"{reminder}:{task.due_on}", reminder=reminder)


def late(task: Task, at: datetime) -> None:
    """Who coordinates: a task of somebody else is late."""
    owner = task.owner
    whom = [person for person in coordinating(task.plan, at) if person != owner.person]
    _staff("task_late_staff", whom, task, f"late:{task.due_on}:coordinating", owner=owner.name)


def all_done(plan: ActionPlan, at: datetime) -> None:
    """Who coordinates: nothing of the plan is left to do, so it can be ended."""
    tell(
        "plan_done_staff",
        coordinating(plan, at),
        f"action_plan:{plan.pk}:done:{at.isoformat()}",
        customer=plan.customer,
        context={"customer": plan.customer.name, "plan": plan.pk, "subject": plan.subject},
        link=plan.desk_url,
    )


def ended(plan: ActionPlan) -> None:
    """The customer's people who own a task of it, or whose incident it covers."""
    owners = plan.tasks.filter(owner__person__is_staff=False).values("owner__person")
    contacts = plan.incidents.values("incident__contact")
    people = User.objects.filter(pk__in=owners) | User.objects.filter(pk__in=contacts)
    tell(
        "plan_ended",
        people.order_by("pk"),
        f"action_plan:{plan.pk}:ended",
        customer=plan.customer,
        context={
            "customer": plan.customer.name,
            "plan": plan.pk,
            "subject": plan.subject,
            "outcome": plan.state,
            "reason": plan.end_reason,
        },
        link=plan.get_absolute_url(),
    )


def coordinating(plan: ActionPlan, at: datetime) -> list[User]:
    """The advisor, or her deputy; where the customer has none, who opened the plan."""
    return advisors.on_hand(plan.customer, at) or [plan.opened_by]


def words_of(task: Task, customer: Customer) -> dict[str, Any]:
    """What every kind of message about a task holds (kinds.py)."""
    return {
        "customer": customer.name,
        "plan": task.plan_id,
        "subject": task.plan.subject,
        "task": task.text,
        "due_on": task.due_on.isoformat(),
    }


def _owner(kind: str, task: Task, step: str, **words: Any) -> None:
    owner = task.owner.person
    if owner is None:
        return
    if owner.is_staff:
        _staff(f"{kind}_staff", [owner], task, step, **words)
        return
    plan = task.plan
    tell(
        kind,
        [owner],
        f"plan_task:{task.pk}:{step}",
        customer=plan.customer,
        context=words_of(task, plan.customer) | words,
        link=plan.get_absolute_url(),
    )


def _staff(kind: str, whom: list[User], task: Task, step: str, **words: Any) -> None:
    plan = task.plan
    tell(
        kind,
        whom,
        f"plan_task:{task.pk}:{step}",
        customer=plan.customer,
        context=words_of(task, plan.customer) | words,
        link=plan.desk_url,
    )
