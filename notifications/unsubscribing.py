"""One-click unsubscribe (RFC 8058) from the alerts of a product, or from the mails of an optional kind: a signed
address that is valid for one person, without sign-in and without end."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

from notifications.kinds import KINDS, Kind
from notifications.models import Notification

SALT = "notifications.unsubscribe"
SALT_OF_KINDS = "notifications.unsubscribe.kind"


@dataclass(frozen=True)
class Unsubscription:
    """Which registration the address ends: keys of customer, person and product."""

    customer_id: int
    user_id: int
    product_id: int


@dataclass(frozen=True)
class Leaving:
    """Which kind of mail the address switches off, and for whom."""

    kind: Kind
    user_id: int


def url(row: Notification, kind: Kind) -> str:
    """The address in the mail of `row`; none where its reader cannot leave."""
    if row.alert:
        token = signing.dumps([row.customer_id, row.recipient_id, row.alert.product_id], salt=SALT)
        return f"{settings.SITE_URL}{reverse('notifications:unsubscribe', args=[token])}"
    if kind.optional:
        token = signing.dumps([row.recipient_id, kind.code], salt=SALT_OF_KINDS)
        return f"{settings.SITE_URL}{reverse('notifications:unsubscribe_kind', args=[token])}"
    return ""


def read(token: str) -> Unsubscription | None:
    """What the token of an alert ends; None for one that was not ours."""
    try:
        return Unsubscription(*signing.loads(token, salt=SALT))
    except signing.BadSignature:
        return None


def read_kind(token: str) -> Leaving | None:
    """What the token of another mail switches off; None for one that was not ours, or whose kind is no more."""
    try:
        user_id, code = signing.loads(token, salt=SALT_OF_KINDS)
    except signing.BadSignature:
        return None
    kind = KINDS.get(code)
    return Leaving(kind, user_id) if kind and kind.optional else None
