"""Critical Solution Notification (R1): who is registered for a product's alerts; publishing, correcting and
withdrawing one; acknowledging. Each verb is one transaction; telling is the outbox's.
"""

from collections.abc import Iterator
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from notifications import outbox
from notifications.models import Acknowledgement, Alert, AlertChange, Notification, Registration
from notifications.models.outbox import Channel
from notifications.refusals import (
    AlertIncomplete,
    AlertNotPublished,
    AlertWithdrawn,
    CorrectionMissing,
    ProductNotCovered,
    RegistrationRequired,
)
from notifications.signals import alert_changed, alert_published
from subscriptions import coverage
from subscriptions.models import (
    Customer,
    InstalledSystem,
    Membership,
    Product,
    ProductLine,
    StaffMember,
    User,
)
from subscriptions.refusals import Forbidden, Refusal

PUBLISHERS = (StaffMember.Role.PUBLISHER, StaffMember.Role.LEAD, StaffMember.Role.ADMINISTRATOR)


def register(
    user: User, customer: Customer, product: Product, *, by: User | None = None, at: datetime | None = None
) -> None:
    """Have `user` told of the product's alerts from now on; a manager may do it for her people (R1.2, R1.7).

    Raises ProductNotCovered, Forbidden.
    """
    at = at or timezone.now()
    _check_may_register(user, customer, by or user)
    if coverage.line_for(customer, product, at) is None:
        raise _not_covered(customer, product)
    Registration.objects.get_or_create(
        customer=customer, user=user, product=product, defaults={"registered_at": at}
    )


def deregister(user: User, customer: Customer, product: Product, *, by: User | None = None) -> None:
    """Have her told no more: the next alert does not come. As easy as registering (R1.2). Raises Forbidden."""
    _check_may_register(user, customer, by or user)
    Registration.objects.filter(customer=customer, user=user, product=product).delete()


def register_everybody(customer: Customer, product: Product, by: User, at: datetime | None = None) -> None:
    """Every contact of the company, by its manager (R1.7). Raises ProductNotCovered, Forbidden."""
    with transaction.atomic():
        for membership in customer.memberships.active().select_related("user"):
            register(membership.user, customer, product, by=by, at=at)


def why_not_told(user: User, customer: Customer, product: Product, at: datetime) -> Refusal | None:
    """Why she would not get an alert of the product published at `at`; None if she would (R1.1, R1.2)."""
    if coverage.line_for(customer, product, at) is None:
        return _not_covered(customer, product)
    if not Registration.objects.filter(customer=customer, user=user, product=product).exists():
        return RegistrationRequired(product=product.name)
    return None


def publish(alert: Alert, by: User, at: datetime | None = None) -> None:
    """Tell everybody concerned, once (R1.1, R1.3). Publishing it again tells nobody anything.

    Raises AlertIncomplete (R1.8), Forbidden.
    """
    at = at or timezone.now()
    check_may_publish(by)
    with transaction.atomic():
        locked = Alert.objects.select_for_update().get(pk=alert.pk)
        if not locked.action.strip():
            raise AlertIncomplete
        if locked.published_at is None:
            locked.published_at, locked.published_by = at, by
            locked.save(update_fields=["published_at", "published_by"])
            outbox.tell_each(
                "alert",
                concerned(locked, at),
                event(locked),
                context=_words(locked),
                link=locked.get_absolute_url(),
                alert=locked,
                at=at,
            )
            alert_published.send(Alert, alert_id=locked.pk)
    alert.refresh_from_db()


def correct(alert: Alert, by: User, text: str, at: datetime | None = None) -> AlertChange:
    """Tell exactly those who got the alert what was wrong in it (R1.5).

    Raises CorrectionMissing, AlertNotPublished, AlertWithdrawn, Forbidden.
    """
    return _change(alert, AlertChange.Kind.CORRECTED, by, text, at or timezone.now())


def withdraw(alert: Alert, by: User, text: str, at: datetime | None = None) -> AlertChange:
    """Take the alert back, telling exactly those who got it, with the reason (R1.5). Raises as `correct`."""
    return _change(alert, AlertChange.Kind.WITHDRAWN, by, text, at or timezone.now())


def acknowledge(alert: Alert, user: User, customer: Customer, at: datetime | None = None) -> None:
    """That she has read it (R1.4). The first time counts."""
    Acknowledgement.objects.get_or_create(
        alert=alert, user=user, defaults={"customer": customer, "at": at or timezone.now()}
    )


def event(alert: Alert) -> str:
    """What the ledger's rows of the alert itself are marked with."""
    return f"alert:{alert.pk}"


def concerned(alert: Alert, at: datetime) -> Iterator[tuple[User, int]]:
    """Who is to be told of it at `at`, with the customer for whom: the registered contacts of customers with a
    line for the product, and with one of the versions where the alert names some (R1.1, R1.3, R1.11)."""
    registrations = registered(alert, at).select_related("user").order_by("customer", "user")
    for registration in registrations.iterator(outbox.BATCH):
        yield registration.user, registration.customer_id


