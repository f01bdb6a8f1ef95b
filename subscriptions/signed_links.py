"""Links that give a file for a while: signed with what they give, to whom, and when they were made."""

from datetime import UTC, datetime, timedelta

from django.core import signing
from django.utils.translation import gettext_lazy as _

from subscriptions.refusals import Refusal

SALT = "xtreme.signed-links"


class LinkExpired(Refusal):
    """A signed link whose time is up; the page gives a new one."""

    code = "link_expired"
    title = _("The link has expired")
    sentence = _("This link is no longer valid. The page that it came from has a new one.")
    status = 410


def sign(purpose: str, number: int, person: int, at: datetime) -> str:
    """The key of a link to the thing `number`, made for `person` at `at`."""
    return signing.dumps([purpose, number, person, int(at.timestamp())], salt=SALT)


def check(key: str, purpose: str, number: int, person: int, at: datetime, lasts: timedelta) -> None:
    """Raise LinkExpired unless the key was made for just this, and not longer ago than `lasts`."""
    if person != whose(key, purpose, number, at, lasts):
        raise LinkExpired


def whose(key: str, purpose: str, number: int, at: datetime, lasts: timedelta) -> int:
    """Whom the key was made for. Raises LinkExpired as `check` does."""
    try:
        said, about, person, made = signing.loads(key, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkExpired from None
    age = at - datetime.fromtimestamp(made, UTC)
    if (said, about) != (purpose, number) or not -timedelta(minutes=1) <= age < lasts:
        raise LinkExpired
    return int(person)
