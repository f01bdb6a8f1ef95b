"""The number beside the list of call-backs, counted anew."""

from collections.abc import Iterator

from django.db.models import Sum

from tickets.models import ListCount
from tickets.phone.models import CallBack


def waiting() -> int:
    """Those that wait, of what the reader sees."""
    return CallBack.objects.waiting().count()


def differences() -> Iterator[str]:
    """Whether the number that is kept is not that of the call-backs that wait."""
    kept = ListCount.objects.filter(list="call_backs").aggregate(number=Sum("number"))["number"] or 0
    number = CallBack.objects.waiting().count()
    if kept != number:
        yield f"list call_backs: {kept}, not {number}"
