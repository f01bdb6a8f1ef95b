"""What people are told of meetings, senior resources and action plans, kind by kind; the mail of each is
templates/mail/<code>.md."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications.kinds import Kind

# `step`: invited, changed, cancelled, left_out; `was_at` when it was to begin before, or None; `reason` of the
# cancellation, or empty; `calls`: that the vendor calls the number in `place`. `invitation`: the calendar's entry.
MEETING = (
    "customer",
    "subject",
    "starts_at",
    "minutes",
    "place",
    "calls",
    "advisor",
    "step",
    "was_at",
    "reason",
    "invitation",
)
# `kind` is support or development; `wished` may be empty.
REQUEST = ("customer", "topic", "kind")
TASK = ("customer", "plan", "subject", "task", "due_on")


def _kind(
    code: str, name: str | Promise, bell: str | Promise, words: tuple[str, ...], **options: Any
) -> Kind:
    return Kind(code, name, bell, words, **{"optional": False, **options})


KINDS = (
    _kind("meeting", _("Meeting"), _("Meeting “{subject}”: {what}"), (*MEETING, "what")),
    _kind(
        "meeting_staff",
        _("Meeting with a customer"),
        _("Meeting “{subject}” with {customer}: {what}"),
        (*MEETING, "what"),
        staff=True,
    ),
    # To who coordinates: somebody invited does not come (`response` is declined), or comes after all (accepted).
    _kind(
        "meeting_answered_staff",
        _("Answer to an invitation"),
        _("{person}: {what}, “{subject}” with {customer}"),
        ("customer", "subject", "starts_at", "person", "response", "what"),
        staff=True,
    ),
    _kind(
        "senior_asked",
        _("Request for senior resources"),
        _("{customer} asks for senior resources: {topic}"),
        (*REQUEST, "by", "why", "wished"),
        staff=True,
    ),
    _kind(
        "senior_arranged",
        _("Meeting with senior resources arranged"),
        _("A meeting is arranged: {topic}"),
        (*REQUEST, "starts_at", "people"),
    ),
    _kind(
        "senior_declined",
        _("Request for senior resources declined"),
        _("Your request for senior resources is declined: {topic}"),
        (*REQUEST, "advisor", "reason"),
    ),
    _kind("task_given", _("Task for me"), _("A task for you, due {due_on}: {task}"), TASK),
    _kind(
        "task_given_staff",
        _("Task of an action plan for me"),
        _("A task for you, {customer}, due {due_on}: {task}"),
        TASK,
        staff=True,
    ),
    # `reminder`: soon or late.
    _kind("task_due", _("Reminder of a task"), _("Your task is due {due_on}: {task}"), (*TASK, "reminder")),
    _kind(
        "task_due_staff",
        _("Reminder of a task of an action plan"),
        _("Your task for {customer} is due {due_on}: {task}"),
        (*TASK, "reminder"),
        staff=True,
    ),
    # To who coordinates: a task of the customer's side, or of a colleague, is late.
    _kind(
        "task_late_staff",
        _("Late task of a customer of mine"),
        _("{owner}, {customer}, is late with: {task}"),
        (*TASK, "owner"),
        staff=True,
    ),
    _kind(
        "plan_done_staff",
        _("All tasks of an action plan are done"),
        _("All tasks are done, {customer}: {subject}"),
        ("customer", "plan", "subject"),
        staff=True,
    ),
    # `outcome`: done or unfulfilled; `reason` may be empty.
    _kind(
        "plan_ended",
        _("Action plan ended"),
        _("Action plan {plan} has ended: {subject}"),
        ("customer", "plan", "subject", "outcome", "reason"),
    ),
)
