"""Pages of long lists of people, by key: each begins after the last row of the one before."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

DIGITS = 18  # of a key


def after(request: HttpRequest) -> int | None:
    """The key of the row after which the page begins."""
    asked = request.GET.get("after", "")
    return int(asked) if asked.isdecimal() and len(asked) <= DIGITS else None


def cut(found: QuerySet[Any] | list[Any], size: int) -> tuple[list[Any], int | None]:
    """The first `size` rows, and the key after which the next page begins; None where there is none."""
    page = list(found[: size + 1])
    return page[:size], page[size - 1].pk if len(page) > size else None


def by_name(
    request: HttpRequest, found: QuerySet[Any], size: int, name: str = "customer__name"
) -> tuple[list[Any], int | None]:
    """The same, by a name that belongs to each row: `name` leads to it."""
    ordered = found.order_by(name, "pk")
    last = found.model._default_manager.filter(pk=after(request)).values_list(name, flat=True).first()
    if last is not None:
        same = Q(**{name: last}, pk__gt=after(request))
        ordered = ordered.filter(Q(**{f"{name}__gt": last}) | same)
    return cut(ordered, size)
