"""Remote sessions: what is asked for, given and done, each her company's alone; the connection is its agent's."""

from subscriptions.permissions import Permission, staff_roles
from tickets.remote_access.models import RemoteSession
from tickets.remote_access.views.desk import STEPS as DESK_STEPS
from tickets.remote_access.views.portal import STEPS
from xtreme.isolation.finding import hers
from xtreme.isolation.rows import FORM, POSTS, Needs, Row, Task

SESSION = {"number": "remote session"}
THINGS = {"remote session": hers(RemoteSession)}
WORKING = staff_roles(Permission.WORK)

ROWS = (
    Row("remote_access:sessions", Needs.MANAGER),
    Row("remote_access:rules", Needs.MANAGER, FORM, sends={"usual_minutes": "60", "longest_minutes": "60"}),
    Row("remote_access:session", Needs.CONTACT, things=SESSION),
    Row(
        "remote_access:step",
        Needs.CONTACT,
        POSTS,
        SESSION | {"name": tuple(STEPS)},
        sends={"reason": "-", "kind": "link", "link": "https://meet.example/1", "person": "{membership}"},
    ),
    Row("remote_access:desk", Needs.VENDOR),
    Row(
        "remote_access:new",
        Needs.VENDOR,
        FORM,
        {"number": "incident"},
        roles=WORKING,
        writing=WORKING,
    ),
    Row("remote_access:desk_session", Needs.VENDOR, things=SESSION),
    Row("remote_access:change", Needs.VENDOR, FORM, SESSION, roles=WORKING, writing=WORKING),
    Row("remote_access:connection", Needs.VENDOR, POSTS, SESSION, writing=WORKING),
    Row(
        "remote_access:desk_step",
        Needs.VENDOR,
        POSTS,
        SESSION | {"name": tuple(DESK_STEPS)},
        sends={"done": "-"},
        writing=WORKING,
        on_page=True,
    ),
    Row("remote-session-list", Needs.KEY, asks=("page_size=200",)),
    Row("remote-session-detail", Needs.KEY, things=SESSION),
)

TASKS = (Task("tickets.remote_access.tasks.watch", "to people of the customer and the session's agents"),)
