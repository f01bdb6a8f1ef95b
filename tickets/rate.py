"""How fast incidents may be logged. The rate is bounded against abuse, the number never is (R4.1, R4.2)."""

from datetime import datetime, timedelta

from django.conf import settings

from entitlements import rate
from entitlements.models import Severity
from subscriptions.models import User

WINDOW = timedelta(minutes=1)


def check(contact: User, severity: int, at: datetime) -> None:
    """Count one incident of this person. Raises SlowDown with the time to retry; severity 1 always passes."""
    if severity != Severity.CRITICAL:
        rate.check("logged", contact.pk, settings.INCIDENTS_PER_MINUTE, WINDOW, at)
