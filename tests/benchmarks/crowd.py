"""An alert that concerns very many: customers with a line for one product, their contacts registered for it."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import batched
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notifications.models import Alert
    from subscriptions.models import Customer, User

CUSTOMERS = 1_000
AT_ONCE = 5_000
PRODUCT = "CROWD"


def gathered(people: int) -> "tuple[Alert, User]":
    """So many registered contacts, a draft that concerns them all, and who may publish it. Inside the staff
    role; once a database."""
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from notifications.models import Registration
    from subscriptions.models import Membership, Product, StaffMember, User

    since = timezone.now() - timedelta(days=30)
    product = Product.objects.create(code=PRODUCT, name="Crowd Ledger")
    customers = list(_customers(product, since))
    unusable = make_password(None)
    numbers = range(people)
    for some in batched(numbers, AT_ONCE):
        each = User.objects.bulk_create(
            User(email=f"crowd{n}@customer.example", name=f"Person {n}", password=unusable) for n in some
        )
        theirs = [(person, customers[n % len(customers)]) for n, person in zip(some, each, strict=True)]
        Membership.objects.bulk_create(
            Membership(user=person, customer=customer, started_at=since) for person, customer in theirs
        )
        Registration.objects.bulk_create(
            Registration(user=person, customer=customer, product=product, registered_at=since)
            for person, customer in theirs
        )
    publisher = User.objects.create_user("crowd@xtreme.example", name="Publisher", is_staff=True)
    StaffMember.objects.create(user=publisher, roles=[StaffMember.Role.PUBLISHER])
    return draft(publisher), publisher


def draft(by: "User") -> "Alert":
    """An alert of the crowd's product, not published."""
    from notifications.models import AffectedProduct, Alert
    from subscriptions.models import Product

    alert = Alert.objects.create(
        title="Postings of the year's end are doubled",
        alert_class=Alert.Class.WRONG_FIGURES,
        symptom="The closing balance is twice what it was.\n\nOnly in companies with two currencies.",
        action="Install fix 4711 before you close the year. Until then leave the job switched off.",
        created_by=by,
    )
    AffectedProduct.objects.create(alert=alert, product=Product.objects.get(code=PRODUCT))
    return alert


def _customers(product: object, since: object) -> "Iterator[Customer]":
    from subscriptions.models import Customer, ProductLine, Subscription, SupportRegion, Tier

    region, tier = SupportRegion.objects.first(), Tier.objects.first()
    made = Customer.objects.bulk_create(
        Customer(number=f"CROWD-{n}", name=f"Crowd {n}", region=region, country="DK")
        for n in range(CUSTOMERS)
    )
    period = {"starts_at": since, "ends_at": since + timedelta(days=365)}
    subscriptions = Subscription.objects.bulk_create(Subscription(customer=each, **period) for each in made)
    ProductLine.objects.bulk_create(
        ProductLine(customer=each, subscription=theirs, product=product, tier=tier, **period)
        for each, theirs in zip(made, subscriptions, strict=True)
    )
    return iter(made)
