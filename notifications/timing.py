"""When each of the people who are told something is told it by mail: at once, after her quiet hours, in her next
digest, or never; and when on her devices. What is urgent, and every alert, comes at once (R1.10).
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from notifications import preferences
from notifications.hours import Hours
from notifications.kinds import Kind
from notifications.models import Notification
from notifications.models.outbox import Pace
from notifications.preferences import Chosen
from subscriptions.models import User

Priority = Notification.Priority

NOTHING = Chosen(wanted=None, pace=None, hours=None)


@dataclass(frozen=True)
class Timing:
    """Of one kind, one priority and some people, as they have chosen."""

    kind: Kind
    priority: int
    at: datetime
    chosen: dict[int, Chosen] = field(default_factory=dict)
    with_devices: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, kind: Kind, priority: int, people: Collection[User], at: datetime) -> Self:
        """Read what they have chosen: two queries at most."""
        patient = kind.optional or priority >= Priority.NORMAL
        chosen = preferences.chosen(people, kind) if patient else {}
        return cls(kind, priority, at, chosen, preferences.with_devices_for(kind, people))

    def wants(self, person: User) -> bool:
        """Whether she wants the kind by mail."""
        return self._chosen(person).wanted is not False

    def shows(self, person: User) -> bool:
        """Whether it is shown on her devices. What is told late is not: it would be a storm."""
        return person.pk in self.with_devices and self.priority < Priority.PERIODIC

    def of_push(self, person: User) -> datetime:
        """The instant before which it is not."""
        hours = self._chosen(person).hours
        return hours.next_allowed(self.at) if hours and self.priority >= Priority.NORMAL else self.at

    def of_mail(self, person: User) -> tuple[int, datetime]:
        """The priority of her mail, and the instant before which it is not sent."""
        if self.priority < Priority.NORMAL or self.priority == Priority.DIGEST:
            return self.priority, self.at
        hours = self._chosen(person).hours
        pace = self._chosen(person).pace or self.kind.pace
        if not self.kind.optional or pace == Pace.AT_ONCE:
            return self.priority, hours.next_allowed(self.at) if hours else self.at
        return preferences.paced(pace, hours or Hours(person.zone), self.at)

    def _chosen(self, person: User) -> Chosen:
        return self.chosen.get(person.pk, NOTHING)
