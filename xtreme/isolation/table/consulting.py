"""Hand-overs to the consulting service: an incident of her company, and what the vendor's people do with it."""

from subscriptions.permissions import Permission, staff_roles
from tickets.consulting.models import HandOver
from xtreme.isolation.finding import hers
from xtreme.isolation.rows import FORM, INCIDENT, NOBODY, POSTS, Needs, Row, Task

WORKING, CONSULTING = staff_roles(Permission.WORK), staff_roles(Permission.CONSULT)
HAND_OVER = {"number": "hand-over"}

THINGS = {"hand-over": hers(HandOver)}

ROWS = (
    Row("consulting:object", Needs.CONTACT, FORM, INCIDENT, sends={"reason": "-"}),
    Row("consulting:part", Needs.CONTACT, FORM, INCIDENT, sends={"modified": "yes", "text": "-"}),
    Row("consulting:desk", Needs.VENDOR, asks=("before=999999",)),
    Row("consulting:hand", Needs.VENDOR, FORM, INCIDENT, roles=WORKING, writing=WORKING),
    Row("consulting:hand_over", Needs.VENDOR, things=HAND_OVER),
    Row(
        "consulting:step",
        Needs.VENDOR,
        POSTS,
        HAND_OVER | {"step": ("uphold", "refuse")},
        sends={"reason": "-"},
        writing=WORKING,
        on_page=True,
    ),
    Row(
        "consulting:step",
        Needs.VENDOR,
        POSTS,
        HAND_OVER | {"step": ("take", "answer", "note", "done")},
        sends={"body": "-"},
        writing=CONSULTING,
        on_page=True,
    ),
    Row("hand-over-list", Needs.KEY, asks=("page_size=200",)),
    Row("hand-over-detail", Needs.KEY, things=HAND_OVER),
    Row("hand-over-objection", Needs.KEY, POSTS, HAND_OVER, sends={"reason": "-"}, writing=NOBODY),
)

TASKS = (
    Task(
        "tickets.consulting.tasks.watch_objections",
        "to those who decide, of an objection of whatever customer",
    ),
)
