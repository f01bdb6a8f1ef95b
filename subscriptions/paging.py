"""Pages of long lists, by key: each begins after the last row of the one before. And keys as addresses and forms
have them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

DIGITS = 18  # of a key at most


def key(typed: str) -> int | None:
    """The key that was typed; None for what can be none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= DIGITS else None


def after(request: HttpRequest) -> int | None:
    """The key of the row after which the page begins, as `?after=` has it."""
    return key(request.GET.get("after", ""))


def before(request: HttpRequest) -> int | None:
    """The same of a list that has the newest first: as `?before=` has it."""
    return key(request.GET.get("before", ""))


def newest_first(request: HttpRequest, found: QuerySet[Any], size: int) -> tuple[list[Any], int | None]:
    """The rows before `?before=`, newest first, and the key before which the next page begins."""
    first = before(request)
    return cut((found.filter(pk__lt=first) if first else found).order_by("-pk"), size)


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


def _whole(found: QuerySet[Any], name: str) -> QuerySet[Any]:
    """All rows, also those that `found` leaves out, with the annotation where it is one."""
    rows: QuerySet[Any] = found.model._default_manager.all()
    annotated = found.query.annotations.get(name)
    return rows.annotate(**{name: annotated}) if annotated is not None else rows


def highest_first(
    request: HttpRequest, found: QuerySet[Any], size: int, name: str
) -> tuple[list[Any], int | None]:
    """The same by a value that each row has, the highest first: an instant, a number of votes, what `found` is
    annotated with."""
    ordered, first = found.order_by(f"-{name}", "-pk"), before(request)
    last = _whole(found, name).filter(pk=first).values_list(name, flat=True).first() if first else None
    if last is not None:
        ordered = ordered.filter(Q(**{f"{name}__lt": last}) | Q(**{name: last}, pk__lt=first))
    return cut(ordered, size)
