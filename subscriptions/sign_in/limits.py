"""Limits on guessing, by account, address and network. Only failures count, so that a Monday morning is no attack.

Who has signed in from an address before is held back by her own failures there alone: neither a guesser elsewhere
nor one at her own company's address locks her out. Attempts that are refused do not count, and nobody is told which
limit it was. Attempts of the same instant may exceed a limit by the number of workers.
"""

from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from subscriptions.sign_in import addresses
from subscriptions.sign_in.models import FailedSignIn, SignInRules

ACCOUNT_HERE = timedelta(minutes=15)
ACCOUNT = timedelta(hours=1)
PLACE = timedelta(minutes=10)
KEPT = ACCOUNT

# One statement for every sign-in; each count stops at its limit, so a flood costs no more than that.
LIMITS = ("here", "everywhere", "from_address", "from_network")
COUNTS = """
select
  (select count(*) from (select from sign_in_failedsignin
    where account = %(account)s and address = %(address)s and at > %(here_since)s limit %(here)s) c),
  (select count(*) from (select from sign_in_failedsignin
    where account = %(account)s and at > %(account_since)s limit %(everywhere)s) c),
  (select count(*) from (select from sign_in_failedsignin
    where address = %(address)s and at > %(place_since)s limit %(from_address)s) c),
  (select count(*) from (select from sign_in_failedsignin
    where network = %(network)s and at > %(place_since)s limit %(from_network)s) c)
"""


def is_held_back(account: str, address: str, at: datetime | None = None) -> bool:
    """Whether a sign-in to `account`, as typed, from `address` must wait before anything is compared."""
    at = at or timezone.now()
    rules = SignInRules.current()
    most = (rules.per_account_here, rules.per_account, rules.per_address, rules.per_network)
    words: dict[str, Any] = {
        "account": digest(account),
        "address": addresses.one(address),
        "network": addresses.network(address),
        "here_since": at - ACCOUNT_HERE,
        "account_since": at - ACCOUNT,
        "place_since": at - PLACE,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, words | dict(zip(LIMITS, most, strict=True)))
        here, *others = (count >= limit for count, limit in zip(cursor.fetchone(), most, strict=True))
    return here or (any(others) and not _is_at_home(account, address))


def record_failure(account: str, address: str, at: datetime | None = None) -> None:
    """Count a failure."""
    FailedSignIn.objects.create(
        account=digest(account),
        address=addresses.one(address),
        network=addresses.network(address),
        at=at or timezone.now(),
    )


def forgive(account: str) -> None:
    """Forget an account's failures: its owner has proven herself by mail."""
    FailedSignIn.objects.filter(account=digest(account)).delete()


def forget_old(at: datetime | None = None) -> int:
    """Delete the failures that count no more. Returns how many."""
    return FailedSignIn.objects.filter(at__lte=(at or timezone.now()) - KEPT).delete()[0]


def digest(account: str) -> str:
    """What stands for an account: nobody reads from it what was typed."""
    typed = account.strip().lower()
    return salted_hmac("sign-in limits", typed, settings.SECRET_KEY, algorithm="sha256").hexdigest()


def _is_at_home(account: str, address: str) -> bool:
    return UserSession.objects.filter(user__email=account.strip().lower(), ip=address).exists()
