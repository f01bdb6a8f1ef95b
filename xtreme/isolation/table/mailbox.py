"""Mails in."""

from subscriptions.permissions import Permission, staff_roles
from tickets.mailbox.models import IncomingMail
from tickets.mailbox.views.desk import FORMS
from xtreme.isolation.finding import hers
from xtreme.isolation.rows import FORM, INCIDENT, POSTS, Needs, Row, Task

WORKING = staff_roles(Permission.WORK)
THINGS = {"mail in": hers(IncomingMail)}

ROWS = (
    Row("mailbox:complete", Needs.CONTACT, FORM, INCIDENT),
    Row("mailbox:mails", Needs.VENDOR),
    Row("mailbox:mail", Needs.VENDOR, things={"number": "mail in"}),
    Row("mailbox:original", Needs.VENDOR, things={"number": "mail in"}),
    Row(
        "mailbox:decide",
        Needs.VENDOR,
        POSTS,
        {"number": "mail in", "name": tuple(FORMS)},
        sends={"reason": "-"},
        writing=WORKING,
    ),
)

TASKS = (
    Task(
        "tickets.mailbox.tasks.take_in", "messages of the sender's own customer; what is not certain is held"
    ),
)
