"""Critical Solution Notification (R1): who is registered for a product's alerts; publishing, correcting and
withdrawing one; acknowledging. Each verb is one transaction; telling is the outbox's.
"""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from notifications import audience, drafts, outbox, registration_rules
from notifications.models import (
    Acknowledgement,
    AffectedProduct,
    Alert,
    AlertChange,
    AlertOrigin,
    AlertRules,
    Notification,
    Registration,
)
from notifications.models.alerts import AlertQuerySet
from notifications.models.outbox import Channel
from notifications.refusals import (
    AlertIncomplete,
    AlertNotPublished,
    AlertWithdrawn,
    CorrectionMissing,
    NothingAffected,
    ProductNotCovered,
    RegistrationRequired,
    SecondPersonNeeded,
)
from notifications.signals import alert_changed, alert_published
from subscriptions import coverage, permissions
from subscriptions.models import Customer, Membership, Product, ProductLine, User
from subscriptions.permissions import Permission
from subscriptions.refusals import Forbidden, Refusal

PUBLISHERS = permissions.staff_roles(Permission.PUBLISH)


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
    at = at or timezone.now()
    _check_may_register(by, customer, by, manager=True)
    if coverage.line_for(customer, product, at) is None:
        raise _not_covered(customer, product)
    people = customer.memberships.active().values_list("user", flat=True)
    Registration.objects.bulk_create(
        [Registration(customer=customer, user_id=user, product=product, registered_at=at) for user in people],
        ignore_conflicts=True,
    )


def deregister_everybody(customer: Customer, product: Product, by: User) -> None:
    """Every contact of the company, by its manager (R1.7). Raises Forbidden."""
    _check_may_register(by, customer, by, manager=True)
    Registration.objects.filter(customer=customer, product=product).delete()


def why_not_told(
    user: User, customer: Customer, product: Product, alert_class: str, at: datetime
) -> Refusal | None:
    """Why she would not get an alert of the class for the product published at `at`; None if she would (R1.1, R1.2,
    R1.6)."""
    if coverage.line_for(customer, product, at) is None:
        return _not_covered(customer, product)
    if registration_rules.in_force().everyone(alert_class, product.pk):
        return None
    if not Registration.objects.filter(customer=customer, user=user, product=product).exists():
        return RegistrationRequired(product=product.name)
    return None


def publish(alert: Alert, by: User, at: datetime | None = None, edition: str = "") -> None:
    """Tell everybody concerned, once (R1.1, R1.3). Publishing it again tells nobody anything. `edition`: the draft
    as she has seen it.

    Raises AlertIncomplete, NothingAffected (R1.8), SecondPersonNeeded, AlertChangedMeanwhile, Forbidden.
    """
    at = at or timezone.now()
    check_may_publish(by)
    with transaction.atomic():
        locked = Alert.objects.select_for_update().get(pk=alert.pk)
        if locked.published_at is None:
            _check_ready(locked, by, edition)
            locked.published_at, locked.published_by = at, by
            locked.save(update_fields=["published_at", "published_by"])
            _tell(locked, at)
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


def withdraw_from(link: str, by: User, text: str, at: datetime | None = None) -> None:
    """Withdraw the alert that was written from what stands at `link`, where it has one that people were told of.
    Raises CorrectionMissing, Forbidden."""
    known = AlertOrigin.objects.filter(link=link).exclude(alert__published_at=None)
    origin = known.exclude(alert__changes__kind=AlertChange.Kind.WITHDRAWN).select_related("alert").first()
    if origin:
        withdraw(origin.alert, by, text, at)


def acknowledge(alert: Alert, user: User, customer: Customer, at: datetime | None = None) -> None:
    """That she has read it (R1.4). The first time counts."""
    Acknowledgement.objects.get_or_create(
        alert=alert, user=user, defaults={"customer": customer, "at": at or timezone.now()}
    )


def standing(alert: Alert) -> Alert:
    """The alert, locked inside a transaction, which is published and not withdrawn. Raises AlertNotPublished,
    AlertWithdrawn."""
    locked = Alert.objects.select_for_update().get(pk=alert.pk)
    if locked.published_at is None:
        raise AlertNotPublished
    if locked.changes.filter(kind=AlertChange.Kind.WITHDRAWN).exists():
        raise AlertWithdrawn
    return locked


def event(alert: Alert) -> str:
    """What the ledger's rows of the alert itself are marked with: one event, whatever published it (R3.6)."""
    return f"alert:{alert.pk}"


