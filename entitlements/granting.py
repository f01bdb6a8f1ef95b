"""What a new tier grants to begin with (R24.3)."""

from datetime import datetime
from typing import Any

from entitlements.models import Grant
from subscriptions.signals import tier_begun


def listen() -> None:
    """Once, when the room is ready."""
    tier_begun.connect(_tier_begun, dispatch_uid="a tier grants what another does")


def _tier_begun(tier: int, like: int, at: datetime, **_words: Any) -> None:
    """What `like` grants now, from now until further notice."""
    for each in Grant.objects.in_force(at).filter(tier=like):
        each.pk, each._state.adding = None, True
        each.tier_id, each.in_force_from, each.in_force_until = tier, at, None
        each.save()
