"""Who came to a session (R16.1)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from entitlements.briefings import access
from entitlements.briefings.models import Session, SignUp
from entitlements.briefings.refusals import NotBegun, TooManyCame
from subscriptions.models import User


def check(sign_up: SignUp, came: int | None) -> None:
    """Raises TooManyCame where they had fewer seats."""
    if came is not None and not 0 <= came <= sign_up.seats:
        raise TooManyCame(sign_up)


def note(
    session: Session, by: User, came: Mapping[int, int | None], at: datetime | None = None
) -> list[SignUp]:
    """Note how many came of each sign-up, by its key; None takes it back. Raises Forbidden, NotBegun,
    TooManyCame, and notes nothing then."""
    access.require_leading(session, by)
    if session.starts_at > (at or timezone.now()):
        raise NotBegun
    with transaction.atomic():
        rows = list(
            session.sign_ups.seated()
            .filter(pk__in=came)
            .select_related("user")
            .select_for_update(of=("self",))
        )
        for row in rows:
            check(row, came[row.pk])
            row.attended = came[row.pk]
        SignUp.objects.bulk_update(rows, ["attended"])
        return rows
