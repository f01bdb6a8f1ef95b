"""What a contact may do beside logging incidents is her manager's to say (R7.6, R18.3)."""

from subscriptions import leaving
from subscriptions.models import Membership, User


def give(member: Membership, by: User, *, manager: bool, approves: bool) -> None:
    """Whether she is a manager, and whether she approves remote access. Raises Forbidden, and LastManager where the
    company would be left without one."""
    with leaving.managed(member, by) as row:
        row.role = Membership.Role.MANAGER if manager else Membership.Role.CONTACT
        row.approves_remote_access = approves
        row.save(update_fields=["role", "approves_remote_access"])
