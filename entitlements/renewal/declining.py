"""Saying that a subscription will not be renewed, and taking that back: a manager of the customer or who agrees
with her for the vendor does it, and the other side is told (R26.2). The rules are
subscriptions.life.non_renewal's."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from entitlements.refusals import whom_to_ask
from entitlements.renewal.people import account_owners, managers
from notifications.outbox import tell
from subscriptions import periods
from subscriptions.life import non_renewal
from subscriptions.life.renewals import reaching
from subscriptions.models import Subscription, User


@transaction.atomic
def decline(subscription: Subscription, by: User, reason: str, at: datetime | None = None) -> None:
    """It will not be renewed. Raises what `decline_renewal` does."""
    at = at or timezone.now()
    declined = non_renewal.decline_renewal(subscription, by, reason, at)
    _tell("not_renewing", declined.subscription, by, declined.reason, at)


@transaction.atomic
def reopen(subscription: Subscription, by: User, reason: str = "", at: datetime | None = None) -> None:
    """It may be renewed after all. Raises what `reopen_renewal` does."""
    at = at or timezone.now()
    period = non_renewal.reopen_renewal(subscription, by, reason, at)
    _tell("open_again", period, by, reason.strip(), at)


def _tell(kind: str, period: Subscription, by: User, reason: str, at: datetime) -> None:
    """The account owner and the customer's managers, whoever of them did not do it."""
    customer, event = period.customer, f"{kind}:{period.pk}:{at:%Y%m%d%H%M%S%f}"
    whom = whom_to_ask(customer)
    words = {
        "ends_on": periods.last_day(period.ends_at, customer.zone).isoformat(),
        "person": by.name,
        "body": reason,
    }
    products = ", ".join(line.product.name for line in reaching(period))
    page = f"renewals/{period.pk}/"
    tell(
        kind,
        [person for person in account_owners(customer) if person != by],
        event,
        customer=customer,
        context=words | {"customer": customer.name, "products": products},
        link=f"/desk/{page}",
        at=at,
    )
    tell(
        f"{kind}_here",
        [person for person in managers(customer) if person != by],
        event,
        customer=customer,
        context=words | {"owner": whom["name"], "mail": whom["mail"]},
        link=f"/subscription/{page}",
        at=at,
    )
