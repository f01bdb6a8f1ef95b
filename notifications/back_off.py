"""When what failed is tried again: arithmetic that all who send share. Pure but for the dice."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

JITTER = 0.2
LONGEST_ASKED = timedelta(days=1)


def after(attempts: int, waits: Sequence[timedelta]) -> timedelta | None:
    """How long to wait after so many failed attempts, spread by a fifth so that what failed together does not come
    back together. None after the last of `waits`."""
    if attempts > len(waits):
        return None
    return waits[attempts - 1] * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  spreads, hides nothing


def asked(retry_after: str, at: datetime) -> timedelta:
    """What a Retry-After header asks for, in seconds or as a date; nothing where it cannot be read."""
    text = retry_after.strip()
    if text.isascii() and text.isdecimal():
        return min(timedelta(seconds=int(text[:9])), LONGEST_ASKED)
    try:
        until = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return timedelta(0)
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - at, timedelta(0)), LONGEST_ASKED)
