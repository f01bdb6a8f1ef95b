"""What is no room's: health, the admin site, the schema of the API, the demo."""

from subscriptions.permissions import Permission, staff_roles
from xtreme.isolation.rows import FORM, POSTS, Needs, Row

ADMINISTRATORS, SETTINGS = staff_roles(Permission.ADMINISTER), staff_roles(Permission.READ_SETTINGS)
DEMO = "the embedded demo"

ROWS = (
    Row(".well-known/security.txt", Needs.NOTHING),
    Row("schema", Needs.NOTHING),
    Row("health/live", Needs.NOTHING),
    Row("health/ready", Needs.NOTHING),
    Row("offline", Needs.NOTHING),
    Row("admin:index", Needs.ADMINISTRATOR, roles=SETTINGS),
    Row("admin:*", Needs.ADMINISTRATOR, FORM, asks=("q={word}",), roles=SETTINGS, writing=ADMINISTRATORS),
    Row("admin/*", Needs.ADMINISTRATOR, FORM, roles=SETTINGS, writing=ADMINISTRATORS),
    Row(
        "anymail:*", Needs.NOTHING, POSTS, only_where="ANYMAIL_WEBHOOK_SECRET is set; the secret is asked for"
    ),
    Row("demo/*", Needs.DEMO, only_where=DEMO),
)
