"""When a failed delivery is tried again, and when lasting failure ends it. Pure but for the dice of back_off."""

from datetime import datetime, timedelta

from notifications import back_off

WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
)
GIVES_UP_AFTER = timedelta(days=3)
# What the waits of one delivery take where all of them turn out short.
SHORTEST = sum(WAITS, timedelta(0)) * (1 - back_off.JITTER)


def next_attempt(attempts: int, at: datetime, retry_after: str = "") -> datetime | None:
    """After so many failed attempts, the last at `at`: about three days in all. None after the last one. A receiver
    that asks for more time gets it, up to a day."""
    wait = back_off.after(attempts, WAITS)
    return None if wait is None else at + max(wait, back_off.asked(retry_after, at))


def has_lasted(failing_since: datetime, at: datetime, *, given_up: bool) -> bool:
    """Whether nothing but failures for so long disables an endpoint; `given_up`: a delivery has just had its last
    attempt, and none other arrived meanwhile."""
    return at - failing_since >= (SHORTEST if given_up else GIVES_UP_AFTER)
