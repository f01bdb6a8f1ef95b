"""Numbers that are kept beside what they count. Each room says how its own are counted anew; `manage.py
verify_counts` asks all of them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import F, QuerySet

Check = Callable[[], Iterable[str]]
CHECKS: list[Check] = []


def add(*checks: Check) -> None:
    """Called by a room when it is ready: each check names every number of the room's that is kept differently."""
    CHECKS.extend(checks)


def differing(rows: QuerySet[Any], kept: str, counted: Any) -> Iterator[str]:
    """Those of `rows` whose number `kept` is not what is `counted` (an aggregate): "article 7: 3 useful, not 2"."""
    thing = rows.model._meta.verbose_name
    for row in rows.annotate(counted=counted).exclude(**{kept: F("counted")}).order_by("pk"):
        yield f"{thing} {row.pk}: {getattr(row, kept)} {kept}, not {row.counted}"


def differences() -> list[str]:
    """Where a kept number is not what it counts, in words."""
    return [difference for check in CHECKS for difference in check()]
