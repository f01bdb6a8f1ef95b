"""Which kinds of mail a person wants. What is in the app always stays, and some kinds cannot be switched off."""

from collections.abc import Collection

from django.db import transaction

from notifications.kinds import KINDS, Kind
from notifications.models import Preference
from notifications.models.outbox import Channel
from subscriptions.models import User

ALERT = "alert"


def mailed(user: User) -> list[Kind]:
    """The kinds that she may get by mail, as a contact or as staff."""
    return [kind for kind in KINDS.values() if kind.staff == user.is_staff and Channel.EMAIL in kind.channels]


def unwanted(user: User) -> set[str]:
    """The codes of those she has switched off."""
    off = Preference.objects.filter(user=user, channel=Channel.EMAIL, wanted=False)
    return set(off.values_list("kind", flat=True))


def choose(user: User, wanted: Collection[str]) -> None:
    """Have these of the optional kinds mailed to her and no others."""
    choices = [
        Preference(user=user, kind=kind.code, channel=Channel.EMAIL, wanted=kind.code in wanted)
        for kind in mailed(user)
        if kind.optional
    ]
    with transaction.atomic():
        Preference.objects.bulk_create(
            choices,
            update_conflicts=True,
            unique_fields=["user", "kind", "channel"],
            update_fields=["wanted"],
        )


def switch_off(user: User, kind: Kind) -> None:
    """Have this optional kind no longer mailed to her."""
    Preference.objects.update_or_create(
        user=user, kind=kind.code, channel=Channel.EMAIL, defaults={"wanted": False}
    )


def wants_alerts_mailed(user: User) -> bool:
    """Whether alerts that everyone covered is told of come to her by mail as well (R1.6). Those she is registered
    for always do."""
    return ALERT not in unwanted(user)


def mail_alerts(user: User, *, wanted: bool) -> None:
    """Choose it. She is told of them in the portal in any case."""
    Preference.objects.update_or_create(
        user=user, kind=ALERT, channel=Channel.EMAIL, defaults={"wanted": wanted}
    )
