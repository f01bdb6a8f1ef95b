"""The Elite weekend."""

from entitlements.special_events import access
from entitlements.special_events.models import SpecialEvent
from entitlements.special_events.views.desk import STEPS
from xtreme.isolation.finding import hers
from xtreme.isolation.rows import FORM, POSTS, Needs, Row, Task

EVENT = {"number": "special event"}
THINGS = {"special event": hers(SpecialEvent)}

ROWS = (
    Row("special_events:weekend", Needs.CONTACT, FORM, sends={"english_contact": "{membership}"}),
    Row("special_events:cancel", Needs.CONTACT, POSTS, EVENT, sends={"reason": "-"}),
    Row(
        "special_events:name_contact", Needs.CONTACT, POSTS, EVENT, sends={"english_contact": "{membership}"}
    ),
    Row("special_events:events", Needs.VENDOR),
    Row("special_events:event", Needs.VENDOR, things=EVENT),
    Row(
        "special_events:step",
        Needs.VENDOR,
        POSTS,
        EVENT | {"name": tuple(STEPS)},
        sends={"reason": "-", "report": "-"},
        writing=frozenset(access.LEADING),
        on_page=True,
    ),
)

TASKS = (Task("entitlements.special_events.tasks.watch", "to people of the customer and the vendor's"),)
