"""Who may do what with which webhooks, and the lock under which it is done."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from notifications.webhooks.models import Endpoint
from notifications.webhooks.refusals import WebhookRemoved
from subscriptions import permissions, tenancy
from subscriptions.models import Customer, Membership, User
from subscriptions.permissions import Permission
from subscriptions.refusals import Forbidden


def may_manage(user: User, customer: Customer | None) -> bool:
    """A manager her own company's, an administrator the vendor's."""
    if customer is None:
        return permissions.may(user, Permission.MANAGE_WEBHOOKS)
    membership = Membership.objects.active().filter(customer=customer, user=user).first()
    return not user.is_staff and permissions.may(user, Permission.MANAGE_WEBHOOKS, membership)


def check_may_manage(user: User, customer: Customer | None) -> None:
    """Raises Forbidden for everybody else."""
    if not may_manage(user, customer):
        raise Forbidden(who=_("your company's manager") if customer else _("an administrator"))


@contextmanager
def changing(endpoint: Endpoint, by: User) -> Iterator[Endpoint]:
    """The endpoint, locked and fresh, for one who may manage it: rows of the vendor are written, too, so it is
    done as the vendor. Raises Forbidden, WebhookRemoved."""
    check_may_manage(by, endpoint.customer)
    with tenancy.as_staff():
        row = Endpoint.objects.select_for_update(no_key=True).get(pk=endpoint.pk)
        if row.removed_at:
            raise WebhookRemoved
        yield row
