"""What a customer's manager sets for every remote session of her company. The rules win when a session is approved
and when it starts; what runs goes on."""

from subscriptions import permissions, tenancy
from subscriptions.models import Membership, User
from subscriptions.permissions import Permission
from tickets.remote_access.models import RemoteAccessRules
from tickets.remote_access.models.rules import QUARTER, WEEK
from tickets.remote_access.refusals import MinutesOutOfRange, UsualTooLong


def set_rules(
    membership: Membership,
    by: User,
    *,
    two_approvers: bool,
    never_production: bool,
    usual_minutes: int,
    longest_minutes: int,
) -> RemoteAccessRules:
    """Keep the rules of the manager's company; what they were before stays in their history (R27.3). Raises
    Forbidden, MinutesOutOfRange, UsualTooLong."""
    permissions.require(by, Permission.MANAGE_COMPANY, membership)
    for field, minutes in (("usual_minutes", usual_minutes), ("longest_minutes", longest_minutes)):
        if not QUARTER <= minutes <= WEEK:
            raise MinutesOutOfRange(field, least=QUARTER, most=WEEK)
    if usual_minutes > longest_minutes:
        raise UsualTooLong
    wanted = {
        "two_approvers": two_approvers,
        "never_production": never_production,
        "usual_minutes": usual_minutes,
        "longest_minutes": longest_minutes,
    }
    with tenancy.as_staff():
        rules, _new = RemoteAccessRules.objects.update_or_create(
            customer=membership.customer, defaults=wanted
        )
    return rules
