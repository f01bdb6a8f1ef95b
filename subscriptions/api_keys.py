"""Keys to the API of a contact: they end with her place at the company that they are for (LIFECYCLE.md, 5)."""

from typing import Any

from django.db.models import Q

from subscriptions import tenancy
from subscriptions.models import ApiToken, Membership


def left(instance: Membership, raw: bool, **kwargs: Any) -> None:
    """Receives that a membership was saved: where it has ended its keys have, for good. Whoever comes back gets a
    new one."""
    if raw or instance.ended_at is None:
        return
    with tenancy.as_staff():
        lasting = ApiToken.objects.filter(Q(expires_at=None) | Q(expires_at__gt=instance.ended_at))
        lasting.filter(place=instance).update(expires_at=instance.ended_at)
