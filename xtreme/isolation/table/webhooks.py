"""Webhooks, in the portal and in the API."""

from notifications.webhooks.models import Delivery, Endpoint
from notifications.webhooks.views.endpoints import STEPS
from subscriptions.permissions import Permission, staff_roles
from xtreme.isolation.finding import Thing, newest
from xtreme.isolation.rows import FORM, NOBODY, POSTS, Needs, Row, Task

ADMINISTRATORS = staff_roles(Permission.MANAGE_WEBHOOKS)
WEBHOOK = {"number": "webhook"}
DELIVERY = {"webhook": "webhook of the delivery", "pk": "webhook delivery"}


def _delivery(field: str) -> Thing:
    return Thing(
        lambda between: newest(
            Delivery.objects.filter(customer=between.other, endpoint__removed_at=None), field
        )
    )


THINGS = {
    "webhook": Thing(lambda between: newest(Endpoint.objects.kept().filter(customer=between.other))),
    "webhook of the delivery": _delivery("endpoint"),
    "webhook delivery": _delivery("pk"),
}

ROWS = (
    Row("webhooks:index", Needs.MANAGER_OR_VENDOR, asks=("customer={customer}",)),
    Row("webhooks:new", Needs.MANAGER_OR_VENDOR, FORM, roles=ADMINISTRATORS, writing=ADMINISTRATORS),
    Row("webhooks:endpoint", Needs.MANAGER_OR_VENDOR, things=WEBHOOK, asks=("before={after}",)),
    Row("webhooks:edit", Needs.MANAGER_OR_VENDOR, FORM, WEBHOOK, roles=NOBODY, writing=NOBODY),
    Row("webhooks:secret", Needs.MANAGER_OR_VENDOR, POSTS, WEBHOOK, writing=NOBODY),
    Row(
        "webhooks:step",
        Needs.MANAGER_OR_VENDOR,
        POSTS,
        WEBHOOK | {"step": tuple(STEPS)},
        writing=NOBODY,
    ),
    Row("webhooks:delivery", Needs.MANAGER_OR_VENDOR, things={"number": "webhook delivery"}),
    Row("webhooks:again", Needs.MANAGER_OR_VENDOR, POSTS, {"number": "webhook delivery"}, writing=NOBODY),
    Row(
        "webhook-list",
        Needs.KEY_OF_MANAGER,
        ("GET", "HEAD", "POST"),
        asks=("page_size=200",),
        sends={"url": "https://hooks.example/in"},
        writing=ADMINISTRATORS,
    ),
    Row(
        "webhook-detail",
        Needs.KEY_OF_MANAGER,
        ("GET", "HEAD", "PATCH", "DELETE"),
        WEBHOOK,
        sends={"description": "-"},
        writing=NOBODY,
    ),
    Row("webhook-secret", Needs.KEY_OF_MANAGER, POSTS, WEBHOOK, sends={"replaces": "1"}, writing=NOBODY),
    Row("webhook-test", Needs.KEY_OF_MANAGER, POSTS, WEBHOOK, writing=NOBODY),
    Row(
        "webhook-delivery-list",
        Needs.KEY_OF_MANAGER,
        things={"webhook": "webhook"},
        asks=("page_size=200", "state=waiting"),
    ),
    Row("webhook-delivery-detail", Needs.KEY_OF_MANAGER, things=DELIVERY),
    Row("webhook-delivery-again", Needs.KEY_OF_MANAGER, POSTS, DELIVERY, writing=NOBODY),
)

TASKS = (
    Task("notifications.webhooks.tasks.deliver", "calls, each to the endpoint of its row"),
    Task("notifications.webhooks.tasks.sweep", "nothing: it forgets deliveries"),
)