def event_of(change: AlertChange) -> str:
    """The same of a correction or a withdrawal."""
    return f"alert:{change.alert_id}:{change.pk}"


def may_publish(alert: Alert, user: User) -> bool:
    """Whether the rules leave it to her, who is a publisher, or want another one than who wrote the alert and who
    changed it last."""
    writers = (alert.created_by_id, alert.edited_by_id)
    return not (AlertRules.current().second_person and user.pk in writers)


def readable(customer: Customer, at: datetime) -> AlertQuerySet:
    """The alerts that the company's contacts may read at `at`, newest first: those published before its line for
    the product ended, also before it began and after it ended (R1.3, R1.11)."""
    begun = ProductLine.objects.filter(customer=customer, starts_at__lte=at)
    covered = begun.values("product").annotate(until=Max("ends_at")).values_list("product", "until")
    mine = Q(pk__in=())
    for product, until in covered:
        mine |= Q(product=product, alert__published_at__lt=until)
    hers = AffectedProduct.objects.filter(mine, alert=OuterRef("pk"))
    return Alert.objects.published(at).filter(Exists(hers))


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


def publishes(user: User) -> bool:
    """Whether she writes and publishes alerts."""
    return permissions.may(user, Permission.PUBLISH)


def check_may_publish(user: User) -> None:
    """Raises Forbidden for everybody but publishers, leads and administrators."""
    if not publishes(user):
        raise Forbidden(who=_("a publisher, a team lead or an administrator"))


def _check_may_register(user: User, customer: Customer, by: User, *, manager: bool = False) -> None:
    """Herself, or by a manager; what is for all of the company, by a `manager` alone."""
    members = {m.user_id: m for m in customer.memberships.active().filter(user__in=(user, by))}
    both = user.pk in members and by.pk in members
    if not both or ((manager or by != user) and not members[by.pk].is_manager):
        raise Forbidden(who=_("your company's manager"))


def _not_covered(customer: Customer, product: Product) -> ProductNotCovered:
    name, mail = parseaddr(settings.DEFAULT_FROM_EMAIL)
    if owner := customer.whom_to_ask:
        name, mail = owner.name, owner.email
    return ProductNotCovered(product=product.name, name=name, mail=mail)


def _check_ready(alert: Alert, by: User, edition: str) -> None:
    if not alert.action.strip():
        raise AlertIncomplete
    if not alert.affected.exists():
        raise NothingAffected
    if not may_publish(alert, by):
        raise SecondPersonNeeded
    drafts.check_edition(alert, edition)


def _tell(alert: Alert, at: datetime) -> None:
    outbox.tell_found(
        "alert",
        audience.of(alert, at).told().annotate(recipient_id=F("user_id")),
        event(alert),
        context=words(alert),
        link=alert.get_absolute_url(),
        alert=alert,
        at=at,
    )


def words(alert: Alert) -> dict[str, object]:
    """What differs from alert to alert and is short; the long texts are read from the alert itself."""
    affected = list(alert.affected.in_full())
    return {
        "title": alert.title,
        "title_da": alert.title_da,
        "product": ", ".join(each.product.name for each in affected),
        "affected": [
            {
                "key": each.product_id,
                "product": each.product.name,
                "listed": each.listed,
                "since": each.since,
                "until": each.until,
            }
            for each in affected
        ],
        "alert_class": alert.alert_class,
        "action_kind": alert.action_kind,
        "required_by": alert.required_by.isoformat() if alert.required_by else None,
    }


def _change(alert: Alert, kind: str, by: User, text: str, at: datetime) -> AlertChange:
    check_may_publish(by)
    if not text.strip():
        raise CorrectionMissing
    with transaction.atomic():
        locked = standing(alert)
        change = AlertChange.objects.create(alert=locked, kind=kind, text=text, at=at, by=by)
        outbox.tell_found(
            f"alert_{kind}",
            _told(locked),
            event_of(change),
            context=words(locked) | {"correction": text},
            link=locked.get_absolute_url(),
            alert=locked,
            at=at,
        )
        alert_changed.send(AlertChange, change_id=change.pk)
    return change


def _told(alert: Alert) -> QuerySet[Notification]:
    """Who got the alert, by its ledger, and whether by mail as well."""
    told = Notification.objects.filter(alert=alert, event=event(alert))
    mails = Notification.objects.filter(
        event=event(alert), recipient=OuterRef("recipient"), channel=Channel.EMAIL
    )
    return told.filter(channel=Channel.IN_APP).annotate(by_mail=Exists(mails))
