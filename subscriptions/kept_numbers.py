"""Numbers that are kept beside what they count. Each room says how its own are counted anew; `manage.py
verify_counts` asks all of them."""

from collections.abc import Callable, Iterable

Check = Callable[[], Iterable[str]]
CHECKS: list[Check] = []


def add(*checks: Check) -> None:
    """Called by a room when it is ready: each check names every number of the room's that is kept differently."""
    CHECKS.extend(checks)


def differences() -> list[str]:
    """Where a kept number is not what it counts, in words."""
    return [difference for check in CHECKS for difference in check()]
