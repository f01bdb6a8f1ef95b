"""What the demo's customers were told of the end of their subscriptions, and what one asks for (DEMO.md, 4).

Havblik was reminded 120, 90 and 30 days before; Fellgate each time, and let it end all the same.
"""

from datetime import datetime, timedelta

from entitlements.renewal import notices
from entitlements.renewal.models import RenewalNotice, UpgradeRequest
from entitlements.renewal.requests import ask
from notifications import outbox
from subscriptions import periods
from subscriptions.models import Customer, Product, RenewalRules, Subscription, Tier, User
from xtreme.demo.contacts import JONAS
from xtreme.demo.customers import HAVBLIK
from xtreme.demo.moments import Now

ASKED_BEFORE = timedelta(days=1, hours=2, minutes=25)
WISH = (
    "Vores butik i Odense har åbent lørdag og søndag. Hændelsen i weekenden lå stille til mandag; "
    "hvad koster Premium på Ledgerkant?"
)


def fill(now: Now) -> None:
    """The reminders of the past, each at its own instant and on record, and the request; once."""
    if RenewalNotice.objects.exists() or UpgradeRequest.objects.exists():
        return
    with outbox.on_record():
        for at, number in sorted(_passed(now.at)):
            notices.remind(number, at)
        ask(
            Customer.objects.select_related("account_owner").get(number=HAVBLIK),
            Product.objects.get(code="LGF"),
            Tier.objects.get(code="XTP"),
            WISH,
            User.objects.get(email=JONAS),
            now.at - ASKED_BEFORE,
            service="extended_critical_support",
        )


def _passed(at: datetime) -> list[tuple[datetime, int]]:
    """When each subscription that was not renewed came so many days near its end."""
    rows = Subscription.objects.not_renewed().select_related("customer")
    return [
        (instant, row.pk)
        for row in rows
        for days in RenewalRules.current().notice_days
        if (instant := periods.days_before(row.ends_at, days, row.customer.zone)) <= at
    ]
