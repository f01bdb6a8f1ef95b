"""The audit trail and its exports."""

from subscriptions.permissions import Permission, staff_roles
from xtreme.isolation.rows import NOBODY, Needs, Row, Task

OF_AUDIT = ("customer={customer}", "person={word}", "kind=sign_in", "before={after}")
READING = staff_roles(Permission.READ_AUDIT)

ROWS = (
    Row("audit:trail", Needs.MANAGER_OR_VENDOR, asks=OF_AUDIT, roles=READING, writing=NOBODY),
    Row("audit:export", Needs.MANAGER_OR_VENDOR, asks=OF_AUDIT, roles=READING, writing=NOBODY),
    Row("audit:company", Needs.MANAGER_OR_VENDOR, asks=OF_AUDIT, roles=READING, writing=NOBODY),
    Row("audit:company_export", Needs.MANAGER_OR_VENDOR, asks=OF_AUDIT, roles=READING, writing=NOBODY),
    Row("audit:permissions", Needs.VENDOR),
)

TASKS = (
    Task("subscriptions.audit.tasks.seal", "hashes of rows of the audit trail"),
    Task("subscriptions.audit.tasks.sweep", "where the chain begins after rows that it removes"),
)
