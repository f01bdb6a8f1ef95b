"""How fast incidents may be logged. The rate is bounded against abuse, the number never is (R4.1, R4.2)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache

from entitlements.models import Severity
from entitlements.refusals import SlowDown
from subscriptions.models import User

WINDOW = timedelta(minutes=1)


def check(contact: User, severity: int, at: datetime) -> None:
    """Count one incident of this person. Raises SlowDown with the time to retry; severity 1 always passes.

    A cache that is away counts nothing: an incident is rather taken than refused (R5.2).
    """
    if severity == Severity.CRITICAL:
        return
    window, begun = divmod(int(at.timestamp()), int(WINDOW.total_seconds()))
    key = f"logged:{contact.pk}:{window}"
    cache.add(key, 0, timeout=int(WINDOW.total_seconds()))
    if cache.incr(key) > settings.INCIDENTS_PER_MINUTE:
        raise SlowDown(at - timedelta(seconds=begun) + WINDOW)
