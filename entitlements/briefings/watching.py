"""Where a person stopped watching, remembered for her alone (R13.1)."""

from datetime import datetime

from django.utils import timezone

from entitlements.briefings.models import Recording, WatchPosition
from subscriptions.models import User

NEAR_THE_END = 15  # seconds: who has come that far begins anew


def remember(recording: Recording, person: User, second: int, at: datetime | None = None) -> None:
    """Keep the second at which she is, at most its length; said again it changes nothing. One statement,
    whoever is quicker."""
    row = WatchPosition(
        user=person,
        recording=recording,
        second=min(max(second, 0), recording.seconds),
        at=at or timezone.now(),
    )
    WatchPosition.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["user", "recording"], update_fields=["second", "at"]
    )


def position(recording: Recording, person: User) -> int:
    """The second to go on from; 0 from the beginning."""
    found = WatchPosition.objects.filter(recording=recording, user=person)
    second: int = found.values_list("second", flat=True).first() or 0
    return second if second < recording.seconds - NEAR_THE_END else 0
