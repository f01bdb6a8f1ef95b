"""When what failed is tried again: arithmetic that mail and webhooks share. Pure but for the dice."""

import random
from collections.abc import Sequence
from datetime import timedelta

JITTER = 0.2


def after(attempts: int, waits: Sequence[timedelta]) -> timedelta | None:
    """How long to wait after so many failed attempts, spread by a fifth so that what failed together does not come
    back together. None after the last of `waits`."""
    if attempts > len(waits):
        return None
    return waits[attempts - 1] * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  spreads, hides nothing
