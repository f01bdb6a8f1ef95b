"""How fast one person may send something. Bounded against abuse, never how much (R4.1)."""

from datetime import datetime, timedelta

from django.core.cache import cache

from entitlements.refusals import SlowDown


def check(what: str, person: int, most: int, window: timedelta, at: datetime) -> None:
    """Count one `what` of the person with this key; windows follow each other without overlap. Raises SlowDown with
    the time to retry where there were `most` already.

    A cache that is away, or forgets meanwhile, counts nothing: it is rather taken than refused (R5.2).
    """
    number, begun = divmod(int(at.timestamp()), int(window.total_seconds()))
    key = f"{what}:{person}:{number}"
    cache.add(key, 0, timeout=int(window.total_seconds()))
    try:
        counted = cache.incr(key)
    except ValueError:
        return
    if counted > most:
        raise SlowDown(at - timedelta(seconds=begun) + window)
