"""The numbers beside the lists: exact up to 99, "99+" beyond, so that counting stays cheap at any size."""

from collections import Counter
from datetime import datetime

from django.db.models import Value
from django.utils import timezone

from subscriptions.models import User
from tickets.desk.lists import LISTS

MOST = 99


def counts(agent: User, at: datetime | None = None) -> dict[str, int | str]:
    """How many incidents each list shows to `agent`, by its name; that of the queue is `queue`. One query."""
    at = at or timezone.now()
    names = {name: name or "queue" for name in LISTS}
    first, *others = (
        LISTS[name].shows(agent, at).annotate(list=Value(word)).values_list("list", flat=True)[: MOST + 1]
        for name, word in names.items()
    )
    found = Counter(first.union(*others, all=True))
    return {word: _words(found[word]) for word in names.values()}


def _words(number: int) -> int | str:
    return number if number <= MOST else f"{MOST}+"
