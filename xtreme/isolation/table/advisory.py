"""The advisor's service: identified people, meetings, requests for senior resources, action plans. Of the vendor
everybody reads; the advisor of the customer acts, and who leads keeps plans and people."""

from subscriptions.permissions import Permission, staff_roles
from tickets.advisory.models import ActionPlan, IdentifiedResource, Meeting, SeniorRequest, Task
from tickets.advisory.views.desk import RESOURCE_STEPS
from tickets.advisory.views.desk_meetings import ANSWERS, STEPS
from tickets.advisory.views.desk_plans import STEPS as OF_PLAN
from xtreme.isolation.finding import hers
from xtreme.isolation.rows import FORM, NOBODY, POSTS, Needs, Row
from xtreme.isolation.rows import Task as Work

LEADING = staff_roles(Permission.COORDINATE)
CUSTOMER = {"number": "customer"}
PERSON = {"number": "identified resource"}
MEETING = {"number": "meeting"}
REQUEST = {"number": "request for senior resources"}
PLAN = {"number": "action plan"}
TASK = {"number": "task of an action plan"}

THINGS = {
    "identified resource": hers(IdentifiedResource),
    "meeting": hers(Meeting),
    "request for senior resources": hers(SeniorRequest),
    "action plan": hers(ActionPlan),
    "task of an action plan": hers(Task),
}

ROWS = (
    Row("advisory:advisor", Needs.CONTACT),
    Row("advisory:ask", Needs.CONTACT, FORM, sends={"topic": "-", "why": "-", "kind": "support"}),
    Row("advisory:meeting", Needs.CONTACT, things=MEETING),
    Row("advisory:respond", Needs.CONTACT, POSTS, MEETING, sends={"response": "accepted"}),
    Row("advisory:calendar", Needs.CONTACT, things=MEETING),
    Row("advisory:plan", Needs.CONTACT, things=PLAN),
    Row("advisory:tick", Needs.CONTACT, POSTS, TASK, sends={"done": "1"}),
    Row("advisory:board", Needs.VENDOR),
    Row("advisory:customer", Needs.VENDOR, things=CUSTOMER),
    Row("advisory:identify", Needs.VENDOR, FORM, CUSTOMER, roles=LEADING, writing=LEADING),
    Row("advisory:new_meeting", Needs.VENDOR, FORM, CUSTOMER, roles=NOBODY, writing=NOBODY),
    Row("advisory:new_plan", Needs.VENDOR, FORM, CUSTOMER, roles=LEADING, writing=LEADING),
    Row("advisory:resource", Needs.VENDOR, things=PERSON),
    Row(
        "advisory:resource_step",
        Needs.VENDOR,
        POSTS,
        PERSON | {"step": tuple(RESOURCE_STEPS)},
        writing=LEADING,
        on_page=True,
    ),
    Row("advisory:desk_meeting", Needs.VENDOR, things=MEETING),
    Row("advisory:desk_calendar", Needs.VENDOR, things=MEETING),
    Row(
        "advisory:meeting_step",
        Needs.VENDOR,
        POSTS,
        MEETING | {"step": tuple(STEPS)},
        sends={"reason": "-"},
        writing=NOBODY,
        on_page=True,
    ),
    Row("advisory:desk_request", Needs.VENDOR, things=REQUEST),
    Row(
        "advisory:request_step",
        Needs.VENDOR,
        POSTS,
        REQUEST | {"step": tuple(ANSWERS)},
        sends={"reason": "-"},
        writing=NOBODY,
        on_page=True,
    ),
    Row("advisory:desk_plan", Needs.VENDOR, things=PLAN),
    Row(
        "advisory:plan_step",
        Needs.VENDOR,
        POSTS,
        PLAN | {"step": tuple(OF_PLAN)},
        sends={"reason": "-"},
        writing=LEADING,
        on_page=True,
    ),
    Row("advisory:desk_task", Needs.VENDOR, FORM, TASK, roles=LEADING, writing=LEADING),
    Row("advisory:desk_tick", Needs.VENDOR, POSTS, TASK, sends={"done": "1"}),
)

TASKS = (Work("tickets.advisory.tasks.remind", "to the owner of each task, and to the customer's advisor"),)
