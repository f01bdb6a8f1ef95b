"""The phone: calls at the desk, call-backs at the desk and in the portal, hours in the API."""

from subscriptions.permissions import Permission, staff_roles
from tickets.phone.models import CallBack
from tickets.phone.views.call_backs import STEPS
from xtreme.isolation.finding import hers
from xtreme.isolation.rows import FORM, POSTS, Needs, Row, Task

WORKING = staff_roles(Permission.WORK)
CALL_BACK = {"number": "call-back"}

THINGS = {"call-back": hers(CallBack)}

ROWS = (
    Row(
        "phone:phone",
        Needs.CONTACT,
        FORM,
        asks=("incident={incident}",),
        sends={"number": "+45 20 00 00 01", "incident": "{incident}", "about": "-"},
    ),
    Row("phone:cancel", Needs.CONTACT, POSTS, CALL_BACK),
    Row(
        "phone:calls",
        Needs.VENDOR,
        FORM,
        asks=("customer={customer}", "q={word}", "q={customer}"),
        roles=WORKING,
        writing=WORKING,
    ),
    Row("phone:refused", Needs.VENDOR),
    Row("phone:export_refused", Needs.VENDOR),
    Row("phone:call_backs", Needs.VENDOR),
    Row(
        "phone:new_call_back",
        Needs.VENDOR,
        FORM,
        asks=("customer={customer}",),
        roles=WORKING,
        writing=WORKING,
    ),
    Row("phone:call_back", Needs.VENDOR, things=CALL_BACK),
    Row(
        "phone:step",
        Needs.VENDOR,
        POSTS,
        CALL_BACK | {"name": tuple(STEPS)},
        sends={"summary": "-"},
        writing=WORKING,
    ),
    Row("phone-hours", Needs.KEY, asks=("customer={customer}",)),
)

TASKS = (Task("tickets.phone.tasks.remind", "to the vendor's people, of the customer's call-back"),)
