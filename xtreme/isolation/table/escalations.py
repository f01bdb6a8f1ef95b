"""Escalations that customers ask for: an incident of her company, and what the vendor's people do with it."""

from subscriptions.permissions import Permission, staff_roles
from tickets.escalations.models import EscalationRequest
from xtreme.isolation.finding import hers
from xtreme.isolation.rows import FORM, INCIDENT, NOBODY, POSTS, Needs, Role, Row, Task

ANSWERING = staff_roles(Permission.ANSWER_ESCALATIONS)
REQUEST = {"number": "request for escalation"}
WISH = {"reason": "-", "impact": "-", "workaround_ok": "yes", "name": "-", "phone": "-"}

THINGS = {"request for escalation": hers(EscalationRequest)}

ROWS = (
    Row("escalations:ask", Needs.CONTACT, FORM, INCIDENT, sends=WISH),
    Row("escalations:escalation", Needs.CONTACT, things=INCIDENT),
    Row(
        "escalations:asker_step",
        Needs.CONTACT,
        POSTS,
        INCIDENT | {"step": ("agree", "disagree", "end")},
        sends={"reason": "-"},
    ),
    Row("escalations:desk", Needs.VENDOR, asks=("before=999999",)),
    Row("escalations:request", Needs.VENDOR, things=REQUEST),
    Row(
        "escalations:step",
        Needs.VENDOR,
        POSTS,
        REQUEST | {"step": ("take", "answer", "propose")},
        sends={"body": "-", "reason": "-"},
        writing=ANSWERING,
        on_page=True,
    ),
    Row(
        "escalations:step",
        Needs.VENDOR,
        POSTS,
        REQUEST | {"step": ("heads",)},
        writing=frozenset({Role.SUPPORT_MANAGER, Role.HEAD_OF_SUPPORT}),
        on_page=True,
    ),
    Row(
        "escalation-list",
        Needs.KEY,
        FORM,
        asks=("page_size=200",),
        sends=WISH | {"incident": "{incident}"},
        writing=NOBODY,
    ),
    Row("escalation-detail", Needs.KEY, things=REQUEST),
    Row("escalation-changes", Needs.KEY, POSTS, REQUEST, sends={"change": "end"}, writing=NOBODY),
)

TASKS = (
    Task(
        "tickets.escalations.tasks.watch_requests",
        "to those who answer, of a request of whatever customer",
    ),
)
