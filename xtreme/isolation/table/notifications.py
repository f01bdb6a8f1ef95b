"""The bell, preferences, devices, alerts, and what was sent."""

from typing import Any

from django.core import signing
from django.utils import timezone

from notifications import alerts, unsubscribing
from notifications.alerts import PUBLISHERS
from notifications.models import Alert, Device, Notification
from notifications.models.outbox import Channel
from xtreme.isolation.finding import Between, Thing, newest, of_her_people, stranger
from xtreme.isolation.rows import FORM, POSTS, Needs, Row, Task

ALERT = {"number": "alert"}
PUBLISHING = frozenset(PUBLISHERS)


def _alert(between: Between) -> Any:
    """One that she may read and the visitor's company may not."""
    at = timezone.now()
    own = alerts.readable(between.own, at).values("pk")
    return newest(
        Alert.objects.filter(pk__in=alerts.readable(between.other, at).values("pk")).exclude(pk__in=own)
    )


def _sent(channel: str) -> Thing:
    return Thing(lambda between: newest(Notification.objects.filter(customer=between.other, channel=channel)))


def _leaving_alerts(between: Between) -> str | None:
    person = stranger(between)
    return person and signing.dumps([between.other.pk, person, [], ""], salt=unsubscribing.SALT)


def _leaving_a_kind(between: Between) -> str | None:
    person = stranger(between)
    return person and signing.dumps([person, "reply"], salt=unsubscribing.SALT_OF_KINDS)


THINGS = {
    "alert": Thing(_alert),
    "notification": _sent(Channel.IN_APP),
    "mail out": _sent(Channel.EMAIL),
    "device": of_her_people(Device),
    "address of a device": of_her_people(Device, "endpoint", "https://push.example/no-such-device"),
    "link out of alerts": Thing(_leaving_alerts, "no-such-link"),
    "link out of a kind of mail": Thing(_leaving_a_kind, "no-such-link"),
}
PUBLISHED = ("alert",)

ROWS = (
    Row("notifications:bell", Needs.PERSON, asks=("before={after}", "show=unread&about=incidents")),
    Row("notifications:read", Needs.PERSON, POSTS, sends={"newest": "{notification}"}),
    Row("notifications:unread", Needs.PERSON),
    Row("notifications:preferences", Needs.PERSON, FORM),
    Row(
        "notifications:add_device",
        Needs.PERSON,
        POSTS,
        sends={"endpoint": "{address of a device}", "p256dh": "-", "auth": "-"},
    ),
    Row("notifications:stop_device", Needs.PERSON, POSTS, {"number": "device"}),
    Row("notifications:worker", Needs.NOTHING),
    Row("notifications:manifest", Needs.NOTHING),
    Row("notifications:addresses", Needs.MANAGER),
    Row("notifications:works", Needs.PERSON, POSTS, {"person": "person"}),
    Row("notifications:follow", Needs.PERSON, things={"number": "notification"}),
    Row("notifications:read_one", Needs.PERSON, POSTS, {"number": "notification"}),
    Row("notifications:alerts", Needs.CONTACT),
    Row(
        "notifications:registrations", Needs.CONTACT, POSTS, sends={"product": "{product}", "do": "register"}
    ),
    Row("notifications:alert_mail", Needs.CONTACT, POSTS),
    Row("notifications:company_registrations", Needs.MANAGER, things={"code": "product"}),
    Row(
        "notifications:change_registrations",
        Needs.MANAGER,
        POSTS,
        {"code": "product"},
        sends={"do": "everybody"},
    ),
    Row(
        "notifications:change_registrations",
        Needs.MANAGER,
        POSTS,
        {"code": "own product of the visitor"},
        sends={"do": "register", "person": "{person}"},
    ),
    Row("notifications:unsubscribe", Needs.LINK, ("GET", "POST"), {"token": "link out of alerts"}),
    Row(
        "notifications:unsubscribe_kind", Needs.LINK, ("GET", "POST"), {"token": "link out of a kind of mail"}
    ),
    Row("notifications:alert", Needs.CONTACT, things=ALERT),
    Row("notifications:acknowledge", Needs.CONTACT, POSTS, ALERT),
    Row("notifications:desk_alerts", Needs.VENDOR),
    Row("notifications:desk_new_alert", Needs.VENDOR, FORM, roles=PUBLISHING, writing=PUBLISHING),
    Row("notifications:desk_alert", Needs.VENDOR, things=ALERT),
    Row("notifications:desk_edit_alert", Needs.VENDOR, FORM, ALERT, roles=PUBLISHING, writing=PUBLISHING),
    Row("notifications:publish", Needs.VENDOR, POSTS, ALERT, writing=PUBLISHING),
    Row("notifications:correct", Needs.VENDOR, POSTS, ALERT, sends={"text": "-"}, writing=PUBLISHING),
    Row("notifications:withdraw", Needs.VENDOR, POSTS, ALERT, sends={"text": "-"}, writing=PUBLISHING),
    Row("notifications:unacknowledged", Needs.VENDOR, things=ALERT),
    Row("notifications:remind", Needs.VENDOR, POSTS, ALERT, writing=PUBLISHING),
    Row("notifications:ledger_export", Needs.VENDOR, things=ALERT),
    Row("notifications:outbox", Needs.VENDOR),
    Row("notifications:message", Needs.VENDOR, things={"number": "mail out"}),
    Row("notifications:retry", Needs.VENDOR, POSTS, {"number": "mail out"}),
)

TASKS = (
    Task("notifications.tasks.deliver", "mails, each to the reader of its row"),
    Task("notifications.tasks.push", "calls, each to the devices of the reader of its row"),
)
