"""The timeline of synthetic subscriptions: begun, then renewed each year, as subscriptions.life puts it down."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from subscriptions.models import SubscriptionEntry
from subscriptions.periods import first_day, last_day
from xtreme.demo.synthetic.copying import Table

Kind = SubscriptionEntry.Kind
AGREED_BEFORE = 30 * 86_400  # seconds before a period begins

ENTRIES = Table(
    "subscriptions_subscriptionentry",
    {"customer_id": "int", "subscription_id": "int", "kind": "text", "at": "instant", "facts": "json"},
    {"reason": ""},
)


class Period(NamedTuple):
    """An annual period: its key, and its first and its last instant in seconds since 1970."""

    key: int
    start: int
    end: int


def put_down(customer: int, periods: Sequence[Period], zone: ZoneInfo, lines: list[str]) -> None:
    """The entries of a customer's periods, one after the other; `lines` are "product: tier"."""
    for number, period in enumerate(periods):
        kind, stands_on = (Kind.RENEWED, periods[number - 1]) if number else (Kind.BEGUN, period)
        days = {
            "first": first_day(datetime.fromtimestamp(period.start, UTC), zone).isoformat(),
            "last": last_day(datetime.fromtimestamp(period.end, UTC), zone).isoformat(),
        }
        facts = json.dumps({**days, "lines": lines}, ensure_ascii=False)
        ENTRIES.add(customer, stands_on.key, kind.value, period.start - AGREED_BEFORE, facts)
