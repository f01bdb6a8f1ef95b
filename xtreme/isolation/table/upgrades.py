"""Upgrade plans: her company's, and the vendor's people's."""

from subscriptions.permissions import Permission, staff_roles
from tickets.advisory.upgrades.models import PlanPoint, UpgradePlan
from tickets.advisory.upgrades.views.desk import STEPS
from xtreme.isolation.finding import Thing, hers
from xtreme.isolation.rows import FORM, POSTS, Needs, Row, Task

PLAN = {"number": "upgrade plan"}
POINT = {"number": "point of an upgrade plan"}
CUSTOMER = {"customer": "customer who upgrades"}
COORDINATING = staff_roles(Permission.COORDINATE)

THINGS = {
    "upgrade plan": hers(UpgradePlan),
    "point of an upgrade plan": hers(PlanPoint),
    "customer who upgrades": Thing(lambda between: between.other.number, "C-0"),
}

ROWS = (
    Row("upgrades:plans", Needs.CONTACT),
    Row("upgrades:new", Needs.CONTACT, FORM, sends={"phone": "-"}),
    Row("upgrades:plan", Needs.CONTACT, things=PLAN),
    Row("upgrades:tick", Needs.CONTACT, POSTS, POINT),
    Row("upgrades:desk", Needs.VENDOR),
    Row("upgrades:desk_new", Needs.VENDOR, FORM, CUSTOMER, roles=COORDINATING, writing=COORDINATING),
    Row("upgrades:desk_plan", Needs.VENDOR, things=PLAN),
    Row(
        "upgrades:step",
        Needs.VENDOR,
        POSTS,
        PLAN | {"step": tuple(STEPS)},
        sends={"reason": "-"},
        writing=COORDINATING,
        on_page=True,
    ),
    Row("upgrades:desk_tick", Needs.VENDOR, POSTS, POINT, writing=COORDINATING),
)

TASKS = (
    Task("tickets.advisory.upgrades.tasks.watch", "to the vendor's people who are named for the customer"),
)
