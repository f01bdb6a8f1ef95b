"""Going from one of one's own incidents to the next, in the order of the queue, and back (R9).

Of what she owns it is what is to be worked now: what waits for the customer or is snoozed waits there. She goes on
from where an incident stood before she answered it: the answer moves it down, past others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from subscriptions import paging
from subscriptions.composed import Composed
from subscriptions.models import User
from tickets.desk import keyset
from tickets.desk.lists import LISTS
from tickets.models import Incident


@dataclass(frozen=True)
class Walk:
    """Where she is: at an incident of that number, which stood at `place`; `came_from` is the one before it."""

    number: int
    place: str
    came_from: int | None

    @property
    def following(self) -> str:
        """The address that leads to the next."""
        return "/desk/mine/next/?" + urlencode({"after": self.place, "from": self.number})

    @property
    def query(self) -> str:
        """What keeps this place in an address of the incident."""
        came = {"from": self.came_from} if self.came_from else {}
        return "?" + urlencode({"place": self.place, **came})


def at(incident: Incident, address: Mapping[str, str]) -> Walk:
    """Where she is who reads the incident by an address."""
    key, place = LISTS[""].key, address.get("place", "")
    if keyset.read(place, key) is None:
        place = keyset.write([getattr(incident, name) for name in key])
    return Walk(incident.pk, place, paging.key(address.get("from", "")))


def following(agent: User, address: Mapping[str, str]) -> int | None:
    """The number of the next of hers behind `after`, or from the first on again; never the one she comes `from`.
    None where there is no other."""
    key, left = LISTS[""].key, paging.key(address.get("from", "")) or 0
    place = keyset.read(address.get("after", ""), key)
    behind = {f"place_{number}": part for number, part in enumerate(place or ())}
    found = NEXT(tuple(key), agent=agent.pk, left=left, **behind) or NEXT(
        tuple(key), agent=agent.pk, left=left
    )
    return found[0] if found else None


def _next(key: tuple[str, ...], *, agent: int, left: int, **place: Any) -> Any:
    found = Incident.objects.for_work().filter(owner=agent).exclude(pk=left).order_by(*key)
    if place:
        found = found.filter(keyset.behind(key, tuple(place.values()), owner=agent))
    return found.values_list("pk", flat=True)[:1]


NEXT = Composed(_next)
