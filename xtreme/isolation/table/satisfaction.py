"""Whether contacts are satisfied with the help: whoever was asked answers, those who lead read."""

from subscriptions.permissions import Permission, staff_roles
from xtreme.isolation.rows import FORM, INCIDENT, Needs, Row

ROWS = (
    Row(
        "satisfaction:answer",
        Needs.CONTACT,
        FORM,
        INCIDENT,
        asks=("satisfied=no",),
        sends={"satisfied": "no", "text": "-"},
    ),
    Row(
        "satisfaction:desk",
        Needs.VENDOR,
        asks=("before=999999",),
        roles=staff_roles(Permission.READ_DASHBOARDS),
    ),
)
