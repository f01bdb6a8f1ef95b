"""A customer's managers are told what the vendor has put down of their subscription: a period renewed or
reinstated, another tier, a further product (R26). What somebody asked for is told with the answer to her."""

from typing import Any

from entitlements.refusals import whom_to_ask
from entitlements.renewal.models import UpgradeRequest
from entitlements.renewal.people import managers
from notifications.outbox import tell
from subscriptions.models import SubscriptionEntry

Kind = SubscriptionEntry.Kind
# A first period has its invitations; who says that it will not be renewed, or may be, tells the other side herself;
# a correction changes what was put down wrongly.
UNTOLD = (Kind.BEGUN, Kind.NOT_RENEWING, Kind.OPEN_AGAIN, Kind.CORRECTED)
ANSWERED = (Kind.UPGRADED, Kind.LINE_ADDED)


def heed(entry: int, **_others: Any) -> None:
    """Tell of this entry of the timeline, once."""
    row = SubscriptionEntry.objects.select_related("customer").get(pk=entry)
    if row.kind in UNTOLD or (row.kind in ANSWERED and _is_asked(row)):
        return
    whom = whom_to_ask(row.customer)
    tell(
        "subscription_changed",
        managers(row.customer),
        f"subscription_entry:{row.pk}",
        customer=row.customer,
        context={
            "change": {"kind": row.kind, "product": str(row.product or ""), "facts": row.facts},
            "owner": whom["name"],
            "mail": whom["mail"],
        },
        link="/subscription/",
        at=row.at,
    )


def _is_asked(row: SubscriptionEntry) -> bool:
    return UpgradeRequest.objects.open().filter(customer=row.customer_id, product=row.product_id).exists()
