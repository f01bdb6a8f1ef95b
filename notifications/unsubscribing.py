"""One-click unsubscribe from alerts (RFC 8058): a signed address that is valid for one person and product,
without sign-in and without end."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

from notifications.models import Notification

SALT = "notifications.unsubscribe"


@dataclass(frozen=True)
class Unsubscription:
    """Which registration the address ends: keys of customer, person and product."""

    customer_id: int
    user_id: int
    product_id: int


def url(row: Notification) -> str:
    """The address in the mail of `row`, an alert."""
    assert row.alert is not None
    token = signing.dumps([row.customer_id, row.recipient_id, row.alert.product_id], salt=SALT)
    return f"{settings.SITE_URL}{reverse('notifications:unsubscribe', args=[token])}"


def read(token: str) -> Unsubscription | None:
    """What the token ends; None for one that was not ours."""
    try:
        return Unsubscription(*signing.loads(token, salt=SALT))
    except signing.BadSignature:
        return None
