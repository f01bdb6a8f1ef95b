"""Her systems and timeline; and that she will not renew."""

from subscriptions.life import non_renewal
from subscriptions.models import InstalledSystem, SubscriptionEntry
from tests import factories as make
from tests.isolation.moments import BEGINS, WEDNESDAY


def plant(company):
    customer, said = company.customer, company.said
    InstalledSystem.objects.create(
        customer=customer,
        product=company.product,
        version=make.version(company.product),
        site=f"Esbjerg{said}",
        modified="",
    )
    SubscriptionEntry.objects.create(
        customer=customer,
        subscription=customer.subscriptions.get(),
        kind="corrected",
        at=BEGINS,
        reason=f"By hand{said}",
        facts={"lines": [f"LGF{said}"], "tier": "Elite", "first": "2026-07-01", "last": "2027-06-30"},
    )
    non_renewal.decline_renewal(
        customer.subscriptions.get(), company.manager, f"We are closing{said}", WEDNESDAY
    )
