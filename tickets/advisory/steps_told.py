"""How the timeline of an incident says what became of the action plans that cover it (R17.2)."""

from collections.abc import Callable
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tickets.models import TimelineEntry
from tickets.wording import author_of

WORDS: dict[str | None, str | Promise] = {
    "plan_opened": _("{who} makes an action plan: {subject}"),
    "plan_task_added": _("{who} adds to the action plan: {task}; {to}, by {due}"),
    "plan_task_done": _("{who} says that a task of the action plan is done: {task}"),
    "plan_task_not_done": _("{who} says that a task of the action plan is not done after all: {task}"),
    "plan_task_moved": _("{who} moves a task of the action plan to {due}: {task}"),
    "plan_done": _("The action plan is done: {subject}"),
    "plan_unfulfilled": _("The action plan cannot be fulfilled: {subject}"),
}


def _said(entry: TimelineEntry, contact: bool) -> str:
    facts = entry.facts
    due = facts.get("due_on")
    return str(WORDS[facts["code"]]).format(
        who=author_of(entry),
        subject=facts["subject"],
        task=facts.get("task", ""),
        to=facts.get("to", ""),
        due=date_format(date.fromisoformat(due), "DATE_FORMAT") if due else "",
    )


SENTENCES: dict[str | None, Callable[[TimelineEntry, bool], str]] = dict.fromkeys(WORDS, _said)
