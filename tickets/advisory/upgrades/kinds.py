"""What both sides are told about upgrades, kind by kind; the mail of each is templates/mail/<code>.md. The customer
is invited to the call as to any meeting."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications.kinds import Kind

PLAN = ("customer", "product", "before", "after", "planned_on")


def _of_plan(code: str, name: str | Promise, bell: str | Promise, *words: str, **options: Any) -> Kind:
    return Kind(code, name, bell, (*PLAN, *words), staff=True, **options)


KINDS = (
    _of_plan(
        "upgrade_planned", _("Upgrade planned"), _("{customer} upgrades {product} on {planned_on}"), "by"
    ),
    _of_plan("upgrade_moved", _("Upgrade moved"), _("{customer} now upgrades {product} on {planned_on}")),
    _of_plan(
        "upgrade_cancelled",
        _("Upgrade cancelled"),
        _("{customer} does not upgrade {product} on {planned_on}"),
        "reason",
    ),
    # `due_at` the instant of the call, `phone` the number to dial.
    _of_plan(
        "upgrade_call_task",
        _("Call before an upgrade"),
        _("Call {customer} about the upgrade of {product}: {phone}"),
        "due_at",
        "phone",
        optional=False,
    ),
    _of_plan(
        "upgrade_without_call",
        _("Upgrade without a call"),
        _("{customer} upgrades {product} on {planned_on}, and no call is booked"),
        "phone",
        optional=False,
    ),
    # To the customer's people: `step` is planned, moved, cancelled or done, `by` who did it; `reason` may be empty.
    Kind(
        "upgrade_step",
        _("Upgrade plan of ours"),
        _("Upgrade of {product} to {after} on {planned_on}: {what}"),
        (*PLAN, "step", "by", "reason", "what"),
        optional=False,
    ),
    # `number`, `title` and `severity` are the incident's.
    _of_plan(
        "upgrade_incident",
        _("Incident during an upgrade"),
        _("Incident {number} while {customer} goes live: {title}"),
        "number",
        "title",
        "severity",
    ),
)
