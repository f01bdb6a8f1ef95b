"""Secrets: the first one, another one while the old is valid for a while, and showing one, once."""

import base64
import secrets
from datetime import datetime

from django.utils import timezone

from notifications.webhooks.access import changing
from notifications.webhooks.models import Endpoint, Secret, WebhookRules
from notifications.webhooks.refusals import SecretReplaced, SecretShown
from subscriptions import tenancy
from subscriptions.models import User

BYTES = 32


def first(endpoint: Endpoint, at: datetime) -> Secret:
    """Inside the transaction that makes the endpoint."""
    text = "whsec_" + base64.b64encode(secrets.token_bytes(BYTES)).decode()
    made: Secret = Secret.objects.create(
        endpoint=endpoint, customer_id=endpoint.customer_id, text=text, created_at=at
    )
    return made


def rotate(endpoint: Endpoint, by: User, seen: int, at: datetime | None = None) -> Secret:
    """A new secret; the one before stays valid for the time that the rules say. `seen` is the key of the newest one
    as she has seen it. Raises SecretReplaced where another was faster, Forbidden, WebhookRemoved."""
    at = at or timezone.now()
    with changing(endpoint, by) as row:
        newest = row.secrets.get(expires_at=None)
        if newest.pk != seen:
            raise SecretReplaced
        newest.expires_at = at + WebhookRules.current().overlap
        newest.save(update_fields=["expires_at"])
        return first(row, at)


def show(secret: Secret, to: User, at: datetime | None = None) -> str:
    """Its text, to the first who asks (of two at once, to one). Raises SecretShown."""
    with tenancy.as_staff():
        rows = Secret.objects.filter(pk=secret.pk, shown_at=None)
        if not rows.update(shown_at=at or timezone.now(), shown_to=to):
            known = Secret.objects.select_related("shown_to").filter(pk=secret.pk).first()
            raise SecretShown(name=known.shown_to if known else "")
    return str(secret.text)
