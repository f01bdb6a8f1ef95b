"""One-click unsubscribe (RFC 8058) from alerts, or from the mails of an optional kind: a signed address that is
valid for one person and the products of an alert or the kind, without sign-in and without end."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.core import signing
from django.urls import reverse

from notifications import preferences, registration_rules
from notifications.kinds import KINDS, Kind
from notifications.models import Notification, Registration
from subscriptions.models import Product, User
from subscriptions.tenancy import TenantQuerySet

PLACE = "token"
SALT = "notifications.unsubscribe"
SALT_OF_KINDS = "notifications.unsubscribe.kind"


@dataclass(frozen=True)
class Unsubscription:
    """What the address ends: for a customer's person, the registrations for these products, by keys; and where
    everyone covered is told of the class, its mails (R1.2, R1.6)."""

    customer_id: int
    user_id: int
    product_ids: tuple[int, ...]
    alert_class: str = ""

    @property
    def products(self) -> str:
        """Their names."""
        names = (
            Product.objects.filter(pk__in=self.product_ids).order_by("name").values_list("name", flat=True)
        )
        return ", ".join(names)

    @property
    def ends_mail(self) -> bool:
        """Whether such an alert reaches her without a registration, and only its mail can end."""
        rules = registration_rules.in_force()
        return any(rules.everyone(self.alert_class, product) for product in self.product_ids)

    def is_over(self) -> bool:
        """Whether the next such alert would not come by mail."""
        return not self._registrations().exists() and (
            not self.ends_mail or not preferences.wants_alerts_mailed(self._user())
        )

    def end(self) -> None:
        """The next such alert does not come; one that everyone covered is told stays in the portal."""
        self._registrations().delete()
        if self.ends_mail:
            preferences.mail_alerts(self._user(), wanted=False)

    def _registrations(self) -> TenantQuerySet:
        mine: TenantQuerySet = Registration.objects.filter(
            customer=self.customer_id, user=self.user_id, product__in=self.product_ids
        )
        return mine

    def _user(self) -> User:
        return User.objects.get(pk=self.user_id)


@dataclass(frozen=True)
class Leaving:
    """Which kind of mail the address switches off, and for whom."""

    kind: Kind
    user_id: int


def url(row: Notification, kind: Kind) -> str:
    """The address in the mail of `row`; none where its reader cannot leave."""
    if row.alert:
        products = [each["key"] for each in row.context.get("affected", ())]
        products = products or sorted(
            row.alert.affected.values_list("product", flat=True)
        )  # an older version's
        token = signing.dumps([row.customer_id, row.recipient_id, products, row.alert.alert_class], salt=SALT)
        return _address("notifications:unsubscribe", token)
    if kind.optional:
        token = signing.dumps([row.recipient_id, kind.code], salt=SALT_OF_KINDS)
        return _address("notifications:unsubscribe_kind", token)
    return ""


def _address(name: str, token: str) -> str:
    """A token is made of letters that an address holds as they are."""
    before, after = _parts(name)
    return f"{settings.SITE_URL}{before}{token}{after}"


@cache
def _parts(name: str) -> tuple[str, str]:
    """What stands before and after the token in the address of this name: working it out takes longer than signing
    one."""
    before, _token, after = reverse(name, args=[PLACE]).rpartition(PLACE)
    return before, after


def read(token: str) -> Unsubscription | None:
    """What the token of an alert ends; None for one that was not ours. In mails of an older version it names one
    product."""
    try:
        customer, user, products, *rest = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Unsubscription(
        customer, user, tuple(products) if isinstance(products, list) else (products,), *rest
    )


def read_kind(token: str) -> Leaving | None:
    """What the token of another mail switches off; None for one that was not ours, or whose kind is no more."""
    try:
        user_id, code = signing.loads(token, salt=SALT_OF_KINDS)
    except signing.BadSignature:
        return None
    kind = KINDS.get(code)
    return Leaving(kind, user_id) if kind and kind.optional else None
