"""The secret address by which a person's calendar reads the sessions in which she has a seat (R16.1). Whoever
has the address reads it; a new one ends the one before, and she can revoke it."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.utils import timezone

from entitlements.briefings.models import CalendarFeed, Session, SignUp
from subscriptions.models import User

KEY_BYTES = 32
LOOKED_BACK = timedelta(days=60)


def issue(person: User, at: datetime | None = None) -> str:
    """A new key, shown this once; the one before opens nothing any more."""
    key = secrets.token_urlsafe(KEY_BYTES)
    CalendarFeed.objects.update_or_create(
        user=person, defaults={"digest": _digest(key), "made_at": at or timezone.now()}
    )
    return key


def revoke(person: User) -> None:
    CalendarFeed.objects.filter(user=person).delete()


def holder(key: str) -> User | None:
    """The person whose feed it is; None for a key that is none, and for who may not sign in any more."""
    rows = CalendarFeed.objects.filter(digest=_digest(key), user__is_active=True).select_related("user")
    found = rows.first()
    return found.user if found else None


def sessions(person: User, at: datetime) -> list[Session]:
    """Those in which she has a seat now: coming, or not long ago. Read as the vendor."""
    seated = SignUp.objects.seated().filter(user=person, session__ends_at__gt=at - LOOKED_BACK)
    rows = seated.filter(customer__memberships__user=person, customer__memberships__ended_at=None)
    return [row.session for row in rows.select_related("session__host").order_by("session__starts_at")]


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
