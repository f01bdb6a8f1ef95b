"""Saved replies of the desk: the vendor's own texts, filled in on an incident."""

from subscriptions.permissions import Permission, staff_roles
from tickets.saved_replies.models import SavedReply
from xtreme.isolation.finding import Thing, newest
from xtreme.isolation.rows import FORM, INCIDENT, POSTS, Needs, Row

WRITING, SHARING = staff_roles(Permission.WRITE), staff_roles(Permission.SHARE_REPLIES)
SHARED = {"number": "shared saved reply"}

THINGS = {
    "shared saved reply": Thing(lambda between: newest(SavedReply.objects.filter(owner=None))),
}
PUBLISHED = THINGS

ROWS = (
    Row("saved_replies:index", Needs.VENDOR, asks=("q={word}", "whose=hers", "after={after}")),
    Row("saved_replies:new", Needs.VENDOR, FORM, roles=WRITING, writing=WRITING),
    Row("saved_replies:reply", Needs.VENDOR, things=SHARED),
    Row("saved_replies:edit", Needs.VENDOR, FORM, SHARED, roles=SHARING, writing=SHARING),
    Row("saved_replies:delete", Needs.VENDOR, POSTS, SHARED, writing=SHARING),
    Row(
        "saved_replies:choose",
        Needs.VENDOR,
        POSTS,
        INCIDENT,
        sends={"q": "{word}", "body": "-", "into": "note"},
        writing=WRITING,
    ),
    Row("saved_replies:offered", Needs.VENDOR, things=INCIDENT, asks=("q={word}",), roles=WRITING),
)
