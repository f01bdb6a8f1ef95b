"""Dashboards: of the vendor's, for who leads; of a customer's own promises, for her managers."""

from subscriptions.permissions import Permission, staff_roles
from xtreme.isolation.rows import Needs, Row, Task

LEADING = staff_roles(Permission.READ_DASHBOARDS)

ROWS = (
    Row("dashboards:today", Needs.VENDOR, asks=("region=nordic",), roles=LEADING),
    Row("dashboards:promises", Needs.VENDOR, asks=("kind=next_reply",), roles=LEADING),
    Row("dashboards:promises_csv", Needs.VENDOR, roles=LEADING),
    Row("dashboards:company", Needs.MANAGER),
    Row("dashboards:company_csv", Needs.MANAGER),
)
TASKS = (Task("tickets.dashboards.tasks.add_up", "sums of numbers"),)