def registered(alert: Alert, at: datetime) -> QuerySet[Registration]:
    """The registrations that `concerned` follows."""
    members = Membership.objects.active().filter(customer=OuterRef("customer"), user=OuterRef("user"))
    return Registration.objects.filter(
        Exists(members), customer__in=concerned_customers(alert, at), product=alert.product_id
    )


def concerned_customers(alert: Alert, at: datetime) -> QuerySet[Customer]:
    """Customers with a line for the product at `at`. Where the alert names versions: with one of them installed,
    or with nothing known to be installed."""
    lines = ProductLine.objects.active(at).filter(product=alert.product_id)
    found: QuerySet[Customer] = Customer.objects.filter(pk__in=lines.values("customer"))
    versions = list(alert.versions.values_list("pk", flat=True))
    if not versions:
        return found
    systems = InstalledSystem.objects.filter(customer=OuterRef("pk"), product=alert.product_id)
    return found.filter(Exists(systems.filter(version__in=versions)) | ~Exists(systems))


def readable(customer: Customer, at: datetime) -> QuerySet[Alert]:
    """The alerts that the company's contacts may read at `at`, newest first: those published before its line for
    the product ended, also before it began and after it ended (R1.3, R1.11)."""
    begun = ProductLine.objects.filter(customer=customer, starts_at__lte=at)
    covered = begun.values("product").annotate(until=Max("ends_at")).values_list("product", "until")
    mine = Q(pk__in=[])
    for product, until in covered:
        mine |= Q(product=product, published_at__lt=until)
    return Alert.objects.published(at).filter(mine)


def without_registrant(at: datetime) -> QuerySet[Product]:
    """Products that some customer's line covers at `at` and nobody covered is registered for (R1.7)."""
    lines = ProductLine.objects.active(at)
    members = Membership.objects.active().filter(customer=OuterRef("customer"), user=OuterRef("user"))
    registrations = Registration.objects.filter(
        Exists(members),
        Exists(lines.filter(customer=OuterRef("customer"), product=OuterRef("product"))),
        product=OuterRef("pk"),
    )
    return Product.objects.filter(Exists(lines.filter(product=OuterRef("pk"))), ~Exists(registrations))


def check_may_publish(user: User) -> None:
    """Raises Forbidden for everybody but publishers, leads and administrators."""
    if not user.has_role(*PUBLISHERS):
        raise Forbidden(who=_("a publisher, a team lead or an administrator"))


def _check_may_register(user: User, customer: Customer, by: User) -> None:
    members = {m.user_id: m for m in customer.memberships.active().filter(user__in=(user, by))}
    if user.pk not in members or by.pk not in members or (by != user and not members[by.pk].is_manager):
        raise Forbidden(who=_("your company's manager"))


def _not_covered(customer: Customer, product: Product) -> ProductNotCovered:
    name, mail = parseaddr(settings.DEFAULT_FROM_EMAIL)
    if owner := customer.account_owner:
        name, mail = owner.name, owner.email
    return ProductNotCovered(product=product.name, name=name, mail=mail)


def _words(alert: Alert) -> dict[str, str | None]:
    """What differs from alert to alert and is short; the long texts are read from the alert itself."""
    return {
        "title": alert.title,
        "product": alert.product.name,
        "alert_class": alert.alert_class,
        "versions": ", ".join(alert.versions.order_by("name").values_list("name", flat=True)),
        "action_kind": alert.action_kind,
        "required_by": alert.required_by.isoformat() if alert.required_by else None,
    }


def _change(alert: Alert, kind: str, by: User, text: str, at: datetime) -> AlertChange:
    check_may_publish(by)
    if not text.strip():
        raise CorrectionMissing
    with transaction.atomic():
        locked = Alert.objects.select_for_update().get(pk=alert.pk)
        if locked.published_at is None:
            raise AlertNotPublished
        if locked.changes.filter(kind=AlertChange.Kind.WITHDRAWN).exists():
            raise AlertWithdrawn
        change = AlertChange.objects.create(alert=locked, kind=kind, text=text, at=at, by=by)
        outbox.tell_each(
            f"alert_{kind}",
            _told(locked),
            f"{event(locked)}:{change.pk}",
            context={"title": locked.title, "product": locked.product.name, "correction": text},
            link=locked.get_absolute_url(),
            alert=locked,
            at=at,
        )
        alert_changed.send(AlertChange, change_id=change.pk)
    return change


def _told(alert: Alert) -> Iterator[tuple[User, int | None]]:
    """Who got the alert, by its ledger."""
    rows = Notification.objects.filter(alert=alert, event=event(alert), channel=Channel.IN_APP)
    for row in rows.select_related("recipient").order_by("pk").iterator(outbox.BATCH):
        yield row.recipient, row.customer_id
