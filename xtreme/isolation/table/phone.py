"""The phone: calls at the desk, call-backs at the desk and in the portal, hours in the API."""

from subscriptions.permissions import Permission, staff_roles
from tickets.phone.models import CallBack
from xtreme.isolation.finding import hers
from xtreme.isolation.rows import FORM, Needs, Row, Task

WORKING = staff_roles(Permission.WORK)

THINGS = {"call-back": hers(CallBack)}

ROWS = (
    Row(
        "phone:calls",
        Needs.VENDOR,
        FORM,
        asks=("customer={customer}", "q={word}", "q={customer}"),
        roles=WORKING,
        writing=WORKING,
    ),
)

TASKS = (Task("tickets.phone.tasks.remind", "to the vendor's people, of the customer's call-back"),)
